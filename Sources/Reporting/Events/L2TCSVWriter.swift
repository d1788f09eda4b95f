// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Events in the CSV of log2timeline, whose readers know no quotes: a comma within a cell is a blank.
///
///     02/15/2019,12:00:01,UTC,.A..,LOG,apache.access,File Downloaded,-,-,...
///
/// <https://forensics.wiki/l2t_csv/>
package struct L2TCSVWriter: EventStreamWriter {
    static let columns = [
        "date", "time", "timezone", "MACB", "source", "sourcetype", "type", "user", "host", "short", "desc", "version",
        "filename", "inode", "notes", "format", "extra",
    ]

    private var bytes: [UInt8]

    package init() {
        bytes = Array((Self.columns.joined(separator: ",") + "\n").utf8)
    }

    package var pendingByteCount: Int { bytes.count }

    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    package mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64) {
        let (date, time) = Self.stamp(event.time)
        var extra = ["line: \(line)", "offset: \(offset)", "time_basis: \(event.timeBasis.rawValue)"]
        if let status = event.status { extra.append("status: \(status)") }
        if let byteCount = event.byteCount { extra.append("bytes: \(byteCount)") }
        if event.userAgent.isPresent { extra.append("user_agent: \(event.printable(event.userAgent))") }
        let cells = [
            date, time, "UTC", event.action == .retrieve ? ".A.." : "....", "LOG", "\(event.dataset)",
            TimesketchWriter.meaning(of: event), event.user.isPresent ? event.printable(event.user) : "-", "-",
            event.path.isPresent ? event.printable(event.path) : event.action.rawValue, event.summary, "2",
            TerminalText.escaped(artifact), "-", "-", "logtrace", extra.joined(separator: "; "),
        ]
        bytes += (cells.map(Self.cell).joined(separator: ",") + "\n").utf8
    }

    private static func stamp(_ time: Instant?) -> (date: String, time: String) {
        guard let text = time?.iso8601, text.utf8.count >= 19 else { return ("00/00/0000", "--:--:--") }
        let digits = Array(text.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        return ("\(part(5..<7))/\(part(8..<10))/\(part(0..<4))", part(11..<19))
    }

    private static func cell(_ text: String) -> String {
        CSVText.cell(String(text.map { $0 == "," || $0 == "\"" ? " " : $0 }))
    }
}
