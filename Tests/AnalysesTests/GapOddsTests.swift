// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct GapOddsTests {
    @Test(arguments: [
        (-5.0, Gap.Verdict.missingOrOutage), (-1.01, .missingOrOutage), (-0.5, .undetermined), (0.1, .quiet),
    ])
    func silenceAloneTellsWhetherSomethingIsWrongAndNeverWhat(score: Double, verdict: Gap.Verdict) {
        #expect(GapOdds(score: score).verdict == verdict)
    }

    @Test func silenceAloneIsNeverSurerThanMeasured() {
        #expect(GapOdds(score: -300).confidence < 0.87)
        #expect(GapOdds(score: -300).confidence > 0.86)
        #expect(GapOdds(score: 2).confidence < 0.01)
    }

    @Test func theLessNaturalASilenceTheSurerTheGap() {
        let scores = stride(from: 2.0, through: -3, by: -0.25).map { GapOdds(score: $0).confidence }
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func aFileThatIsGoneIsMissingHoweverQuietItsTimeWas() {
        let hole = Likelihood(missing: 100, outage: 1, quiet: 1)
        for score in [-5.0, 0, 3, 9] {
            #expect(GapOdds(score: score, hole, isGone: true).verdict == .missing)
        }
        #expect(GapOdds(score: nil, hole, isGone: true).verdict == .missing)
        #expect(GapOdds(score: 3, Likelihood(missing: 3, outage: 1, quiet: 1)).verdict == .quiet)
    }

    @Test func aNaturalSilenceThatOtherEvidenceMakesDoubtfulIsNotCalledQuiet() {
        let odds = GapOdds(score: 1.3, Likelihood(missing: 20, outage: 1, quiet: 1), isGone: true)
        #expect(odds.verdict == .undetermined)
        #expect(odds.missing > 0.7 && odds.missing < 0.9)
        #expect(GapOdds(score: 0.5, Likelihood(missing: 3, outage: 1, quiet: 1)).verdict == .quiet)
    }

    @Test func theExplanationsAreProbableInAll() {
        for likelihood in [
            Likelihood.none, Likelihood(missing: 10, outage: 2, quiet: 1),
            Likelihood(missing: 1, outage: 100, quiet: 1),
        ] {
            let odds = GapOdds(score: -1, likelihood)
            #expect(abs(odds.missing + odds.outage + odds.quiet - 1) < 1e-12)
        }
    }

    @Test func aStopAndAStartMakeASilenceAnOutage() {
        #expect(GapOdds(score: -3, Likelihood(missing: 1, outage: 100, quiet: 1)).verdict == .outage)
    }
}
