// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads the rows of a CSV whose header is the current line.
///
/// A row must have as many fields as the header: a comma in a path that is not quoted would otherwise cut the path.
/// Blank lines are ignored, and so are columns other than those of `CSVInventoryHeader`.
func readCSVInventory(
    _ start: InventoryLines, header: CSVInventoryHeader, into intake: inout InventoryIntake
) -> InventoryReading {
    let bytes = start.bytes
    var row = CSVRow()
    var line = start.number
    var position = start.range.lowerBound
    var isHeader = true
    while position < bytes.count {
        let isWhole = row.read(bytes, from: position)
        if !isHeader, !row.isBlank, !(isWhole && header.add(row, of: bytes, to: &intake)) { intake.reject(line: line) }
        isHeader = false
        line += row.lineCount
        position = row.end
    }
    return intake.reading(of: Inventory(entries: intake.entries), form: .csv)
}

/// Which column of a CSV inventory holds what, by the names in its first row.
///
///     path,size,mtime,path_pct
///     "calls/comma,colon.wav",152060,2018-08-24T14:05:00Z,calls/comma%2Ccolon.wav
///
/// `path` is required. `size` is in bytes, `mtime` ISO 8601 with its offset from UTC or seconds since 1970 UTC, `seconds`
/// the duration of audio as a decimal. `path_pct` is the path percent-encoded (RFC 3986, section 2.1; `+` is a plus): a CSV
/// is text, and a path need not be; where it is not empty it is the path. Names may be in any order and in capitals.
struct CSVInventoryHeader {
    private let columnCount: Int
    private let path: Int
    private var encodedPath: Int?
    private var size: Int?
    private var modified: Int?
    private var seconds: Int?

    /// Nil if the row at `start` does not name a column `path`. Of two columns with one name the first counts.
    init?(_ bytes: [UInt8], from start: Int) {
        var row = CSVRow()
        guard row.read(bytes, from: start) else { return nil }
        func column(_ name: String) -> Int? {
            row.fields.firstIndex { field in
                // Every capital of a name is its small letter without this bit.
                CSVRow.trimmed(bytes, field.range).lazy.map { bytes[$0] | 0x20 }
                    .elementsEqual(name.utf8.lazy.map { $0 | 0x20 })
            }
        }
        guard let path = column("path") else { return nil }
        self.path = path
        columnCount = row.fields.count
        encodedPath = column("path_pct")
        size = column("size")
        modified = column("mtime")
        seconds = column("seconds")
    }

    /// Adds what `row` says; false if not all of it could be read.
    func add(_ row: CSVRow, of bytes: [UInt8], to intake: inout InventoryIntake) -> Bool {
        guard row.fields.count == columnCount, var name = path(row, of: bytes), !name.isEmpty else { return false }
        if name.count >= 2, name[0] == UInt8(ascii: "."), name[1] == UInt8(ascii: "/") { name.removeFirst(2) }
        guard !name.isEmpty else { return false }

        var isWhole = true
        func value<Value>(_ column: Int?, _ read: ([UInt8], Range<Int>) -> Value?) -> Value? {
            guard let column else { return nil }
            let range = CSVRow.trimmed(bytes, row.fields[column].range)
            if range.isEmpty { return nil }
            let value = read(bytes, range)
            if value == nil { isWhole = false }
            return value
        }
        // An unreadable number does not make the file disappear: its path is still in the inventory.
        intake.add(
            name, size: value(size, InventoryNumber.count), modified: value(modified, InventoryNumber.moment),
            seconds: value(seconds, InventoryNumber.decimal))
        return isWhole
    }

    private func path(_ row: CSVRow, of bytes: [UInt8]) -> [UInt8]? {
        if let encodedPath, !row.fields[encodedPath].range.isEmpty {
            return CSVInventoryHeader.percentDecoded(row.fields[encodedPath].value(in: bytes))
        }
        return row.fields[path].value(in: bytes)
    }

    /// Nil if a `%` is not followed by two hexadecimal digits.
    private static func percentDecoded(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var position = text.startIndex
        while position < text.endIndex {
            if text[position] == UInt8(ascii: "%") {
                guard position + 2 < text.endIndex, let high = hexadecimal(text[position + 1]),
                    let low = hexadecimal(text[position + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                position += 3
            } else {
                decoded.append(text[position])
                position += 1
            }
        }
        return decoded
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
