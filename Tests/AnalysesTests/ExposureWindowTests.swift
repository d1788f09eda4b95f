// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ExposureWindowTests {
    private func moment(_ year: Int, _ month: Int = 1, _ day: Int = 1, _ precision: CaseMoment.Precision = .day)
        -> CaseMoment
    {
        CaseMoment(
            local: CivilTime(year: year, month: month, day: day)!, precision: precision, offset: nil, text: "\(year)")
    }

    private func seconds(_ year: Int, _ month: Int = 1, _ day: Int = 1) -> Int64 {
        CivilTime(year: year, month: month, day: day)!.secondsSince1970
    }

    private func stated(_ witnesses: [Witness] = [], from: CaseMoment? = nil, to: CaseMoment? = nil) -> StatedExposure {
        var stated = StatedExposure()
        stated.witnesses = witnesses
        stated.notBefore = from.map { StatedBound(moment: $0, why: "set up", source: nil) }
        stated.notAfter = to.map { StatedBound(moment: $0, why: "taken down", source: nil) }
        return stated
    }

    @Test func withoutEvidenceAllFourBoundsAreUnknown() {
        let window = ExposureWindow(stated: stated(), zone: .utc, retrievals: nil)
        #expect(window.earliestPossible == nil && window.earliestProven == nil)
        #expect(window.latestPossible == nil && window.latestProven == nil)
        #expect(window.witnesses.isEmpty)
    }

    @Test func retrievalsProveAndStatementsBound() {
        let window = ExposureWindow(
            stated: stated(from: moment(2013, precision: .year), to: moment(2019, 2, 18)), zone: .utc,
            retrievals: seconds(2013, 6, 5)...seconds(2019, 2, 18))
        #expect(window.earliestPossible == seconds(2013))
        #expect(window.earliestProven == seconds(2013, 6, 5))
        #expect(window.latestProven == seconds(2019, 2, 18))
        #expect(window.latestPossible == seconds(2019, 2, 19))
        #expect(window.refutedBounds.isEmpty)
    }

    /// What is dated by a month is sure of its last second only for the begin, and of its first for the end.
    @Test func aVagueWitnessProvesTheSurePartOnly() {
        let witness = Witness(moment: moment(2016, 9, 1, .month), fact: .indexed, what: "a record", source: nil)
        let window = ExposureWindow(stated: stated([witness]), zone: .utc, retrievals: nil)
        #expect(window.earliestProven == seconds(2016, 10, 1) - 1)
        #expect(window.latestProven == window.earliestProven)
    }

    @Test func presenceIsNoProofOfExposure() {
        let witness = Witness(moment: moment(2012), fact: .dataPresent, what: "files", source: nil)
        let window = ExposureWindow(
            stated: stated([witness]), zone: .utc, retrievals: seconds(2014)...seconds(2015))
        #expect(window.earliestProven == seconds(2014))
        #expect(window.witnesses.count == 3)
    }

    @Test func aStatementThatRetrievalsRefuteBoundsNothing() {
        let window = ExposureWindow(
            stated: stated(from: moment(2018), to: moment(2018, 6, 1)), zone: .utc,
            retrievals: seconds(2014)...seconds(2019))
        #expect(window.earliestPossible == seconds(2014))
        #expect(window.latestPossible == seconds(2019))
        #expect(window.refutedBounds.map(\.kind) == [.notBefore, .notAfter])
    }
}

extension ExposureWindowTests {
    private func moment(_ year: Int, precision: CaseMoment.Precision) -> CaseMoment {
        moment(year, 1, 1, precision)
    }
}
