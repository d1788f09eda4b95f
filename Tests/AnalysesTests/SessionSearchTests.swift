// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct SessionSearchTests {
    private let removed = MadeLog.monday + 20 * 86_400..<MadeLog.monday + 23 * 86_400
    private let seconds: [Int64]
    /// Of the last record before what is removed, and of the first behind it.
    private let before: Int64
    private let after: Int64

    init() {
        seconds = MadeLog(days: 40, visitsPerDay: 60, seed: 1).without(removed)
        let removed = removed
        before = seconds.last { $0 < removed.lowerBound }!
        after = seconds.first { $0 >= removed.upperBound }!
    }

    private func event(_ second: Int64, _ continuity: SessionContinuity?) -> PlainEvent {
        var event = PlainEvent.retrieval("/f", .sftp, from: "192.0.2.1", series: "auth.log", at: second)
        event.continuity = continuity
        return event
    }

    /// The gap of a log whose sessions are whole, but for these records.
    private func gap(_ broken: [PlainEvent], wholeCount: Int = .max) throws -> Gap {
        var artifact = Artifact(path: Array("auth.log".utf8), content: .log(format: "syslog"))
        artifact.series = "auth.log"
        let events = seconds.enumerated().map { number, second in
            event(
                second,
                number < wholeCount ? .whole(since: Instant(seconds: second - 20), isFirst: number % 4 == 0) : nil)
        }
        let answers = CaseAnswers(Ledger(events + broken, artifacts: [artifact]), inventory: nil)
        let ends = [before, after]
        return try #require(answers.gaps.first { [$0.from?.seconds, $0.to?.seconds] == ends })
    }

    private func interruption(since: Int64, at: Int64) -> PlainEvent {
        event(at, .interrupted(since: Instant(seconds: since)))
    }

    // MARK: across

    @Test func aSessionThatGoesOnAcrossAndLacksARecordMakesItMissing() throws {
        let gap = try gap([interruption(since: before, at: after)])
        #expect(gap.verdict == .missing)
        #expect(gap.evidence.map(\.kind) == [.silence, .cross])
        #expect(
            gap.evidence[1].detail
                == "a session goes on across it without a record that must stand between; elsewhere 0 of \(seconds.count) "
                + "records lack one; missing : outage : quiet = 20 : 0.1 : 0.1")
        #expect(gap.evidence[1].artifact == Array("auth.log".utf8))
    }

    @Test func aSessionOfWhichTheGapIsTheSmallerPartSaysNothing() throws {
        let length = after - before
        let most = try gap([interruption(since: before - length + 10, at: after + 10)])
        #expect(most.evidence.map(\.kind) == [.silence, .cross])
        let less = try gap([interruption(since: before - length - 10, at: after + 10)])
        #expect(less.evidence.map(\.kind) == [.silence])
    }

    @Test func anInterruptionThatEndsBeforeTheGapSaysNothing() throws {
        let gap = try gap([interruption(since: before - 86_400, at: before)])
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    @Test func aLogInWhichSessionsOftenLackRecordsSaysNothing() throws {
        let often = seconds.enumerated().filter { $0.offset % 10 == 1 && $0.offset > 100 }
            .map { interruption(since: $0.element - 1, at: $0.element) }
        let gap = try gap(often + [interruption(since: before, at: after)])
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    // MARK: behind

    @Test func sessionsWithoutABeginningJustBehindItBeganInIt() throws {
        let silence = try #require(try gap([]).confidence)
        let gap = try gap([event(after, .withoutBeginning), event(after + 5, .withoutBeginning)])
        #expect(try #require(gap.confidence) > max(0.95, silence))
        #expect(gap.evidence[1].detail.hasPrefix("2 sessions go on behind it without a beginning; elsewhere 0 of "))
        #expect(gap.evidence[1].detail.hasSuffix(" sessions lack theirs; missing : outage : quiet = 20 : 1 : 1"))
    }

    @Test func aSessionWithoutABeginningLongBehindItSaysNothing() throws {
        let late = after + 3600
        let second = try #require(seconds.first { $0 > late })
        let gap = try gap([event(second, .withoutBeginning)])
        #expect(gap.evidence.map(\.kind) == [.silence])
        #expect(gap.verdict == .missingOrOutage)
    }

    @Test func sessionsThatWereGoingOnWhenTheLogBeganLackNothing() throws {
        let early = (0..<2000).map { _ in event(seconds[0], .withoutBeginning) }
        let gap = try gap(early + [event(after, .withoutBeginning)])
        #expect(gap.evidence.map(\.kind) == [.silence, .cross])
        #expect(gap.evidence[1].detail.contains("elsewhere 0 of "))
    }

    /// Many records of a session that is whole do not make up for one that is not.
    @Test func aLogWhoseSessionsOftenLackTheirBeginningSaysNothing() throws {
        let often = seconds.enumerated().filter { $0.offset % 40 == 0 }.map { event($0.element, .withoutBeginning) }
        let gap = try gap(often + [event(after, .withoutBeginning)])
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    @Test func aFewSessionsSayNothing() throws {
        let gap = try gap([event(after, .withoutBeginning)], wholeCount: 76)
        #expect(gap.evidence.map(\.kind) == [.silence])
        let more = try self.gap([event(after, .withoutBeginning)], wholeCount: 77)
        #expect(more.evidence.map(\.kind) == [.silence, .cross])
    }
}
