// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// How far reading is, in words.
package enum ProgressText {
    private static let program = "logtrace: "
    /// So many columns of a name are worth more than the program's name and the speed.
    private static let nameColumns = 16
    /// And so few tell nothing.
    private static let leastNameColumns = 8

    /// `3 series, 12 files, 2.9 GB`; without the bytes where nobody knows how many there are.
    package static func extent(series: Int, files: Int, bytes: Int64?) -> String {
        "\(Quantities.count(series)) series, \(Quantities.count(files, "file", "files"))"
            + (bytes.map { ", \(Quantities.bytes($0))" } ?? "")
    }

    /// `1.2 GB of 2.9 GB, 42 %, 350.0 MB/s, 5 s left`; without share and time left where nobody knows how much there is.
    private static func amount(read: Int64, of total: Int64?, seconds: Double, hasSpeed: Bool = true) -> String {
        let rate = Double(read) / max(seconds, 0.001)
        var parts = [bytes(read, of: total)]
        if let total, total > 0 { parts.append("\(min(100, Int64(Double(read) / Double(total) * 100))) %") }
        if hasSpeed { parts.append("\(Quantities.bytes(whole(rate)))/s") }
        if let total, rate > 0, read < total {
            parts.append("\(Quantities.duration(whole(Double(total - read) / rate))) left")
        }
        return parts.joined(separator: ", ")
    }

    /// `logtrace: 1.2 GB of 2.9 GB, …, 5 s left, 2 problems; …he2/access.log.3.gz`, in so many columns. Where it does not fit, the
    /// program's name goes first, then the speed; the end of a path tells most of it.
    package static func line(
        read: Int64, of total: Int64?, seconds: Double, problems: Int, file: [UInt8]?, columns: Int
    ) -> String {
        let problems = problems > 0 ? ", \(Quantities.count(problems, "problem", "problems"))" : ""
        let full = amount(read: read, of: total, seconds: seconds) + problems
        let brief = amount(read: read, of: total, seconds: seconds, hasSpeed: false) + problems
        return line([program + full, full, brief], file.map(TerminalText.escaped), columns: columns) { name, columns in
            "…" + ending(of: name, columns: columns - 1)
        }
    }

    /// `logtrace: 2 of 8 cases, 1.2 GB of 2.9 GB, …, 5 s left; smith 55 %, jones 12 %`, in so many columns.
    ///
    /// - Parameter running: The names of cases, each with the percentage that is read.
    package static func line(
        cases: Int, of allCases: Int, read: Int64, of total: Int64, seconds: Double,
        running: [(name: String, percentage: Int64)], columns: Int
    ) -> String {
        let cases = "\(Quantities.count(cases)) of \(Quantities.count(allCases, "case", "cases")), "
        let full = cases + amount(read: read, of: total, seconds: seconds)
        let brief = cases + amount(read: read, of: total, seconds: seconds, hasSpeed: false)
        let each = running.map { "\(TerminalText.escaped(Array($0.name.utf8))) \($0.percentage) %" }
        return line(
            [program + full, full, brief], each.isEmpty ? nil : each.joined(separator: ", "), columns: columns,
            cut: fitted)
    }

    /// The first of the heads that leaves room for what matters of the tail, and as much of that as there is room for.
    private static func line(
        _ heads: [String], _ tail: String?, columns: Int, cut: (String, _ columns: Int) -> String
    ) -> String {
        let needed = tail.map { min(self.columns($0), nameColumns) + "; ".count } ?? 0
        let head = heads.first { self.columns($0) + needed <= columns } ?? heads[heads.count - 1]
        let room = columns - self.columns(head) - "; ".count
        if let tail, self.columns(tail) <= room { return "\(head); \(tail)" }
        if let tail, room >= leastNameColumns { return "\(head); \(cut(tail, room))" }
        return fitted(heads.first { self.columns($0) <= columns } ?? heads[heads.count - 1], columns: columns)
    }

    /// `12 files, 2.9 GB, 1,234 lines in 8 s: 1,200 events, 30 ignored, 4 malformed, 0 duplicate; 2 files are damaged or could
    /// not be read`.
    package static func result(files: Int, bytes: Int64, lines: LineAccount, problems: Int, seconds: Double) -> String {
        let accounts = [
            Quantities.count(lines.events, "event", "events"), "\(Quantities.count(lines.ignored)) ignored",
            "\(Quantities.count(lines.malformed)) malformed", "\(Quantities.count(lines.duplicate)) duplicate",
        ].joined(separator: ", ")
        let damage =
            problems > 0 ? "; \(Quantities.count(problems, "file is", "files are")) damaged or could not be read" : ""
        return "\(Quantities.count(files, "file", "files")), \(Quantities.bytes(bytes)), "
            + "\(Quantities.count(lines.total, "line", "lines")) in \(Quantities.duration(whole(seconds))): "
            + accounts + damage
    }

    /// `3 of 12 files, 1.2 GB of 2.9 GB and 1,234,567 lines were read`: what was done before the end.
    package static func part(files: Int, of allFiles: Int?, read: Int64, of total: Int64?, lines: Int64) -> String {
        let count =
            allFiles.map { "\(Quantities.count(files)) of \(Quantities.count($0, "file", "files"))" }
            ?? Quantities.count(files, "file", "files")
        return "\(count), \(bytes(read, of: total)) and \(Quantities.count(lines, "line", "lines")) were read"
    }

    /// As much of the text as goes into so many columns.
    private static func fitted(_ text: String, columns: Int) -> String {
        guard self.columns(text) > columns else { return text }
        var room = columns - 1
        let kept = text.unicodeScalars.prefix {
            room -= self.columns($0)
            return room >= 0
        }
        return columns > 0 ? String(kept) + "…" : ""
    }

    private static func ending(of text: String, columns: Int) -> String {
        var room = columns
        let kept = text.unicodeScalars.reversed().prefix {
            room -= self.columns($0)
            return room >= 0
        }
        return String(String.UnicodeScalarView(kept.reversed()))
    }

    private static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

    /// Where wide characters begin (Hangul), some are narrow: a line that is too short does no harm, and one that wraps stays
    /// on the terminal.
    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x1100 || scalar == "…" ? 1 : 2
    }

    private static func bytes(_ read: Int64, of total: Int64?) -> String {
        guard let total, total > 0 else { return Quantities.bytes(read) }
        return "\(Quantities.bytes(read)) of \(Quantities.bytes(total))"
    }

    private static func whole(_ number: Double) -> Int64 { Int64(min(number, 9e15)) }
}
