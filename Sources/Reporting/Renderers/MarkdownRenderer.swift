// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The report for a ticket: CommonMark with the tables of GitHub's dialect.
package struct MarkdownRenderer: ReportRenderer {
    package static let fileExtension = "md"
    private static let rowLimit = 20
    private static let textLimit = 160
    private static let listLimit = 3

    package init() {}

    package func render<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let name = report.conclusions.description?.name.map { MarkdownText.escaped($0.cut(to: Self.textLimit)) + ": " }
        var lines = ["# \(name ?? "")exposure report", ""]
        lines += [
            "logtrace \(MarkdownText.escaped(report.toolVersion)), made \(report.generatedAt.iso8601); all times are UTC",
            "",
        ]
        lines += [AnswerWords.sentences(report).map(MarkdownText.escaped).joined(separator: " "), ""]
        if let worksheet = report.worksheet { lines += WorksheetMarkdown.lines(worksheet, level: 2) }
        for table in ReportTables.all(report) where table.rowCount > 0 || table.note != nil {
            lines += self.lines(of: table)
            try write(Array((lines.joined(separator: "\n") + "\n").utf8))
            lines = []
        }
        lines += ["## Method and limits", ""] + MethodWords.sentences(report).map { "- " + MarkdownText.escaped($0) }
        try write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func lines(of table: ReportTable) -> [String] {
        var lines = ["## \(table.title)", ""]
        if let note = table.note { lines += [MarkdownText.escaped(note), ""] }
        guard table.rowCount > 0 else { return lines }
        let shown = min(table.rowCount, Self.rowLimit)
        let limit = table.name == "summary" ? table.rowCount : shown
        let rows = (0..<limit).map(table.row)
        lines.append(row(table.columns.map(\.title)))
        lines.append(row(rows[0].map { $0.isNumber ? "---:" : "---" }))
        lines += rows.map { row($0.map(text)) }
        if table.rowCount > limit {
            lines += [
                "",
                "… and \(Quantities.count(table.rowCount - limit)) more: all in the JSON report and in \(table.name).csv.",
            ]
        }
        return lines + [""]
    }

    private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

    private func text(_ cell: ReportTable.Cell) -> String {
        guard case .list(let list) = cell else { return MarkdownText.escaped(cell.readable.cut(to: Self.textLimit)) }
        let shown = list.prefix(Self.listLimit).map { MarkdownText.escaped($0.cut(to: Self.textLimit)) }
        let rest = list.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; … and \(Quantities.count(rest)) more" : "")
    }
}

/// Text from logs made safe for Markdown.
package enum MarkdownText {
    /// Nothing in it makes markup, a link, an address that a viewer would link, or a mention of somebody.
    ///
    /// CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped by a backslash.
    package static func escaped(_ text: String) -> String {
        var output = ""
        var previous = ""
        for scalar in TerminalText.escaped(Array(text.utf8)).unicodeScalars {
            let isMarkup = "\\`*_{}[]<>#|~&@!$^".unicodeScalars.contains(scalar)
            // What GitHub's dialect links by itself: `https://`, `www.`
            let isLink =
                (scalar == "/" && previous.hasSuffix(":")) || (scalar == "." && previous.lowercased().hasSuffix("www"))
            if isMarkup || isLink { output += "\\" }
            output.unicodeScalars.append(scalar)
            previous = String(previous.suffix(2)) + String(scalar)
        }
        return output
    }
}
