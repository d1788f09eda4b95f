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
        PageFrame.begin(
            title: Self.title(report), toolVersion: report.toolVersion,
            style: report.notification == nil ? nil : WorksheetSection.style, &page)
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
        if let worksheet = report.worksheet { WorksheetSection.write(worksheet, &page) }
        try write(page.take())
        let tables = ReportTables.all(report)
        // All figures once more, for reference: they come behind what explains them.
        for table in tables.dropFirst() + tables.prefix(1) {
            if table.name == "findings" { FindingsMatrix.write(report.conclusions.findings, &page) }
            TableSection.write(table, &page)
            try write(page.take())
        }
        MethodSection.write(report, &page)
        PageFrame.end(&page)
        try write(page.take())
    }

    static func title(_ report: CaseReport) -> String {
        (report.conclusions.description?.name.map { "\($0.cut(to: 200)): " } ?? "") + "exposure report"
    }
}
