// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct UnobservedTotalTests {
    private static let hour: Int64 = 3600

    private func times(seen: Range<Int64>..., blind: Bool = false) -> ChannelTimes {
        let window = 0..<1000 * Self.hour
        var channels = [
            ChannelTime(channel: .http, open: TimeRanges(window), unknown: .none, seen: TimeRanges(seen))
        ]
        if blind { channels.append(ChannelTime(channel: .ftp, open: .none, unknown: TimeRanges(window), seen: .none)) }
        return ChannelTimes(window: window, channels: channels)
    }

    private func gap(_ unobserved: Unobserved?, _ verdict: Gap.Verdict = .missing) -> Gap {
        Gap(series: "a", channel: .http, from: nil, to: nil, kind: .silence, verdict: verdict, unobserved: unobserved)
    }

    private func estimate(_ mid: Int64, files: Int64? = 1) -> Unobserved {
        func amount(_ mid: Int64) -> Unobserved.Amount {
            Unobserved.Amount(mid: mid, interval80: mid / 2...mid * 2, interval95: 0...mid * 4)
        }
        return .estimated(
            Unobserved.Estimate(retrievals: amount(mid), files: files.map(amount), byteCount: amount(mid * 100)))
    }

    private func total(_ gaps: [Gap], _ times: ChannelTimes, bandwidth: Int64? = nil) -> UnobservedTotal {
        UnobservedTotal(
            gaps: gaps, times: times, provenRetrievals: 55, accessibleFiles: 2_700_000, accessibleBytes: 1 << 43,
            bandwidth: bandwidth)
    }

    @Test func estimatesOfAllGapsAddUp() {
        let total = total(
            [gap(estimate(10)), gap(estimate(6), .missingOrOutage), gap(estimate(99), .quiet)],
            times(seen: 0..<990 * Self.hour))
        guard case .estimated(let sum) = total.unobserved else {
            Issue.record("no estimate")
            return
        }
        #expect(total.gaps == 2)
        #expect(sum.retrievals == Unobserved.Amount(mid: 16, interval80: 8...32, interval95: 0...64))
        #expect(sum.files?.mid == 2)
        #expect(total.scenarios.isEmpty)
    }

    @Test func nothingMissingIsZeroAndNotUnknown() {
        let total = total([], times(seen: 0..<1000 * Self.hour))
        guard case .estimated(let sum) = total.unobserved else {
            Issue.record("no estimate")
            return
        }
        #expect(sum.retrievals.interval95 == 0...0)
        #expect(sum.files?.interval95 == 0...0)
    }

    @Test func oneGapThatCannotBeEstimatedRefusesTheSum() {
        let total = total(
            [gap(estimate(10)), gap(.notIdentifiable(reason: "longer than what was observed"))],
            times(seen: 0..<990 * Self.hour))
        #expect(total.unobserved == .notIdentifiable(reason: "a: longer than what was observed"))
    }

    @Test func blindChannelsRefuseAnEstimateAndNameScenarios() {
        let total = total([], times(seen: 0..<1000 * Self.hour, blind: true), bandwidth: 100_000_000)
        #expect(total.obstacles == [.blindChannels([.ftp])])
        #expect(total.scenarios.count == 3)
        guard case .asObserved = total.scenarios[0].assumption, case .bandwidth = total.scenarios[1].assumption else {
            Issue.record("\(total.scenarios)")
            return
        }
        // 100 Mbit/s for 1000 hours carry 45 TB, which is more than lay there.
        #expect(total.scenarios[1].byteCount == 1 << 43)
        #expect(total.scenarios[2].files == 2_700_000)
    }

    /// The published case: 55 retrievals in 3 days, and 778 days from 2017 to the end; an interval of some 10,700 to 18,200.
    @Test func asObservedIsThePredictionOfAPoissonGammaModel() throws {
        let day = 24 * Self.hour
        let window = 0..<778 * day
        let times = ChannelTimes(
            window: window,
            channels: [
                ChannelTime(
                    channel: .http, open: TimeRanges(window), unknown: .none, seen: TimeRanges(775 * day..<778 * day))
            ])
        let total = total([], times)
        #expect(total.obstacles == [.mostlyUnseen(coverage: 3.0 / 778)])
        let interval = try #require(total.scenarios.first?.retrievals)
        #expect(abs(interval.lowerBound - 10_700) < 300)
        #expect(abs(interval.upperBound - 18_200) < 300)
    }
}
