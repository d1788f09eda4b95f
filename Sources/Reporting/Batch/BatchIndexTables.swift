// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The index of a batch as tables.
enum BatchIndexTables {
    static func failed(_ index: BatchIndex) -> ReportTable {
        ReportTable(
            "failed", "Cases without a report", ["case": "case", "path": "named as", "status": "status", "why": "why"],
            index.failed
        ) { batchCase in
            [
                .words(batchCase.id), .words(batchCase.path), .words(ending(batchCase.outcome)),
                .list(batchCase.problems),
            ]
        }
    }

    private static func ending(_ outcome: BatchIndex.Outcome) -> String {
        switch outcome {
        case .reported: ""
        case .failed(_, let signal?): "signal \(signal)"
        case .failed(let status, nil): status.map { "\($0)" } ?? "not started"
        }
    }

    /// Those that have a report.
    static func cases(_ index: BatchIndex) -> ReportTable {
        ReportTable(
            "cases", "Cases",
            note: "What provably left is a lower bound: not logged is not the same as not used.",
            [
                "case": "case", "name": "name", "proven": "could be fetched, proven",
                "possible": "could be fetched, possible", "left": "files that left", "unobserved": "may have left too",
                "accessible": "files that lay there", "coverage": "time that logs vouch for",
                "verdict": "only one way out?", "claims": "claims", "gaps": "gaps", "severity": "gravest",
                "finding": "finding",
            ], index.cases.compactMap { batchCase in batchCase.summary.map { (batchCase, $0) } }
        ) { batchCase, summary in
            [
                .link(batchCase.id, to: folder(batchCase.id) + "report.html"), summary.name.map { .words($0) } ?? .none,
                days(summary.window.earliestProven, summary.window.latestProven),
                days(summary.window.earliestPossible, summary.window.latestPossible),
                .count(summary.proven.files), .words(unobserved(summary.unobserved)),
                .count(summary.accessible.map { Int64($0.files) }), .share(summary.coverage),
                .words(summary.singleChannel.verdict.replacing("_", with: " ")), .words(claims(summary.claims)),
                .count(summary.toldGaps), summary.worstFinding.map { .words($0.severity) } ?? .none,
                summary.worstFinding.map { .words($0.title) } ?? .none,
            ]
        }
    }

    /// What was wrong in cases that have a report all the same.
    static func problems(_ index: BatchIndex) -> ReportTable {
        ReportTable(
            "problems", "Evidence not read or damaged", ["case": "case", "problems": "what was said"],
            index.cases.filter { !$0.hasFailed && !$0.problems.isEmpty }
        ) { [.words($0.id), .list($0.problems)] }
    }

    /// Where the results of a case lie, from the index.
    private static func folder(_ id: String) -> String {
        "./" + String(decoding: PercentEncoding.encode(Array(id.utf8)), as: UTF8.self) + "/"
    }

    /// The hours stand in the report.
    private static func days(_ from: String?, _ until: String?) -> ReportTable.Cell {
        .days(from.map { String($0.prefix(10)) }, until.map { String($0.prefix(10)) })
    }

    private static func unobserved(_ unobserved: CaseSummary.Unobserved) -> String {
        guard let bounds = unobserved.files ?? unobserved.retrievals else { return "unknown" }
        return "\(Quantities.count(bounds.low)) to \(Quantities.count(bounds.high)) "
            + (unobserved.files == nil ? "retrievals" : "files")
    }

    private static func claims(_ claims: [CaseSummary.Claim]?) -> String {
        guard let claims, !claims.isEmpty else { return "" }
        return ["supported", "contradicted", "undecidable"].compactMap { verdict in
            let count = claims.count { $0.verdict == verdict }
            return count > 0 ? "\(count) \(verdict)" : nil
        }.joined(separator: ", ")
    }

    static func actors(_ index: BatchIndex) -> ReportTable {
        sharedNames(
            "actors", "Addresses in more than one case",
            "In the most cases first. An address is not a person; many may share one, as search engines and monitors do.",
            "address", index.shared.actors, index)
    }

    static func files(_ index: BatchIndex) -> ReportTable {
        sharedNames(
            "files", "Files that left in more than one case",
            "Files of one path; whether they are the same content is not known. In the most cases first.", "file",
            index.shared.files, index)
    }

    private static func sharedNames(
        _ name: String, _ title: String, _ note: String, _ column: String, _ shared: [BatchIndex.SharedName],
        _ index: BatchIndex
    ) -> ReportTable {
        let sorted = shared.sorted { left, right in
            let (leftRank, rightRank) = (
                (left.sightings.count, left.retrievals), (right.sightings.count, right.retrievals)
            )
            return leftRank != rightRank ? leftRank > rightRank : left.name.lexicographicallyPrecedes(right.name)
        }
        return ReportTable(
            name, title, note: note,
            ["name": column, "count": "cases", "retrievals": "retrievals", "cases": "retrievals in each"], sorted
        ) { shared in
            [
                .text(shared.name), .count(shared.sightings.count), .count(shared.retrievals),
                .list(
                    shared.sightings.map {
                        "\(index.cases[$0.caseNumber].id): \(Quantities.count($0.retrievals))"
                    }),
            ]
        }
    }

    static func evidence(_ index: BatchIndex) -> ReportTable {
        ReportTable(
            "evidence", "Evidence in more than one case",
            note: "The same content by its SHA-256. In the most cases first.",
            ["sha256": "SHA-256", "size": "size", "count": "cases", "cases": "as"],
            index.shared.evidence.sorted { left, right in
                left.sightings.count != right.sightings.count
                    ? left.sightings.count > right.sightings.count : left.sha256 < right.sha256
            }
        ) { shared in
            [
                .text(Array(shared.sha256.utf8)), .bytes(shared.byteCount), .count(shared.sightings.count),
                .list(
                    shared.sightings.map {
                        "\(index.cases[$0.caseNumber].id): \(TerminalText.escaped($0.path))"
                    }),
            ]
        }
    }
}
