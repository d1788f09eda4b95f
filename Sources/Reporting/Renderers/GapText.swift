// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Gaps and coverage in text: what logs cannot vouch for, and how short a missing period they would show.
enum GapText {
    /// All but the quiet ones.
    static func gaps(_ gaps: [Gap], limit: Int) -> [String] {
        let listed = gaps.filter { $0.verdict != .quiet }
        guard !listed.isEmpty else {
            return [
                "GAPS IN THE LOGS", "  None found; see below how short a missing period would have been noticed.", "",
            ]
        }
        // The surest and the longest first: a reader who stops early has seen what matters.
        let shown = listed.enumerated().sorted { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }.prefix(limit).map(\.element)
        var table = TextTable([
            ("log", .left), ("verdict", .left), ("last record before", .left), ("first after", .left),
            ("length", .right),
            ("sure", .right), ("because", .left),
        ])
        for gap in shown {
            table.add([
                TerminalText.escaped(Array(gap.series.utf8)), words(gap.verdict), gap.from?.iso8601 ?? "none",
                gap.to?.iso8601 ?? "none", length(gap), gap.confidence.map(percent) ?? "-", because(gap),
            ])
        }
        var lines = ["GAPS IN THE LOGS"] + table.lines()
        if listed.count > limit {
            lines.append("  … and \(Quantities.count(listed.count - limit)) more: all in the JSON report.")
        }
        return lines + [""]
    }

    private static func rank(_ gap: Gap) -> Int {
        let order: [Gap.Verdict] = [.missing, .missingOrOutage, .outage, .unobservable, .undetermined, .quiet]
        return order.firstIndex(of: gap.verdict) ?? order.count
    }

    private static func words(_ verdict: Gap.Verdict) -> String {
        switch verdict {
        case .missing: TextStyle.alarm("missing")
        case .outage: "outage"
        case .missingOrOutage: "missing or outage"
        case .quiet: "quiet"
        case .undetermined: "undetermined"
        case .unobservable: "unobservable"
        }
    }

    private static func length(_ gap: Gap) -> String {
        guard let from = gap.from, let to = gap.to else { return "open" }
        return Quantities.duration(to.seconds - from.seconds)
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down))) %" }

    /// The strongest piece of evidence; all of them are in the JSON report.
    private static func because(_ gap: Gap) -> String {
        guard let first = gap.evidence.first(where: { $0.kind != .silence }) ?? gap.evidence.first else { return "" }
        return TerminalText.escaped(Array(first.detail.utf8))
    }

    // MARK: coverage

    static func coverage(_ series: [Series]) -> [String] {
        guard !series.isEmpty else { return [] }
        var table = TextTable([
            ("log", .left), ("first record", .left), ("last record", .left), ("vouches for", .right),
            ("of", .right), ("shortest gap seen by day", .right), ("by night", .right),
        ])
        var reasons: [String] = []
        for log in series {
            var cells = [
                TerminalText.escaped(Array(log.id.utf8)), log.records.first?.iso8601 ?? "unknown",
                log.records.last?.iso8601 ?? "unknown", Quantities.duration(log.coverage.duration),
                Quantities.duration(log.records.seconds.map { $0.upperBound - $0.lowerBound } ?? 0),
            ]
            switch log.detectionLimit {
            case .known(let limit):
                cells += [Quantities.duration(limit.daySeconds), Quantities.duration(limit.nightSeconds)]
            case .none(let reason):
                cells += ["-", "-"]
                reasons.append("  \(TerminalText.escaped(Array(log.id.utf8))): \(reason).")
            }
            table.add(cells)
        }
        return ["WHAT THE LOGS CAN VOUCH FOR"] + table.lines() + reasons + [""]
    }
}
