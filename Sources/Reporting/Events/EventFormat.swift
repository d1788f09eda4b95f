// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Writes events for one kind of reader.
package protocol EventStreamWriter {
    /// Bytes written and not yet taken.
    var pendingByteCount: Int { get }
    mutating func take() -> [UInt8]
    mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64)
}

/// In which form events are handed out.
package enum EventFormat: String, CaseIterable, Sendable {
    /// Objects of the Elastic Common Schema, one a line.
    case ndjson
    /// A table for spreadsheets.
    case csv
    /// JSONL as Timesketch imports it.
    case timesketch
    /// The body file of The Sleuth Kit, for mactime.
    case bodyfile
    /// The CSV of log2timeline.
    case l2tcsv

    package var writer: any EventStreamWriter {
        switch self {
        case .ndjson: EventWriter()
        case .csv: CSVEventWriter()
        case .timesketch: TimesketchWriter()
        case .bodyfile: BodyfileWriter()
        case .l2tcsv: L2TCSVWriter()
        }
    }
}

extension Event {
    /// In a few words: `http retrieve success 192.0.2.7 /calls/a.wav 1000 bytes`.
    var summary: String {
        var words = [channel?.rawValue ?? "\(dataset)", action.rawValue, outcome.rawValue]
        for field in [source, user, path] where field.isPresent { words.append(printable(field)) }
        if let byteCount { words.append("\(byteCount) bytes") }
        return words.joined(separator: " ")
    }

    /// The text of a field with what a terminal or a spreadsheet would obey escaped; empty for an absent one.
    func printable(_ field: EventField) -> String {
        let text = text(field)
        return TerminalText.escaped(text.withUnsafeBufferPointer { Array($0) })
    }
}
