// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Whether what matters most stands out in text: headings in bold, alarms in red.
///
/// While lines are put together an alarm is marked with two control characters, which no text of the evidence can hold
/// (`TerminalText` escapes them); `rendered` makes escape sequences of them (ECMA-48, SGR), or nothing.
package enum TextStyle: Sendable {
    case plain, coloured

    private static let alarmStart: Unicode.Scalar = "\u{02}"
    private static let alarmEnd: Unicode.Scalar = "\u{03}"

    /// `word` as something that a reader must not miss.
    static func alarm(_ word: String) -> String { "\(alarmStart)\(word)\(alarmEnd)" }

    /// Columns of a terminal: text from evidence has no control and no zero-width characters; wide ones are rare enough
    /// to stand askew.
    static func width(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.count { $0 != alarmStart && $0 != alarmEnd }
    }

    /// A line that begins at the left edge is a heading; all others are indented.
    func rendered(_ lines: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            let isHeading = self == .coloured && line.first.map { $0 != " " } ?? false
            if isHeading { bytes += "\u{1b}[1m".utf8 }
            for scalar in line.unicodeScalars {
                switch scalar {
                case Self.alarmStart: if self == .coloured { bytes += "\u{1b}[1;31m".utf8 }
                case Self.alarmEnd: if self == .coloured { bytes += "\u{1b}[0m".utf8 }
                default: bytes += UTF8.encode(scalar)!
                }
            }
            if isHeading { bytes += "\u{1b}[0m".utf8 }
            bytes.append(0x0a)
        }
        return bytes
    }
}
