// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct FileEvidenceTests {
    private let day: Int64 = 86_400
    /// Noon of the first day.
    private let noon = MadeLog.monday + 43_200

    /// The files of a log that was rotated at each noon, the oldest first, and their records.
    private func rotated(visitsPerDay: Double, seed: UInt64) -> [[Int64]] {
        let seconds = MadeLog(days: 9, visitsPerDay: visitsPerDay, seed: seed).seconds
        return (0...9).map { number in
            let end = noon + Int64(number) * day
            return seconds.filter { (end - day..<end).contains($0) }
        }
    }

    private func gaps(
        _ files: [[Int64]], ages: [Int]? = nil, modified: (Int) -> Int64? = { _ in nil }
    ) -> [Gap] {
        let artifacts = files.indices.map { index in
            let age = ages?[index] ?? files.count - 1 - index
            var artifact = Artifact(
                path: Array("var/log/access.log\(age == 0 ? "" : ".\(age)")".utf8),
                content: .log(format: "apache.access"))
            artifact.series = "var/log/access.log"
            artifact.first = files[index].first.map { Instant(seconds: $0) }
            artifact.last = files[index].last.map { Instant(seconds: $0) }
            artifact.modified = modified(index)
            return artifact
        }
        let events = files.joined().map {
            PlainEvent.retrieval("/f", from: "192.0.2.1", series: "var/log/access.log", at: $0)
        }
        return CaseAnswers(Ledger(events, artifacts: artifacts), inventory: nil).gaps
    }

    // MARK: instants of rotation

    @Test func aFileRemovedAndTheOthersRenumberedIsMissing() throws {
        var files = rotated(visitsPerDay: 1500, seed: 1)
        files.remove(at: 4)
        let gap = try #require(gaps(files).first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence, .rotation])
        #expect(gap.verdict == .missing)
    }

    @Test func aFileThatBreaksOffJustAfterItWasBegunIsNoRemovedOne() throws {
        var files = rotated(visitsPerDay: 1500, seed: 1)
        files[4] = Array(files[4].prefix(2))
        let gap = try #require(gaps(files).first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    @Test func aSilenceThatBeginsOrEndsBetweenRotationsSaysNothingOfFiles() throws {
        var files = rotated(visitsPerDay: 1500, seed: 1)
        files[4].removeFirst(files[4].count / 2)
        let gap = try #require(gaps(files).first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence])
        #expect(gap.verdict == .missingOrOutage)
    }

    @Test func aLogRotatedAtAnyTimeHasNoInstantOfRotation() throws {
        let whole = rotated(visitsPerDay: 1500, seed: 1).flatMap(\.self)
        let cuts: [Int64] = [10, 31, 47, 75, 99, 122, 150, 181].map { MadeLog.monday + $0 * 3600 }
        let files = zip([.min] + cuts, cuts + [.max]).map { start, end in whole.filter { $0 >= start && $0 < end } }
        let gap = try #require(gaps(Array(files[..<4] + files[5...])).first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    @Test func aNumberThatIsSkippedWeighsNoMoreForItsInstants() throws {
        var files = rotated(visitsPerDay: 1500, seed: 1)
        files.remove(at: 4)
        let both = try #require(gaps(files, ages: [9, 8, 7, 6, 4, 3, 2, 1, 0]).first { $0.isLoss })
        #expect(Set(both.evidence.map(\.kind)) == [.silence, .sequence, .rotation])
        // A file cut an hour before it was rotated ends at no such instant.
        let lastHour = files[3].last! - 3600
        files[3].removeAll { $0 > lastHour }
        let one = try #require(gaps(files, ages: [9, 8, 7, 6, 4, 3, 2, 1, 0]).first { $0.isLoss })
        #expect(one.evidence.map(\.kind) == [.silence, .sequence])
        #expect(abs(both.confidence! - one.confidence!) < 1e-9)
    }

    // MARK: times of files

    private func cut(_ files: [[Int64]]) -> [[Int64]] {
        var files = files
        files[4].removeLast(files[4].count / 2)
        return files
    }

    @Test func aFileWrittenToAfterItsLastRecordHadMore() throws {
        let whole = rotated(visitsPerDay: 1000, seed: 2)
        let gaps = gaps(cut(whole)) { whole[$0].last }
        let gap = try #require(gaps.first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence, .mtime])
        #expect(gap.evidence.last?.artifact == Array("var/log/access.log.5".utf8))
        let without = try #require(self.gaps(cut(whole)).first { $0.isLoss })
        #expect(gap.confidence! > without.confidence!)
    }

    @Test(arguments: [0, 7200])
    func timesThatACopyGaveTheFilesSayNothing(step: Int64) throws {
        let whole = rotated(visitsPerDay: 1000, seed: 2)
        let gaps = gaps(cut(whole)) { whole[9].last! + Int64($0) * step }
        let gap = try #require(gaps.first { $0.isLoss })
        #expect(gap.evidence.map(\.kind) == [.silence])
    }

    // MARK: retention

    @Test(arguments: [
        (2, "2 rotated files are kept by rule, and 2 are there: older ones were removed by the rule"),
        (52, "52 rotated files are kept by rule, and 2 are there: the rule has not removed older ones"),
        (nil, "no rule removes rotated files, and 2 are there"),
    ])
    func theRuleForOldFilesTellsWhetherItRemovedWhatCameBefore(count: Int?, words: String) throws {
        var rule = LogRetention(
            pattern: Array("/var/log/*.log".utf8),
            source: ConfigurationLocator(
                file: Array("etc/logrotate.conf".utf8), line: 4, directive: Array("rotate".utf8)))
        rule.count = count
        var configuration = MachineConfiguration()
        configuration.retentions = [rule]
        let days = 7..<10
        let artifacts = days.map { day in
            var artifact = Artifact(
                path: Array("var/log/access.log\(day == 9 ? "" : ".\(9 - day)")".utf8),
                content: .log(format: "apache.access"))
            artifact.series = "access"
            artifact.first = Instant(seconds: noon + Int64(day) * self.day)
            artifact.last = artifact.first
            return artifact
        }
        let old = (0..<10).map {
            PlainEvent.retrieval("/f", from: "192.0.2.1", series: "other", at: noon + Int64($0) * day)
        }
        let new = days.map {
            PlainEvent.retrieval("/f", from: "192.0.2.1", series: "access", at: noon + Int64($0) * day)
        }
        let answers = CaseAnswers(
            Ledger(old + new, artifacts: artifacts + [Artifact.log("other.log", series: "other")]), inventory: nil,
            configuration: configuration)
        let edge = try #require(answers.gaps.first { $0.series == "access" && $0.kind == .edge })
        #expect(edge.verdict == .unobservable)
        let evidence = try #require(edge.evidence.first { $0.kind == .retention })
        #expect(evidence.detail == words)
        #expect(evidence.artifact == Array("etc/logrotate.conf".utf8) && evidence.line == 4)
    }
}

extension Artifact {
    fileprivate static func log(_ path: String, series: String) -> Artifact {
        var artifact = Artifact(path: Array(path.utf8), content: .log(format: "apache.access"))
        artifact.series = series
        return artifact
    }
}
