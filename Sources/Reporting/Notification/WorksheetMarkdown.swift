// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The worksheet in CommonMark.
enum WorksheetMarkdown {
    /// - Parameter level: Of its title: `#` alone is 1.
    static func lines(_ sheet: Worksheet, level: Int) -> [String] {
        let mark = String(repeating: "#", count: level)
        var lines = ["\(mark) \(MarkdownText.escaped(sheet.title))", ""]
        for notice in sheet.notices { lines += [MarkdownText.escaped(notice), ""] }
        for part in sheet.parts {
            lines += [
                "\(mark)# \(MarkdownText.escaped(part.heading))", "", "*\(MarkdownText.escaped(part.basis))*", "",
            ]
            for entry in part.entries { lines += self.lines(entry) }
            lines.append("")
        }
        return lines + ["\(mark)# \(MarkdownText.escaped(sheet.sourcesHeading))", ""]
            + sheet.sources.map { "- " + MarkdownText.escaped($0) } + [""]
    }

    private static func lines(_ entry: Worksheet.Entry) -> [String] {
        let label = "- **\(MarkdownText.escaped(entry.label)):**"
        guard entry.values.count > 1 else { return ["\(label) \(text(entry.values[0]))"] }
        return [label] + entry.values.map { "  - " + text($0) }
    }

    /// In front of a line, a digit with a full stop or a sign would begin a list in the list.
    private static func text(_ value: Worksheet.Value) -> String {
        let text = MarkdownText.escaped(value.text)
        return value.isOpen ? "*\(text)*" : text
    }
}
