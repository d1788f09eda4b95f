// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// One table of the report on the page. A row turns into a card on a narrow screen.
enum TableSection {
    /// Characters shown of one text; all of it stands in CSV and JSON.
    private static let textLimit = 300
    private static let listLimit = 8

    /// - Parameters:
    ///   - limit: Of rows that are shown.
    ///   - rest: Where the others are; by default in the files of the report.
    static func write(
        _ table: ReportTable, _ page: inout HTMLWriter, limit: Int = HTMLRenderer.rowLimit, rest: String? = nil
    ) {
        guard table.rowCount > 0 || table.note != nil else { return }
        page.element("section", ["id": table.name]) { section in
            section.element("h2", ["id": "\(table.name)-heading"], text: table.title)
            if let note = table.note { section.element("p", ["class": "note"], text: note) }
            guard table.rowCount > 0 else {
                section.element("p", text: "None.")
                return
            }
            let shown = min(table.rowCount, limit)
            let rows = (0..<shown).map(table.row)
            // What no row has anything to say of needs no place.
            let columns = table.columns.indices.filter { column in rows.contains { !$0[column].readable.isEmpty } }
            // On screens between a desk's and a telephone's the table may move, and never the page.
            section.element("div", ["class": "scroll"]) { frame in
                frame.element("table", ["class": "wide", "aria-labelledby": "\(table.name)-heading"]) {
                    body(of: table, rows, columns, &$0)
                }
            }
            guard table.rowCount > shown else { return }
            section.element(
                "p", ["class": "note"],
                text: "… and \(Quantities.count(table.rowCount - shown)) more: "
                    + (rest ?? "all in the JSON report and in \(table.name).csv") + "."
            )
        }
    }

    private static func body(
        of table: ReportTable, _ rows: [[ReportTable.Cell]], _ columns: [Int], _ element: inout HTMLWriter
    ) {
        element.element("thead") { head in
            head.element("tr") { row in
                for column in columns {
                    let isNumber = rows.contains { $0[column].isNumber }
                    row.element(
                        "th", ["scope": "col", "class": isNumber ? "number" : "word"],
                        text: table.columns[column].title)
                }
            }
        }
        element.element("tbody") { body in
            for cells in rows {
                body.element("tr") { row in
                    for column in columns { write(cells[column], table.columns[column], &row) }
                }
            }
        }
    }

    private static func write(
        _ cell: ReportTable.Cell, _ column: ReportTable.Column, _ row: inout HTMLWriter
    ) {
        row.element("td", ["class": kind(cell, of: column), "data-label": column.title]) { td in
            switch cell {
            case .list(let list) where isLong(list):
                td.element("ul") { ul in
                    for text in list.prefix(listLimit) { ul.element("li", text: text.cut(to: textLimit)) }
                    if list.count > listLimit {
                        ul.element("li", text: "… and \(Quantities.count(list.count - listLimit)) more")
                    }
                }
            case .count, .bytes, .duration, .hours, .share:
                td.element("data", ["value": cell.exact], text: cell.readable)
            case .time(let time?): td.time(time)
            case .days(let from?, let until?):
                // A day is never broken, and both are one cell of the grid that a row is on a narrow screen.
                td.element("span") { period in
                    for (text, day) in [("", from), (" to ", until)] {
                        period.text(text)
                        period.element("time", ["datetime": day]) { $0.element("span", text: day) }
                    }
                }
            case .link(let name, let path): td.element("a", ["href": path], text: name.cut(to: textLimit))
            case .text: td.element("code", text: cell.readable.cut(to: textLimit))
            case .words(let word) where column.name == "verdict" || column.name == "severity":
                td.element("span", ["class": "verdict \(word)"], text: word)
            case .words, .list, .time, .days, .answer, .none: td.text(cell.readable.cut(to: textLimit))
            }
        }
    }

    private static func kind(_ cell: ReportTable.Cell, of column: ReportTable.Column) -> String {
        // `more than 99.99 %` may be broken, figures may not.
        if cell.isNumber { return cell.readable.unicodeScalars.count > 12 ? "number worded" : "number" }
        if case .list(let list) = cell, isLong(list) { return "list" }
        let text = cell.readable
        if text.isEmpty { return "empty" }
        return text.unicodeScalars.count > 24 && column.name != "figure" ? "long" : "short"
    }

    /// Whether its members have a line each; names of channels have not.
    private static func isLong(_ list: [String]) -> Bool {
        list.count > 1 && list.contains { $0.unicodeScalars.count > 12 }
    }
}
