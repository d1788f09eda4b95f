// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct ClaimCheckTests {
    /// 2019-02-15 and the days after it.
    private static let day: Int64 = 86_400
    private static let start: Int64 = 1_550_188_800
    private static func days(_ from: Int64, _ to: Int64) -> Range<Int64> { start + from * day..<start + to * day }

    private func moment(_ year: Int, _ month: Int, _ day: Int) -> CaseMoment {
        CaseMoment(
            local: CivilTime(year: year, month: month, day: day)!, precision: .day, offset: nil, text: "")
    }

    private func claim(_ form: Claim.Form, _ region: Claim.Region = Claim.Region()) -> Claim {
        Claim(id: "c", text: "t", claimant: nil, form: form, region: region)
    }

    private func fact(
        _ path: String, _ days: ClosedRange<Int64>, by channel: Channel = .http, clients: [String] = ["192.0.2.1"],
        file: Int = 0
    ) -> RetrievalFact {
        RetrievalFact(
            file: file, path: Array(path.utf8), channel: channel, clients: clients.map { Array($0.utf8) },
            retrievals: days.count == 1 ? 1 : 2, byteCount: 100,
            span: Self.start + days.lowerBound * Self.day + 5...Self.start + days.upperBound * Self.day + 5)
    }

    /// The web was logged for days 0 to 4, of ten; ftp was open and not logged.
    private var partlySeen: ChannelTimes {
        ChannelTimes(
            window: Self.days(-6, 4),
            channels: [
                ChannelTime(
                    channel: .http, open: TimeRanges(Self.days(-6, 4)), unknown: .none,
                    seen: TimeRanges(Self.days(0, 4))),
                ChannelTime(channel: .ftp, open: .none, unknown: TimeRanges(Self.days(-6, 4)), seen: .none),
            ])
    }

    private var allSeen: ChannelTimes {
        ChannelTimes(
            window: Self.days(0, 4),
            channels: [
                ChannelTime(
                    channel: .http, open: TimeRanges(Self.days(0, 4)), unknown: .none,
                    seen: TimeRanges(Self.days(0, 4)))
            ])
    }

    private func check(_ times: ChannelTimes, _ facts: [RetrievalFact], gaps: [Gap] = [], zips: Int64 = 0) -> ClaimCheck
    {
        ClaimCheck(
            times: times, facts: facts, gaps: gaps, unknownRetrievals: zips > 0 ? [.http: zips] : [:], zone: .utc)
    }

    @Test func aLimitIsContradictedByMoreWhateverTheCoverage() {
        let facts = (0..<3).map { fact("/\($0)", 1...1, file: $0) }
        let answer = check(partlySeen, facts).answer(claim(.atMost(count: 2, of: .files)))
        #expect(answer.verdict == .contradicted)
        #expect(answer.because == [.proven(count: 3, of: .files)])
    }

    @Test func aLimitIsSupportedOnlyWhereLogsCoverAllOfIt() {
        let facts = [fact("/a", 1...1)]
        #expect(check(allSeen, facts).answer(claim(.atMost(count: 1, of: .files))).verdict == .supported)
        let answer = check(partlySeen, facts).answer(claim(.atMost(count: 55, of: .files)))
        #expect(answer.verdict == .undecidable)
        // Ten days of ftp, and six of http; four of twenty channel-days are seen.
        #expect(answer.uncovered.map(\.channel) == [.ftp, .http])
        #expect(answer.uncovered.map(\.time) == [Self.days(-6, 4), Self.days(-6, 0)])
        #expect(answer.uncovered.map(\.isProvenOpen) == [false, true])
        #expect(answer.largestCovered?.time == Self.days(0, 4))
        #expect(answer.coverage == 0.2)
    }

    @Test func retrievalsOfUnknownFilesLeaveALimitOpen() {
        let answer = check(allSeen, [fact("/a", 1...1)], zips: 2).answer(claim(.atMost(count: 5, of: .files)))
        #expect(answer.verdict == .undecidable)
        #expect(answer.because.contains(.unknownFiles(retrievals: 2)))
    }

    @Test func aLimitInPartOfTheTimeCountsWhatIsSureToLieThere() {
        let facts = [fact("/a", 0...3, file: 0), fact("/b", 1...2, file: 1), fact("/c", -3...3, file: 2)]
        let region = Claim.Region(from: moment(2019, 2, 16), through: moment(2019, 2, 17))
        let answer = check(allSeen, facts).answer(claim(.atMost(count: 1, of: .files), region))
        // Only /b is sure; /a and /c may have been taken between.
        #expect(answer.because.first == .proven(count: 1, of: .files))
        #expect(answer.verdict == .undecidable)
    }

    @Test func aTimeIsContradictedByTheFirstRetrievalOutsideOfIt() {
        let facts = [fact("/b", -2 ... -2), fact("/a", -5...1), fact("/c", 1...1)]
        let form = Claim.Form.allWithin(from: moment(2019, 2, 15), through: moment(2019, 2, 18))
        let answer = check(partlySeen, facts).answer(claim(form))
        #expect(answer.verdict == .contradicted)
        guard case .counterExample(let example, let count)? = answer.because.first else {
            Issue.record("no counter-example")
            return
        }
        #expect(example.path == Array("/a".utf8))
        #expect(example.time == Self.start - 5 * Self.day + 5)
        #expect(count == 2)
    }

    @Test func aTimeWithoutCounterExampleIsDecidedByWhatLogsCoverOutsideOfIt() {
        let form = Claim.Form.allWithin(from: moment(2019, 2, 15), through: moment(2019, 2, 18))
        let answer = check(partlySeen, [fact("/a", 1...1)]).answer(claim(form))
        #expect(answer.verdict == .undecidable)
        #expect(answer.coverage == 0)
        #expect(answer.uncovered.allSatisfy { $0.time == Self.days(-6, 0) })
        #expect(check(allSeen, [fact("/a", 1...1)]).answer(claim(form)).verdict == .supported)
        #expect(
            check(partlySeen, []).answer(claim(.noneBefore(moment(2019, 2, 15)))).verdict == .undecidable)
        #expect(
            check(partlySeen, [fact("/a", -1...1)]).answer(claim(.noneBefore(moment(2019, 2, 15)))).verdict
                == .contradicted)
    }

    @Test func onlyOneChannelIsAClaimAboutTheOthers() {
        let form = Claim.Form.onlyChannels([.http])
        #expect(check(partlySeen, [fact("/a", 1...1)]).answer(claim(form)).verdict == .undecidable)
        #expect(check(allSeen, [fact("/a", 1...1)]).answer(claim(form)).verdict == .supported)
        let answer = check(partlySeen, [fact("/a", 1...1, by: .rsync)]).answer(claim(form))
        #expect(answer.verdict == .contradicted)
    }

    @Test func anAddressNeverSupportsThatOnlyOnePersonCame() {
        let facts = [fact("/a", 1...1, clients: ["192.0.2.1"])]
        #expect(check(allSeen, facts).answer(claim(.onlyActors(["192.0.2.*"]))).verdict == .undecidable)
        #expect(check(allSeen, facts).answer(claim(.onlyActors(["198.51.100.*"]))).verdict == .contradicted)
        #expect(check(allSeen, facts).answer(claim(.atMost(count: 3, of: .actors))).verdict == .undecidable)
    }

    @Test func thatSomethingHappenedIsShownByOneCaseAndRefutedByCoverage() {
        let region = Claim.Region(channels: [.http], paths: "/calls/**")
        #expect(
            check(partlySeen, [fact("/calls/1.wav", 1...1)]).answer(claim(.happened, region)).verdict == .supported)
        #expect(check(partlySeen, [fact("/x", 1...1)]).answer(claim(.happened, region)).verdict == .undecidable)
        #expect(check(allSeen, [fact("/x", 1...1)]).answer(claim(.happened, region)).verdict == .contradicted)
    }

    @Test func missingPeriodsContradictThatLogsAreComplete() {
        let gap = Gap(
            series: "access.log", channel: .http, from: Instant(seconds: Self.start + Self.day),
            to: Instant(seconds: Self.start + 2 * Self.day), kind: .sequence, verdict: .missing)
        #expect(check(allSeen, [], gaps: [gap]).answer(claim(.logsComplete)).verdict == .contradicted)
        #expect(check(allSeen, []).answer(claim(.logsComplete)).verdict == .supported)
        #expect(check(partlySeen, []).answer(claim(.logsComplete)).verdict == .undecidable)
        let elsewhere = Claim.Region(channels: [.ftp])
        #expect(check(allSeen, [], gaps: [gap]).answer(claim(.logsComplete, elsewhere)).verdict != .contradicted)
    }

    /// More that is seen never turns a verdict from undecidable into contradicted of a universal claim, and a fact more
    /// never makes one supported.
    @Test(arguments: 0..<60)
    func factsOnlyContradictAndCoverageOnlySupports(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func ranges() -> TimeRanges {
            TimeRanges(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    let from = Int64.random(in: -6..<4, using: &random)
                    return Self.days(from, min(4, from + Int64.random(in: 1...6, using: &random)))
                })
        }
        let channels = [Channel.http, .ftp, .rsync].map {
            ChannelTime(channel: $0, open: ranges(), unknown: ranges(), seen: ranges())
        }
        let times = ChannelTimes(window: Self.days(-6, 4), channels: channels)
        let more = ChannelTimes(
            window: times.window,
            channels: channels.map {
                ChannelTime(channel: $0.channel, open: $0.open, unknown: $0.unknown, seen: $0.seen.union(ranges()))
            })
        let facts = (0..<Int.random(in: 0...4, using: &random)).map {
            fact(
                "/\($0)", Int64($0) - 3...Int64($0), by: [.http, .ftp, .rsync].randomElement(using: &random)!, file: $0)
        }
        for form in [
            Claim.Form.atMost(count: 2, of: .files),
            .allWithin(from: moment(2019, 2, 14), through: moment(2019, 2, 16)),
            .noneBefore(moment(2019, 2, 13)), .onlyChannels([.http]), .logsComplete,
        ] {
            let before = check(times, facts).answer(claim(form)).verdict
            let withCoverage = check(more, facts).answer(claim(form)).verdict
            let withFact = check(times, facts + [fact("/z", -6...3, by: .ftp, file: 99)]).answer(claim(form)).verdict
            #expect(withCoverage == before || (before == .undecidable && withCoverage == .supported))
            #expect(!(withFact == .supported && before != .supported))
            #expect(!(before == .contradicted && withFact != .contradicted))
        }
    }
}
