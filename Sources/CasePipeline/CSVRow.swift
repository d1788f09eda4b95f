// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// One row of a CSV file (RFC 4180), read in place and over again for each row.
///
///     calls/a.wav,60145,"quoted, with ""doubled"" quotes and
///     a newline"⏎
///
/// Rows end in LF or CR LF, the last one also without. A quote within an unquoted field is an ordinary character.
struct CSVRow {
    struct Field {
        /// The field without the quotes around it.
        let range: Range<Int>
        /// True if a quote in `range` is written as two.
        let hasDoubledQuotes: Bool

        func value(in bytes: [UInt8]) -> [UInt8] {
            guard hasDoubledQuotes else { return Array(bytes[range]) }
            var value: [UInt8] = []
            var position = range.lowerBound
            while position < range.upperBound {
                value.append(bytes[position])
                position += bytes[position] == quote ? 2 : 1
            }
            return value
        }
    }

    private(set) var fields: [Field] = []
    /// Where the next row starts.
    private(set) var end = 0
    /// How many lines the row spans, from 1.
    private(set) var lineCount = 1
    /// True for an empty line.
    private(set) var isBlank = false

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads the row that starts at `start`; false if a quoted field does not end, or not before a comma or newline.
    ///
    /// After false the row is just the line at `start`, so that one stray quote does not take the rest of the file with it.
    mutating func read(_ bytes: [UInt8], from start: Int) -> Bool {
        fields.removeAll(keepingCapacity: true)
        lineCount = 1
        isBlank = false
        var position = start
        while true {
            let fieldEnd: Int
            if position < bytes.count, bytes[position] == CSVRow.quote {
                guard let closingQuote = readQuoted(bytes, from: position + 1) else { break }
                fieldEnd = closingQuote + 1
            } else {
                fieldEnd = readUnquoted(bytes, from: position)
            }
            if fieldEnd < bytes.count, bytes[fieldEnd] == UInt8(ascii: ",") {
                position = fieldEnd + 1
                continue
            }
            guard let next = CSVRow.afterNewline(bytes, at: fieldEnd) else { break }
            end = next
            isBlank = fieldEnd == start
            return true
        }
        fields.removeAll(keepingCapacity: true)
        lineCount = 1
        end = start
        while end < bytes.count, bytes[end] != CSVRow.lineFeed { end += 1 }
        end = min(end + 1, bytes.count)
        return false
    }

    /// The field up to a comma or newline; gives the position of that.
    private mutating func readUnquoted(_ bytes: [UInt8], from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != CSVRow.lineFeed {
            position += 1
        }
        let isLast = position == bytes.count || bytes[position] == CSVRow.lineFeed
        if isLast, position > start, bytes[position - 1] == CSVRow.carriageReturn { position -= 1 }
        fields.append(Field(range: start..<position, hasDoubledQuotes: false))
        return position
    }

    /// The field up to a quote that stands alone; gives the position of that, or nil if there is none.
    private mutating func readQuoted(_ bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        var hasDoubledQuotes = false
        while position < bytes.count {
            if bytes[position] == CSVRow.quote {
                guard position + 1 < bytes.count, bytes[position + 1] == CSVRow.quote else {
                    fields.append(Field(range: start..<position, hasDoubledQuotes: hasDoubledQuotes))
                    return position
                }
                hasDoubledQuotes = true
                position += 1
            } else if bytes[position] == CSVRow.lineFeed {
                lineCount += 1
            }
            position += 1
        }
        return nil
    }

    /// The position after the end of a row at `position`; nil if there is none.
    private static func afterNewline(_ bytes: [UInt8], at position: Int) -> Int? {
        var position = position
        if position < bytes.count, bytes[position] == carriageReturn { position += 1 }
        if position == bytes.count { return position }
        return bytes[position] == lineFeed ? position + 1 : nil
    }

    /// `range` without the blanks around it, which spreadsheets leave around numbers.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, bytes[first] == UInt8(ascii: " ") { range.removeFirst() }
        while let last = range.last, bytes[last] == UInt8(ascii: " ") { range.removeLast() }
        return range
    }
}
