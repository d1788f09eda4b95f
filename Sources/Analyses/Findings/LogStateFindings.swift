// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A log has records, but of fewer clients than the time around leads to expect.
package enum ThinningFinding: FindingKind {
    package static let id = "partial_thinning"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.series.compactMap { series -> Finding? in
            let gaps = conclusions.answers.gaps.filter { $0.series == series.id && $0.kind == .thinning }
            guard !gaps.isEmpty else { return nil }
            return Finding(
                id: "\(id):\(series.id)", severity: .low, phase: .after,
                title: "\(series.id) has fewer clients than expected for a time",
                detail:
                    "\(counted(gaps.count, "period", "periods")). Holidays and outages elsewhere do this, and so does "
                    + "the removal of some clients' lines; by itself it proves nothing.",
                nextStep: "Compare with a copy of the same time from elsewhere.",
                evidence: gaps.flatMap { $0.evidence.prefix(1).map { FindingEvidence($0.detail) } },
                attack: ["T1070.002 (v18)", "T1685.006 (v19)"])
        }
    }
}

/// Stamps of a log contradict each other or the calendar.
package enum ClockFinding: FindingKind {
    package static let id = "clock_trouble"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.evidence.filter(\.clock.isNotable).map { artifact in
            let clock = artifact.clock
            var words: [String] = []
            if clock.backwardSteps > 0 { words.append(counted(clock.backwardSteps, "step back", "steps back")) }
            if clock.doubledHour > 0 {
                words.append(
                    counted(clock.doubledHour, "record", "records") + " in an hour that the clock showed twice")
            }
            if clock.before1971 > 0 { words.append(counted(clock.before1971, "record", "records") + " before 1971") }
            if clock.inFuture > 0 { words.append(counted(clock.inFuture, "record", "records") + " in the future") }
            return Finding(
                id: "\(id):\(artifact.path.words)", severity: clock.before1971 + clock.inFuture > 0 ? .medium : .low,
                phase: .after, title: "Stamps of \(artifact.path.words) are doubtful",
                detail: listed(words) + ". Times from it may be wrong by as much.",
                nextStep: "Compare with a log that states its offset before an order of events rests on it.",
                evidence: clock.largestSteps.prefix(3).map {
                    FindingEvidence("back by \($0.seconds) s", artifact: artifact.path, line: $0.lineNumber)
                })
        }
    }
}

/// Files of the evidence are not as their writers left them.
package enum DamagedEvidenceFinding: FindingKind {
    package static let id = "damaged_evidence"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.evidence.compactMap { artifact -> Finding? in
            if case .unreadable(let reason) = artifact.content {
                return finding(
                    artifact, "It could not be read: \(reason).", [FindingEvidence(reason, artifact: artifact.path)])
            }
            guard !artifact.damage.isEmpty, artifact.lines != nil else { return nil }
            let evidence = artifact.damage.map {
                FindingEvidence("\($0.kind.rawValue) at byte \($0.offset): \($0.detail)", artifact: artifact.path)
            }
            return finding(
                artifact, "What could be had was read; what the damage hid is in no figure of this report.", evidence)
        }
    }

    private static func finding(_ artifact: Artifact, _ detail: String, _ evidence: [FindingEvidence]) -> Finding {
        Finding(
            id: "\(id):\(artifact.path.words)", severity: .medium, phase: .after,
            title: "\(artifact.path.words) is damaged", detail: detail,
            nextStep: "Get it once more from its source, or from a backup, and compare digests.", evidence: evidence)
    }
}
