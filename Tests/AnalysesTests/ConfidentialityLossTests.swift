// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ConfidentialityLossTests {
    private static let start: Int64 = 1_550_188_800
    private static let whole = start..<start + 1000

    private func moment(_ seconds: Int64) -> CaseMoment {
        CaseMoment(local: CivilTime(secondsSince1970: seconds), precision: .second, offset: 0, text: "")
    }

    /// A window of which both ends are stated, or none.
    private func window(bounded: Bool, retrieved: Bool) -> ExposureWindow {
        var stated = StatedExposure()
        if bounded {
            stated.notBefore = StatedBound(moment: moment(Self.whole.lowerBound), why: "set up", source: nil)
            stated.notAfter = StatedBound(moment: moment(Self.whole.upperBound - 1), why: "taken down", source: nil)
        }
        return ExposureWindow(
            stated: stated, zone: .utc, retrievals: retrieved ? Self.start + 100...Self.start + 200 : nil)
    }

    private func times(seen: Range<Int64>) -> ChannelTimes {
        ChannelTimes(
            window: Self.whole,
            channels: [
                ChannelTime(
                    channel: .http, open: TimeRanges(Self.whole), unknown: .none, seen: TimeRanges(seen))
            ])
    }

    private func loss(bounded: Bool = true, seen: Range<Int64>, addresses: Int, hasLeft: Bool) -> ConfidentialityLoss {
        ConfidentialityLoss(
            window: window(bounded: bounded, retrieved: hasLeft), times: times(seen: seen), addresses: addresses,
            hasLeft: hasLeft)
    }

    @Test func recipientsAreKnownOnlyWhereAllOfTheWindowIsSeen() {
        #expect(loss(seen: Self.whole, addresses: 3, hasLeft: true) == .knownAddresses(3))
        #expect(loss(seen: Self.whole, addresses: 0, hasLeft: false) == .nothingLeft)
    }

    @Test func anUnseenPartLeavesTheirNumberUnknown() {
        let half = Self.whole.lowerBound..<Self.whole.lowerBound + 500
        #expect(
            loss(seen: half, addresses: 3, hasLeft: true)
                == .unknownRecipients(addresses: 3, coverage: 0.5, isPublic: false))
        // Where the window itself is not known, all that is seen is not all.
        #expect(
            loss(bounded: false, seen: Self.whole, addresses: 3, hasLeft: true)
                == .unknownRecipients(addresses: 3, coverage: 1, isPublic: false))
    }

    @Test func logsThatNameNobodyLeaveTheirNumberUnknown() {
        #expect(
            loss(seen: Self.whole, addresses: 0, hasLeft: true)
                == .unknownRecipients(addresses: 0, coverage: 1, isPublic: false))
    }

    /// Not logged is not the same as not used: without a proof of exposure nothing is known, and not zero.
    @Test func withoutAProofNothingIsKnown() {
        let loss = loss(seen: Self.start..<Self.start + 1, addresses: 0, hasLeft: false)
        #expect(loss == .notKnown)
        #expect(loss.quarters == 0...2)
    }

    @Test func aWitnessThatItWasReachableIsProofEnough() {
        var stated = StatedExposure()
        stated.witnesses = [Witness(moment: moment(Self.start + 5), fact: .indexed, what: "a record", source: nil)]
        let window = ExposureWindow(stated: stated, zone: .utc, retrievals: nil)
        let loss = ConfidentialityLoss(
            window: window, times: times(seen: Self.start..<Self.start), addresses: 0, hasLeft: false)
        #expect(loss == .unknownRecipients(addresses: 0, coverage: 0, isPublic: true))
    }
}
