// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A part of a log is gone.
package enum MissingPeriodFinding: FindingKind {
    package static let id = "missing_period"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.series.compactMap { series -> Finding? in
            let gaps = conclusions.answers.gaps.filter { $0.series == series.id && $0.isLoss && $0.kind != .thinning }
            guard !gaps.isEmpty else { return nil }
            let sure = gaps.filter { $0.verdict == .missing }
            let hours = gaps.reduce(Int64(0)) { sum, gap in
                let extent = gap.extent(in: series.span.seconds ?? 0..<0)
                return sum + (extent.upperBound - extent.lowerBound) / 3600
            }
            let longest = gaps.max { length($0, series) < length($1, series) }
            let share = longest.map { "; the longest \(words($0))" } ?? ""
            return Finding(
                id: "\(id):\(series.id)", severity: sure.isEmpty ? .medium : .high, phase: .after,
                title: sure.isEmpty
                    ? "A part of \(series.id) may be missing" : "A part of \(series.id) is missing",
                detail:
                    "\(counted(gaps.count, "period", "periods")) of some \(counted(hours, "hour", "hours")) in all\(share). "
                    + "What was retrieved in that time is not in this log, and no figure of this report includes it.",
                nextStep: "Look for copies: backups, a central syslog server, snapshots, the provider's logs; ask who "
                    + "could write to the folder, and when it was last written.",
                evidence: gaps.flatMap { gap in
                    gap.evidence.prefix(3).map { FindingEvidence($0.detail, artifact: $0.artifact, line: $0.line) }
                },
                attack: sure.isEmpty ? [] : ["T1070.002 (v18)", "T1685.006 (v19)"])
        }
    }

    private static func length(_ gap: Gap, _ series: Series) -> Int64 {
        let extent = gap.extent(in: series.span.seconds ?? 0..<0)
        return extent.upperBound - extent.lowerBound
    }

    private static func words(_ gap: Gap) -> String {
        let from = gap.from.map { "from \(dated($0.seconds)) " } ?? ""
        let to = gap.to.map { "to \(dated($0.seconds))" } ?? "to the end"
        return from + to
    }
}
