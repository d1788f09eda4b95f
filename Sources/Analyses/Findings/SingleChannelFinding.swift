// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The assumption that data left by one channel only does not stand.
package enum SingleChannelFinding: FindingKind {
    package static let id = "single_channel_assumption"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let flag = conclusions.singleChannel
        guard flag.verdict == .unsupported || flag.verdict == .contradicted else { return [] }
        let severity: Finding.Severity =
            switch flag.severity {
            case .none, .info: .info
            case .warning: .medium
            case .high: .high
            case .critical: .critical
            }
        return [
            Finding(
                id: id, severity: severity, domain: .formal, phase: .after,
                title: flag.verdict == .contradicted
                    ? "Data left by more than one channel" : "That data left by one channel only is an assumption",
                detail: flag.reasons.joined(separator: "; ") + ". A count from one log is a count of that log alone.",
                nextStep:
                    "Name every channel in each statement about how much left, and the share of channel-time that "
                    + "it rests on.",
                attack: ["T1048"])
        ]
    }
}
