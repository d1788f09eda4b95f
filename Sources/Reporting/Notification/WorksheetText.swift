// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The worksheet as text: labels in a column, and beside them what is known.
enum WorksheetText {
    private static let labelWidth = 32
    private static let width = 100

    /// Headings of parts are indented, so that in a report the worksheet is one section.
    static func lines(_ sheet: Worksheet) -> [String] {
        var lines = [sheet.title.uppercased()]
        for notice in sheet.notices {
            lines += wrapped(TerminalText.escaped(Array(notice.utf8)), to: width - 2).map { "  " + $0 }
        }
        for part in sheet.parts {
            lines += [""] + wrapped("\(part.heading) (\(part.basis))", to: width - 2).map { "  " + $0 }
            for entry in part.entries { lines += self.lines(entry) }
        }
        lines += ["", "  " + sheet.sourcesHeading]
        for source in sheet.sources {
            lines += wrapped(source, to: width - 6).enumerated().map { ($0 == 0 ? "    - " : "      ") + $1 }
        }
        return lines + [""]
    }

    private static func lines(_ entry: Worksheet.Entry) -> [String] {
        let label = wrapped(entry.label, to: labelWidth)
        let values = entry.values.flatMap { value -> [String] in
            let (mark, rest) = entry.values.count > 1 ? ("- ", "  ") : ("", "")
            let room = width - 4 - labelWidth - 2 - mark.count
            return wrapped(TerminalText.escaped(Array(value.text.utf8)), to: room).enumerated().map {
                ($0 == 0 ? mark : rest) + (value.isOpen ? TextStyle.alarm($1) : $1)
            }
        }
        return (0..<max(label.count, values.count)).map { row in
            let left = row < label.count ? label[row] : ""
            guard row < values.count else { return "    " + left }
            let padding = String(repeating: " ", count: max(0, labelWidth - TextStyle.width(left)))
            return "    \(left)\(padding)  \(values[row])"
        }
    }

    /// Breaks at blanks; a word that is longer than a line stays whole.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, TextStyle.width(line) + 1 + TextStyle.width(word) > width {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
