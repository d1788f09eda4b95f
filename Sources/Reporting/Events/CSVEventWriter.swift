// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Events as CSV (RFC 4180), the names of the columns first.
///
/// What a spreadsheet would take for a formula is text to it by an apostrophe in front:
/// <https://owasp.org/www-community/attacks/CSV_Injection>.
package struct CSVEventWriter: EventStreamWriter {
    static let columns = [
        "time", "time_basis", "channel", "action", "outcome", "dataset", "source", "source_port", "user", "method",
        "status", "url", "path", "bytes", "transfer", "user_agent", "referrer", "artifact", "line", "offset",
    ]

    private var bytes: [UInt8]

    package init() {
        bytes = Array((Self.columns.joined(separator: ",") + "\r\n").utf8)
    }

    package var pendingByteCount: Int { bytes.count }

    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    package mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64) {
        let cells = [
            event.time?.iso8601, event.timeBasis.rawValue, event.channel?.rawValue, event.action.rawValue,
            event.outcome.rawValue, "\(event.dataset)", event.printable(event.source),
            event.sourcePort.map { "\($0)" }, event.printable(event.user), event.printable(event.method),
            event.status.map { "\($0)" }, event.printable(event.url), event.printable(event.path),
            event.byteCount.map { "\($0)" }, event.transfer?.rawValue, event.printable(event.userAgent),
            event.printable(event.referrer), TerminalText.escaped(artifact), "\(line)", "\(offset)",
        ]
        bytes += (cells.map { CSVText.cell($0 ?? "") }.joined(separator: ",") + "\r\n").utf8
    }
}

/// Text from logs made safe for a spreadsheet.
package enum CSVText {
    package static func cell(_ text: String) -> String {
        var text = text
        // A dash alone is how logs write that there is nothing.
        if text != "-", let first = text.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) {
            text = "'" + text
        }
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
