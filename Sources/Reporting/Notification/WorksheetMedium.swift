// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Media in which the notification worksheet can stand alone, by the extension of the file.
package enum WorksheetMedium: String, Sendable, CaseIterable {
    case text = "txt"
    case markdown = "md"
    case html

    package func bytes(of report: CaseReport, in language: any WorksheetLanguage) -> [UInt8] {
        let sheet = Worksheet(report, in: language, isAlone: true)
        switch self {
        case .text: return TextStyle.plain.rendered(WorksheetText.lines(sheet))
        case .markdown:
            return Array(WorksheetMarkdown.lines(sheet, level: 1).joined(separator: "\n").utf8)
        case .html: return page(of: report, sheet)
        }
    }

    private func page(of report: CaseReport, _ sheet: Worksheet) -> [UInt8] {
        var page = HTMLWriter()
        page.put("<!DOCTYPE html>\n")
        let name = report.conclusions.description?.name.map { "\($0.cut(to: 200)): " } ?? ""
        page.element("html", ["lang": sheet.language]) { html in
            html.element("head") { PageFrame.head(name + sheet.title, report.toolVersion, WorksheetSection.style, &$0) }
            html.element("body") { body in
                body.element("main") { WorksheetSection.writePage(sheet, &$0) }
            }
        }
        page.put("\n")
        return page.take()
    }
}
