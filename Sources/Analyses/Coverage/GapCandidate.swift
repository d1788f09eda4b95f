// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Evidence of one group says the same thing in several ways, and only the strongest of it counts; that of different groups
/// is independent.
enum EvidenceGroup: CaseIterable {
    case log, files, otherLogs, machine
    /// What clients did before and behind the gap.
    case clients

    fileprivate init(_ kind: GapEvidence.Kind) {
        self =
            switch kind {
            case .silence, .thinning: .log
            case .sequence, .rotation, .damage, .mtime, .clock, .retention: .files
            case .cross: .otherLogs
            case .host: .machine
            }
    }
}

/// A gap in the making: what was found about one stretch of time of one series.
struct GapCandidate {
    /// Second of the last record before; nil where there is none.
    let from: Int64?
    /// Of the first record after; nil where there is none.
    let to: Int64?
    var kind: Gap.Kind
    var inner: Range<Int64>?
    var residual: Double?
    var score: Double?
    /// The strongest of each group.
    private var likelihoods: [EvidenceGroup: Likelihood] = [:]
    /// Whether something is known to be gone, however quiet the time was.
    var isGone = false
    /// Decides over all odds.
    var verdict: Gap.Verdict?
    private var found: [(evidence: GapEvidence, strength: Double)] = []

    init(from: Int64?, to: Int64?, kind: Gap.Kind) {
        self.from = from
        self.to = to
        self.kind = kind
    }

    /// - Parameters:
    ///   - likelihood: Stands behind the words of `new`, unless it says nothing.
    ///   - group: That of the kind, if nil.
    mutating func add(_ new: GapEvidence, _ likelihood: Likelihood = .none, in group: EvidenceGroup? = nil) {
        var new = new
        if likelihood != .none { new.detail += "; \(likelihood.words)" }
        let group = group ?? EvidenceGroup(new.kind)
        // What first showed the gap stands in front of all that weighs it.
        found.append((new, group == .log ? .infinity : likelihood.strength))
        if likelihood.strength > likelihoods[group, default: .none].strength { likelihoods[group] = likelihood }
    }

    /// Adds what decides alone: records were there, and are gone. How many, and that nothing else happened in the time, it
    /// does not say.
    mutating func prove(_ new: GapEvidence, in group: EvidenceGroup? = nil) {
        var new = new
        new.detail += "; this proves that records are gone"
        let proof = Likelihood(missing: 1000, outage: 1, quiet: 1)
        found.append((new, proof.strength))
        likelihoods[group ?? EvidenceGroup(new.kind)] = proof
        verdict = .missing
        isGone = true
    }

    /// In the order of weight; of the same weight, as it was found.
    private var evidence: [GapEvidence] {
        found.enumerated().sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }
            .map(\.element.evidence)
    }

    /// Of all evidence but the silence itself.
    private var likelihood: Likelihood {
        EvidenceGroup.allCases.reduce(.none) { $0 * likelihoods[$1, default: .none] }
    }

    func gap(of series: SeriesTimes) -> Gap {
        let odds = GapOdds(score: score, likelihood, isGone: isGone)
        return Gap(
            series: series.id, channel: series.channel, from: from.map { Instant(seconds: $0) },
            to: to.map { Instant(seconds: $0) }, inner: inner, kind: kind, verdict: verdict ?? odds.verdict,
            confidence: hasCalibration ? odds.confidence : nil, score: score,
            expectedEvents: residual, evidence: evidence)
    }

    /// Silence and what other evidence says of it were calibrated together; thinning was not.
    private var hasCalibration: Bool { kind != .thinning && (score != nil || likelihood != .none) }
}
