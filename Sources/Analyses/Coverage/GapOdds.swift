// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
import Glibc

/// How much more probable an observation is under each explanation of a gap; only their ratios count.
package struct Likelihood: Equatable {
    package let missing: Double
    package let outage: Double
    package let quiet: Double

    package init(missing: Double, outage: Double, quiet: Double) {
        self.missing = missing
        self.outage = outage
        self.quiet = quiet
    }

    /// How far apart it sets the explanations.
    package var strength: Double { max(missing, outage, quiet) / min(missing, outage, quiet) }

    package static let none = Likelihood(missing: 1, outage: 1, quiet: 1)

    /// `missing : outage : quiet = 20 : 0.1 : 0.1`
    package var words: String {
        "missing : outage : quiet = \(missing.rounded(places: 2)) : \(outage.rounded(places: 2)) : "
            + quiet.rounded(places: 2)
    }

    package static func * (left: Likelihood, right: Likelihood) -> Likelihood {
        Likelihood(
            missing: left.missing * right.missing, outage: left.outage * right.outage, quiet: left.quiet * right.quiet)
    }
}

/// The probabilities of the explanations of a gap, and the verdict that follows.
package struct GapOdds {
    /// To be expected per log-year. Defaults of the engineers, as is every likelihood ratio.
    static let missingPerYear = 0.5
    static let outagesPerYear = 1.0

    package let missing: Double
    package let outage: Double
    package var quiet: Double { 1 - missing - outage }
    package var confidence: Double { missing + outage }
    private let score: Double?
    private let hasOtherEvidence: Bool

    /// - Parameters:
    ///   - score: Of the silence; nil where the log knows no habit.
    ///   - isGone: Whether something that was there is known to be gone, however quiet its time was.
    package init(score: Double?, _ likelihood: Likelihood = .none, isGone: Bool = false) {
        self.score = score
        hasOtherEvidence = likelihood != .none
        // Fitted on silences of real logs with known deletions; probabilities taken as they come were far too certain.
        let rate = Self.missingPerYear + Self.outagesPerYear
        let ratio = score.map { log10(rate) - $0 } ?? -4
        var logit = -2.46 + 1.90 * min(max(ratio, -4), 2.27)
        if isGone { logit = max(logit, 0) }
        let missingWeight = Self.missingPerYear * likelihood.missing
        let outageWeight = Self.outagesPerYear * likelihood.outage
        logit += log((missingWeight + outageWeight) / rate / likelihood.quiet)
        let notQuiet = 1 / (1 + exp(-logit))
        missing = notQuiet * missingWeight / (missingWeight + outageWeight)
        outage = notQuiet * outageWeight / (missingWeight + outageWeight)
    }

    package var verdict: Gap.Verdict {
        guard hasOtherEvidence else { return byScore }
        if missing >= 0.9 { return .missing }
        if outage >= 0.9 { return .outage }
        if quiet >= 0.8 { return .quiet }
        if missing + outage >= 0.9 { return .missingOrOutage }
        // A silence that is natural by itself, and of which something else says that it is not.
        if case .quiet = byScore { return .undetermined }
        return byScore
    }

    /// Silence alone tells whether something is wrong, and never what.
    private var byScore: Gap.Verdict {
        guard let score else { return .undetermined }
        if score < -1 { return .missingOrOutage }
        return score < 0 ? .undetermined : .quiet
    }
}
