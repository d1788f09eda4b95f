// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The worksheet as a section of a page.
enum WorksheetSection {
    static func write(_ sheet: Worksheet, _ page: inout HTMLWriter) {
        page.element("section", ["id": "notification", "lang": sheet.language]) { section in
            section.element("h2", text: sheet.title)
            write(sheet, heading: "h3", &section)
        }
    }

    /// A page of its own has the title above it.
    static func writePage(_ sheet: Worksheet, _ page: inout HTMLWriter) {
        page.element("h1", text: sheet.title)
        write(sheet, heading: "h2", &page)
    }

    private static func write(_ sheet: Worksheet, heading: StaticString, _ section: inout HTMLWriter) {
        for notice in sheet.notices { section.element("p", ["class": "note"], text: notice) }
        for part in sheet.parts {
            section.element(heading, text: part.heading)
            section.element("p", ["class": "note"], text: part.basis)
            section.element("dl", ["class": "points"]) { list in
                for entry in part.entries { write(entry, &list) }
            }
        }
        section.element(heading, text: sheet.sourcesHeading)
        section.element("ul") { list in
            for source in sheet.sources { list.element("li", text: source) }
        }
    }

    private static func write(_ entry: Worksheet.Entry, _ list: inout HTMLWriter) {
        list.element("div") { row in
            row.element("dt", text: entry.label)
            for value in entry.values {
                row.element("dd", ["class": value.isOpen ? "undecidable" : "stated"], text: value.text)
            }
        }
    }

    /// Only pages with a worksheet need it.
    static let style: StaticString = """

        .points{margin:4px 0 16px;max-width:960px}
        .points div{display:grid;grid-template-columns:minmax(0,17rem) minmax(0,1fr);column-gap:20px;padding:6px 0;border-bottom:1px solid var(--line);break-inside:avoid}
        .points dt{grid-column:1;grid-row:1/span 99;color:var(--soft);overflow-wrap:anywhere}
        .points dd{grid-column:2;margin:0;overflow-wrap:anywhere}
        .points dd:not(:only-of-type){display:list-item;list-style:"– ";margin-left:1em}
        .points dd+dd{margin-top:4px}
        @media screen and (max-width:700px){
        .points div{grid-template-columns:minmax(0,1fr)}
        .points dt,.points dd{grid-column:1;grid-row:auto}
        .points dt{font-size:.875rem}
        }

        """
}
