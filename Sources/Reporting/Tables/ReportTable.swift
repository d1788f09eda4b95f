// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// One table of the report, the same in every format that has tables.
package struct ReportTable: Sendable {
    package struct Column: Sendable {
        /// As it is called in CSV: `first_event`.
        package let name: String
        package let title: String
    }

    /// Name of its file: `gaps`.
    package let name: String
    package let title: String
    /// What a reader must know of it; nil where the title says all.
    package let note: String?
    package let columns: [Column]
    package let rowCount: Int
    /// Rows are made when they are written: a large case has a million.
    package let row: @Sendable (Int) -> [Cell]

    /// - Parameter elements: One for each row, the most important first.
    package init<Element: Sendable>(
        _ name: String, _ title: String, note: String? = nil, _ columns: KeyValuePairs<String, String>,
        _ elements: [Element], row: @escaping @Sendable (Element) -> [Cell]
    ) {
        self.name = name
        self.title = title
        self.note = note
        self.columns = columns.map { Column(name: $0.key, title: $0.value) }
        rowCount = elements.count
        self.row = { row(elements[$0]) }
    }
}

extension ReportTable {
    /// A value, and how it is to be read. Nil is unknown.
    package enum Cell: Sendable {
        /// From logs and names of files: anybody may have chosen it.
        case text([UInt8]?)
        case words(String)
        /// What is named, and a path to it from where the page lies.
        case link(String, to: String)
        /// Several, each on its own.
        case list([String])
        case count(Int64?)
        case bytes(Int64?)
        case time(Instant?)
        /// From one day to another, `2019-02-15`.
        case days(String?, String?)
        /// In seconds.
        case duration(Int64?)
        case hours(Double?)
        /// 0 to 1.
        case share(Double?)
        case answer(Bool?)
        /// The question does not arise.
        case none

        package static func count(_ number: Int) -> Cell { .count(Int64(number)) }

        package static func time(seconds: Int64?) -> Cell { .time(seconds.map { Instant(seconds: $0) }) }

        /// For a reader, harmless on a terminal.
        package var readable: String {
            switch self {
            case .text(let text): text.map(TerminalText.escaped) ?? Self.unknown
            case .words(let words), .link(let words, to: _): TerminalText.escaped(Array(words.utf8))
            case .list(let list): list.map { TerminalText.escaped(Array($0.utf8)) }.joined(separator: "; ")
            case .count(let number): number.map { Quantities.count($0) } ?? Self.unknown
            case .bytes(let number): Quantities.bytes(number)
            case .time(let time): time?.iso8601 ?? Self.unknown
            case .days(nil, nil): Self.unknown
            case .days(let from, let until): "\(from ?? Self.unknown) to \(until ?? Self.unknown)"
            case .duration(let seconds): seconds.map(Quantities.duration) ?? Self.unknown
            case .hours(let hours): hours.map(Quantities.hours) ?? Self.unknown
            case .share(let share): share.map(ClaimWords.share) ?? Self.unknown
            case .answer(let answer): answer.map { $0 ? "yes" : "no" } ?? Self.unknown
            case .none: ""
            }
        }

        /// For a program: exact, without units; unknown is empty.
        package var exact: String {
            switch self {
            case .text(let text): text.map(TerminalText.escaped) ?? ""
            case .words, .link, .list, .days, .none: readable
            case .count(let number), .bytes(let number), .duration(let number): number.map { "\($0)" } ?? ""
            case .time(let time): time?.iso8601 ?? ""
            case .hours(let number), .share(let number): number.map { "\($0)" } ?? ""
            case .answer(let answer): answer.map { "\($0)" } ?? ""
            }
        }

        /// Whether it is read from its right end.
        package var isNumber: Bool {
            switch self {
            case .count, .bytes, .duration, .hours, .share: true
            case .text, .words, .link, .list, .time, .days, .answer, .none: false
            }
        }

        private static let unknown = "unknown"
    }
}
