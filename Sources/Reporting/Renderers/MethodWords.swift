// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses

/// How the figures were made and what they cannot tell, the same in every format.
enum MethodWords {
    static func sentences(_ report: CaseReport) -> [String] {
        let basis =
            switch report.zone.basis {
            case "option": "as given"
            case "evidence": "as the evidence states"
            default: "assumed, since nothing tells it"
            }
        return [
            "Stamps without an offset are read in zone \(report.zone.name.cut(to: 100)) (\(basis)).",
            "A logged byte count is what the server handed to its network: an upper bound of what a client received.",
            "A retrieval over the web is a GET answered with content; POST, HEAD, 304, refusals and listings are none.",
            repeated(report.answers.retrievals.repeatedCount),
        ] + gaps + report.options.flatMap(words)
    }

    /// As on the command line.
    private static func words(_ option: CaseReport.Option) -> [String] {
        let name = String(option.name.map { $0 == "_" ? "-" : $0 })
        return option.values.map { "--\(name) \($0.cut(to: 200))" }
    }

    private static func repeated(_ count: Int64) -> String {
        guard count > 0 else { return "No transfer was found in more than one log." }
        let records = Quantities.count(count, "record tells", "records tell")
        return "\(records) of transfers that another log tells of too; each transfer is counted once."
    }

    /// How gaps are found, and what the words mean.
    private static let gaps = [
        "A silence is judged against the hazard with which silences of the same log end, by hour of the week and day; its score "
            + "is how many natural ones as long are to be expected in a year of that log (generalised Pareto tail).",
        "Fewer than 0.1 a year: missing or outage, which silence alone cannot tell apart; fewer than 1: undetermined. Missing and "
            + "outage need more: names and times of rotation, damage, other logs. Confidence is calibrated on real logs with "
            + "known deletions, at 0.5 missing periods and 1 outage a year.",
        "A gap is the time between two records; what is missing lies within. Shorter missing periods than shown, and records "
            + "removed one by one, leave no trace: no gap found is not no gap. Lines that cannot be read count as written.",
    ]
}
