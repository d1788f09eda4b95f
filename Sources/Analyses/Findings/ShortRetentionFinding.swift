// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Logs were kept for a shorter time than the data was exposed.
package enum ShortRetentionFinding: FindingKind {
    package static let id = "retention_shorter_than_exposure"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let window = conclusions.window
        guard let start = window.earliestPossible ?? window.earliestProven,
            let end = window.latestPossible ?? window.latestProven
        else { return [] }
        let exposed = (end - start) / 86_400
        var seen: Set<[UInt8]> = []
        return conclusions.answers.configuration.logs.compactMap { log -> Finding? in
            guard log.kind != .error, let path = log.path, seen.insert(path).inserted,
                let retention = conclusions.answers.configuration.retention(ofLogAt: path), let days = retention.days,
                days < exposed
            else { return nil }
            return Finding(
                id: "\(id):\(path.words)", severity: .medium, domain: .formal, phase: .before,
                title: "\(path.words) is kept for \(days) days, less than the exposure",
                detail:
                    "The data may have been exposed for \(exposed) days. What this log showed of the time before the "
                    + "last \(days) was removed by rule, whether or not anybody removed more.",
                nextStep: "Keep access logs for at least as long as data can lie open unnoticed, on another machine.",
                evidence: [
                    FindingEvidence(
                        retention.source.directive.words, artifact: retention.source.file,
                        line: Int64(retention.source.line))
                ])
        }
    }
}
