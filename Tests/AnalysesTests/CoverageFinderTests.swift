// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct CoverageFinderTests {
    private let start = MadeLog.monday

    private func artifact(_ path: String, first: Int64? = nil, last: Int64? = nil, series: String = "access.log")
        -> Artifact
    {
        var artifact = Artifact(path: Array(path.utf8), content: .log(format: "apache.access"))
        artifact.series = series
        artifact.first = first.map { Instant(seconds: $0) }
        artifact.last = last.map { Instant(seconds: $0) }
        return artifact
    }

    private func events(_ seconds: [Int64], series: String = "access.log") -> [PlainEvent] {
        seconds.enumerated().map { number, second in
            .retrieval("/f\(number % 40)", from: "192.0.2.\(number % 50)", series: series, at: second)
        }
    }

    private func answers(_ seconds: [Int64], _ artifacts: [Artifact]? = nil) -> CaseAnswers {
        CaseAnswers(Ledger(events(seconds), artifacts: artifacts ?? [artifact("access.log")]), inventory: nil)
    }

    private let day: Int64 = 86_400

    // MARK: silences

    @Test func threeDaysRemovedFromABusyLogAreMissingOrAnOutage() throws {
        let removed = start + 20 * day..<start + 23 * day
        let answers = answers(MadeLog(days: 40, visitsPerDay: 60, seed: 1).without(removed))
        let gap = try #require(answers.gaps.first { $0.verdict != .quiet })
        #expect(gap.verdict == .missingOrOutage)
        #expect(gap.kind == .silence)
        #expect(try #require(gap.from).seconds < removed.lowerBound)
        #expect(try #require(gap.to).seconds >= removed.upperBound)
        #expect(try #require(gap.confidence) > 0.8)
        #expect(try #require(gap.expectedEvents) > 50)
        #expect(gap.evidence.map(\.kind) == [.silence])
        guard case .estimated(let estimate) = gap.unobserved else {
            Issue.record("nothing is estimated of what left")
            return
        }
        let truth = Int64(MadeLog(days: 40, visitsPerDay: 60, seed: 1).seconds.count { removed.contains($0) })
        #expect(estimate.retrievals.interval95.contains(truth))
        #expect(estimate.retrievals.interval95.contains(estimate.retrievals.mid))
        #expect(estimate.retrievals.interval95.contains(estimate.retrievals.interval80.lowerBound))
    }

    @Test func aLogOfWhichNothingIsGoneHasNoGap() {
        for seed in UInt64(2)...4 {
            let answers = answers(MadeLog(days: 30, visitsPerDay: 50, seed: seed).seconds)
            #expect(answers.gaps.allSatisfy { !$0.isLoss }, "seed \(seed)")
        }
    }

    @Test func aFewRecordsHaveNoDetectionLimitAndSayWhy() throws {
        let series = try #require(answers([start, start + 5, start + 1000]).series.first)
        guard case .none(let reason) = series.detectionLimit else {
            Issue.record("\(series.detectionLimit)")
            return
        }
        #expect(reason.contains("too few"))
    }

    @Test func everyLogWithHabitsSaysHowShortAMissingPeriodItWouldShow() throws {
        let answers = answers(MadeLog(days: 30, visitsPerDay: 50, seed: 2).seconds)
        guard case .known(let limit) = try #require(answers.series.first).detectionLimit else {
            Issue.record("no limit")
            return
        }
        #expect(limit.daySeconds > 0)
        #expect(limit.nightSeconds >= limit.daySeconds)
        #expect(limit.expectedEvents > 5)
    }

    @Test func aLogWithARecordInMostSecondsHasNoNaturalSilenceOfFiveMinutes() throws {
        let answers = answers((0..<7200).map { start + $0 } + (7600..<14_400).map { start + $0 })
        let gap = try #require(answers.gaps.first)
        #expect(gap.verdict == .missingOrOutage)
        #expect(gap.to!.seconds - gap.from!.seconds == 401)
        guard case .known(let limit) = try #require(answers.series.first).detectionLimit else {
            Issue.record("no limit")
            return
        }
        #expect(limit.nightSeconds == 300)
    }

    // MARK: laws

    @Test(arguments: UInt64(1)...4)
    func coverageAndGapsPartitionTheTimeOfALog(seed: UInt64) throws {
        let removed = start + 10 * day..<start + 12 * day
        let seconds = MadeLog(days: 30, visitsPerDay: 40, seed: seed).without(removed)
        let answers = answers(seconds)
        let series = try #require(answers.series.first)
        let window = seconds.min()!..<seconds.max()! + 1
        let gaps = TimeRanges(answers.gaps.filter(\.isUnseen).map { $0.extent(in: window) })
        #expect(!gaps.isEmpty)
        #expect(series.coverage.intersection(gaps).isEmpty)
        #expect(series.coverage.union(gaps) == TimeRanges(window))
    }

    @Test(arguments: UInt64(1)...4)
    func ledgersOfAnySplitHaveTheSameGaps(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let removed = start + 10 * day..<start + 12 * day
        var events = events(MadeLog(days: 30, visitsPerDay: 40, seed: seed).without(removed))
        for index in events.indices {
            let since = Instant(seconds: events[index].time!.seconds - 20)
            events[index].continuity = .whole(since: since, isFirst: index % 3 == 0)
        }
        let behind = events.firstIndex { $0.time!.seconds >= removed.upperBound }!
        events[behind].continuity = .interrupted(since: events[behind - 1].time!)
        events[behind + 1].continuity = .withoutBeginning
        var parts = [[PlainEvent]](repeating: [], count: 4)
        for event in events { parts[Int.random(in: 0..<4, using: &random)].append(event) }
        var merged = Ledger([], artifacts: [artifact("access.log")])
        for part in parts.shuffled(using: &random) { merged.merge(Ledger(part, artifacts: [])) }
        let whole = CaseAnswers(Ledger(events, artifacts: [artifact("access.log")]), inventory: nil)
        let split = CaseAnswers(merged, inventory: nil)
        #expect(split.gaps == whole.gaps)
        #expect(
            split.gaps.contains { $0.verdict == .missing && $0.evidence.map(\.kind) == [.silence, .cross, .cross] })
        #expect(split.series.map(\.coverage) == whole.series.map(\.coverage))
        #expect(split.series.map(\.detectionLimit) == whole.series.map(\.detectionLimit))
    }

    @Test(arguments: UInt64(1)...3)
    func timesShiftedByWholeWeeksHaveTheSameGapsThen(seed: UInt64) {
        let removed = start + 10 * day..<start + 12 * day
        let seconds = MadeLog(days: 30, visitsPerDay: 40, seed: seed).without(removed)
        let weeks = 7 * day * Int64(seed)
        let now = answers(seconds).gaps
        let then = answers(seconds.map { $0 + weeks }).gaps
        #expect(now.map { $0.from.map { $0.seconds + weeks } } == then.map { $0.from?.seconds })
        #expect(now.map(\.verdict) == then.map(\.verdict))
        #expect(now.map(\.kind) == then.map(\.kind))
        #expect(now.map { $0.score.map { ($0 * 1e6).rounded() } } == then.map { $0.score.map { ($0 * 1e6).rounded() } })
    }

    /// The lower a score, the less natural the silence.
    @Test(arguments: UInt64(1)...3, [1, 3, 12])
    func recordsAddedToAGapMakeNoPartOfItLessNatural(seed: UInt64, count: Int) throws {
        var random = SeededGenerator(seed: seed)
        let removed = start + 10 * day..<start + 12 * day
        let seconds = MadeLog(days: 30, visitsPerDay: 40, seed: seed).without(removed)
        let whole = try #require(answers(seconds).gaps.first { $0.verdict == .missingOrOutage })
        let added = (0..<count).map { _ in Int64.random(in: removed, using: &random) }
        let parts = answers((seconds + added).sorted()).gaps.filter { $0.from! >= whole.from! && $0.to! <= whole.to! }
        #expect(!parts.isEmpty)
        for part in parts { #expect(try #require(part.score) >= #require(whole.score)) }
    }

    // MARK: other evidence

    /// A quiet log, so that only names tell what is gone.
    private func quietLog(_ days: Range<Int>) -> [Int64] {
        days.flatMap { day in [3600, 40_000, 60_000].map { start + Int64(day) * self.day + $0 } }
    }

    @Test func aNumberThatTheNamesSkipIsAMissingFile() throws {
        // Rotated each midnight; .2 is gone, which was the third day of five.
        let days = [0, 1, 3, 4]
        let artifacts = zip(days, ["access.log.4.gz", "access.log.3.gz", "access.log.1", "access.log"]).map {
            day, name in
            let times = quietLog(day..<day + 1)
            return artifact(name, first: times.first, last: times.last)
        }
        let answers = answers(days.flatMap { quietLog($0..<$0 + 1) }, artifacts)
        let gap = try #require(answers.gaps.first)
        #expect(answers.gaps.count == 1)
        #expect(gap.kind == .sequence)
        #expect(gap.verdict == .missing)
        #expect(gap.from?.seconds == quietLog(1..<2).last)
        #expect(gap.to?.seconds == quietLog(3..<4).first)
        #expect(gap.inner == start + 2 * day..<start + 3 * day)
        #expect(gap.evidence.contains { $0.kind == .sequence && $0.detail.hasPrefix("one rotated file") })
    }

    @Test func anEmptyFileIsThereAndNoHole() {
        var empty = Artifact(path: Array("access.log.2".utf8), content: .empty)
        empty.lines = LineAccount()
        let days = [0, 1, 3, 4]
        let artifacts = zip(days, ["access.log.4.gz", "access.log.3.gz", "access.log.1", "access.log"]).map {
            day, name in
            let times = quietLog(day..<day + 1)
            return artifact(name, first: times.first, last: times.last)
        }
        #expect(answers(days.flatMap { quietLog($0..<$0 + 1) }, artifacts + [empty]).gaps.isEmpty)
    }

    @Test func aStreamThatBreaksOffHidesTheTimeUntilTheNextRecord() throws {
        let first = quietLog(0..<2)
        let second = quietLog(4..<6)
        var broken = artifact("access.log.1", first: first.first, last: first.last)
        broken.damage = [
            Damage(
                kind: .truncatedGzip, offset: 900, bytesLost: nil, detail: "no end mark",
                before: Instant(seconds: first.last!))
        ]
        let answers = answers(first + second, [broken, artifact("access.log", first: second.first, last: second.last)])
        let gap = try #require(answers.gaps.first)
        #expect(gap.kind == .damage)
        #expect(gap.verdict == .missing)
        #expect(gap.from?.seconds == first.last)
        #expect(gap.to?.seconds == second.first)
        #expect(gap.evidence.first?.artifact == broken.path)
    }

    @Test func aLogThatBeginsAfterOthersHasAnUnobservableTimeBefore() throws {
        let ledger = Ledger(
            events(quietLog(0..<20), series: "old.log") + events(quietLog(10..<20), series: "access.log"),
            artifacts: [artifact("access.log"), artifact("old.log", series: "old.log")])
        let answers = CaseAnswers(ledger, inventory: nil)
        let gap = try #require(answers.gaps.first { $0.kind == .edge })
        #expect(gap.series == "access.log")
        #expect(gap.verdict == .unobservable)
        #expect(gap.from == nil)
        #expect(gap.to?.seconds == quietLog(10..<11).first)
        #expect(gap.unobserved == nil)
    }

    @Test func aServerThatWasStoppedMeanwhileIsAnOutage() throws {
        let removed = start + 20 * day..<start + 23 * day
        let seconds = MadeLog(days: 40, visitsPerDay: 60, seed: 1).without(removed)
        func service(_ action: Action, _ second: Int64) -> PlainEvent {
            var event = PlainEvent(series: "error.log", action: action, channel: nil)
            event.time = Instant(seconds: second)
            return event
        }
        let before = seconds.last { $0 < removed.lowerBound }!
        let after = seconds.first { $0 >= removed.upperBound }!
        let ledger = Ledger(
            events(seconds) + [service(.stop, before + 30), service(.start, after - 20)],
            artifacts: [artifact("access.log"), artifact("error.log", series: "error.log")])
        let gap = try #require(
            CaseAnswers(ledger, inventory: nil).gaps.first {
                $0.series == "access.log" && $0.kind == .silence && $0.score! < -1
            })
        #expect(gap.verdict == .outage)
        #expect(gap.evidence.contains { $0.kind == .cross })
        #expect(gap.unobserved == nil)
    }

    @Test(arguments: 0...2)
    func aSilenceOfAllLogsIsAnOutageOnlyIfSeveralServicesStartedAtItsEnd(starts: Int) throws {
        let removed = start + 20 * day..<start + 22 * day
        let web = MadeLog(days: 40, visitsPerDay: 60, seed: 1).without(removed)
        let ssh = MadeLog(days: 40, visitsPerDay: 40, seed: 2).without(removed)
        let services = ["apache2/error.log", "auth.log"].prefix(starts).map { series in
            var service = PlainEvent(series: series, action: .start, channel: nil)
            service.time = Instant(seconds: removed.upperBound)
            return service
        }
        let ledger = Ledger(
            events(web) + events(ssh, series: "auth.log") + services,
            artifacts: [artifact("access.log"), artifact("auth.log", series: "auth.log")]
                + (starts > 0 ? [artifact("apache2/error.log", series: "apache2/error.log")] : []))
        let gap = try #require(
            CaseAnswers(ledger, inventory: nil).gaps.first {
                $0.series == "access.log" && $0.kind == .silence && $0.from!.seconds < removed.lowerBound
                    && $0.to!.seconds >= removed.upperBound
            })
        #expect(gap.evidence.map(\.kind) == [.silence, .host])
        #expect(gap.verdict == (starts == 2 ? .outage : .missingOrOutage))
        #expect(gap.evidence[1].artifact == (starts == 2 ? Array("apache2/error.log".utf8) : nil))
    }

    @Test func aLogThatAlwaysComesWithAnotherProvesWhatIsGoneThere() throws {
        let removed = start + 20 * day..<start + 21 * day
        let log = MadeLog(days: 40, visitsPerDay: 60, seed: 1)
        // Each tenth record also has one in the other log, in the missing time as well.
        let others = log.seconds.enumerated().filter { $0.offset % 10 == 0 }.map(\.element)
        let ledger = Ledger(
            events(log.without(removed)) + events(others, series: "xferlog"),
            artifacts: [artifact("access.log"), artifact("xferlog", series: "xferlog")])
        let gap = try #require(
            CaseAnswers(ledger, inventory: nil).gaps.first { $0.series == "access.log" && $0.isLoss })
        #expect(gap.verdict == .missing)
        #expect(gap.evidence.contains { $0.kind == .cross && $0.artifact == Array("xferlog".utf8) })
    }

    @Test func threeDaysWithATenthOfTheirClientsAreThin() throws {
        let log = MadeLog(days: 60, visitsPerDay: 400, seed: 9)
        let thin = start + 30 * day..<start + 33 * day
        var visit = 0
        var last: Int64 = 0
        let seconds = log.seconds.filter { second in
            if second - last > 30 { visit += 1 }
            last = second
            return !thin.contains(second) || visit % 10 == 0
        }
        let gap = try #require(answers(seconds).gaps.first { $0.kind == .thinning })
        #expect(gap.verdict == .undetermined)
        #expect(gap.confidence == nil)
        #expect(gap.from!.seconds < thin.upperBound && gap.to!.seconds > thin.lowerBound)
    }

    @Test func aLogWithoutEventsHasItsPlaceInTheAnswers() throws {
        var ledger = Ledger([], artifacts: [artifact("auth.log", series: "auth.log")])
        let number = ledger.seriesNumber("auth.log")
        for second in quietLog(0..<20) { ledger.observe(recordAt: Instant(seconds: second), series: number) }
        let series = try #require(CaseAnswers(ledger, inventory: nil).series.first)
        #expect(series.events == 0)
        #expect(series.records.first?.seconds == quietLog(0..<1).first)
        #expect(series.coverage.duration > 18 * day)
    }
}
