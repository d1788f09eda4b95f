// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The report as one page of HTML: no script, nothing loaded from elsewhere, light and dark, and fit to be printed.
package struct HTMLRenderer: ReportRenderer {
    package static let fileExtension = "html"
    /// Rows shown of a table that may be long.
    static let rowLimit = 50

    package init() {}

    package func render<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var page = HTMLWriter()
        page.put("<!DOCTYPE html>\n<html lang=\"en\">")
        page.element("head") { head(report, &$0) }
        page.put("\n<body><main>")
        AnswerSection.write(report, &page)
        try write(page.take())
        page.element("section", ["id": "coverage"]) { section in
            section.element("h2", text: "What the logs cover")
            CoverageMatrix.write(report.conclusions, &section)
            LogsPicture.write(report.answers, &section)
        }
        page.element("section", ["id": "window"]) { WindowPicture.write(report.conclusions.window, &$0) }
        page.element("section", ["id": "ways"]) { RoutesPicture.write(report.answers.retrievals, &$0) }
        page.element("section", ["id": "days"]) { DaysPicture.write(report.answers, &$0) }
        page.element("section", ["id": "expected"]) { GapsPicture.write(report.answers, &$0) }
        try write(page.take())
        let tables = ReportTables.all(report)
        // All figures once more, for reference: they come behind what explains them.
        for table in tables.dropFirst() + tables.prefix(1) {
            if table.name == "findings" { FindingsMatrix.write(report.conclusions.findings, &page) }
            TableSection.write(table, &page)
            try write(page.take())
        }
        MethodSection.write(report, &page)
        page.put("</main></body></html>\n")
        try write(page.take())
    }

    private func head(_ report: CaseReport, _ head: inout HTMLWriter) {
        head.empty("meta", ["charset": "utf-8"])
        // Were a name ever to become markup, it could still neither run nor call anybody.
        head.empty(
            "meta",
            [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
            ])
        head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.empty("meta", ["name": "color-scheme", "content": "light dark"])
        head.empty("meta", ["name": "referrer", "content": "no-referrer"])
        head.empty("meta", ["name": "generator", "content": "logtrace \(report.toolVersion)"])
        head.element("title", text: Self.title(report))
        head.element("style") { $0.put(PageStyle.sheet) }
    }

    static func title(_ report: CaseReport) -> String {
        (report.conclusions.description?.name.map { "\($0.cut(to: 200)): " } ?? "") + "exposure report"
    }
}
