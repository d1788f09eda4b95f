// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ClaimedPartTests {
    private func day(_ day: Int) -> CaseMoment {
        CaseMoment(
            local: CivilTime(year: 2019, month: 2, day: day)!, precision: .day, offset: 0, text: "2019-02-\(day)")
    }

    private func parts(_ claims: [Claim]) -> [ClaimedPart] {
        var description = CaseDescription()
        description.claims = claims
        let moment = CaseMoment(
            local: CivilTime(year: 2018, month: 1, day: 1)!, precision: .day, offset: 0, text: "2018-01-01")
        description.exposure.notBefore = StatedBound(moment: moment, why: "", source: nil)
        description.exposure.notAfter = StatedBound(moment: day(28), why: "", source: nil)
        return CaseConclusions(
            CaseAnswers(Ledger(), inventory: nil), description: description, inventory: nil, zone: .utc
        ).claimedParts
    }

    private func claim(_ form: Claim.Form, _ region: Claim.Region = Claim.Region(), basis: Claim.Region? = nil) -> Claim
    {
        Claim(id: "a", text: "a", claimant: nil, form: form, region: region, basis: basis)
    }

    @Test func thePeriodOfAClaimAndWhatItRestsOnAreParts() {
        let start = day(15).range(in: .utc).lowerBound
        let within = claim(.allWithin(from: day(15), through: day(18)))
        let based = claim(
            .atMost(count: 55, of: .files), basis: Claim.Region(channels: [.http], from: day(15), through: day(18)))
        let time = start..<start + 4 * 86_400
        #expect(
            parts([within, based, within]) == [
                ClaimedPart(channels: Channel.allCases.filter { $0 != .ssh }, time: time),
                ClaimedPart(channels: [.http], time: time),
            ])
    }

    @Test func aClaimAboutAllTimeHasNone() {
        #expect(parts([claim(.onlyChannels([.http])), claim(.logsComplete)]) == [])
    }
}
