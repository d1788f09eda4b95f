// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Evidence of one group says the same thing in several ways, and only the strongest of it counts; that of different groups
/// is independent.
private enum EvidenceGroup: CaseIterable {
    case log, files, otherLogs, machine

    init(_ kind: GapEvidence.Kind) {
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
    private(set) var evidence: [GapEvidence] = []

    init(from: Int64?, to: Int64?, kind: Gap.Kind) {
        self.from = from
        self.to = to
        self.kind = kind
    }

    mutating func add(_ new: GapEvidence, _ likelihood: Likelihood = .none) {
        evidence.append(new)
        let group = EvidenceGroup(new.kind)
        if likelihood.strength > likelihoods[group, default: .none].strength { likelihoods[group] = likelihood }
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
