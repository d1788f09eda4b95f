// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The lines of a file one after the other: what ends in LF, and the rest after the last LF if there is any.
///
/// Before the first `advance()` there is no current line: its range is empty and its number 0.
struct InventoryLines {
    let bytes: [UInt8]
    /// The number of the current line, from 1.
    private(set) var number = 0
    /// The current line without its LF; a CR before that belongs to the line.
    private(set) var range: Range<Int>
    private var next: Int

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        range = start..<start
        next = start
    }

    /// Goes to the next line; false if there is none, and then stays at the last one.
    mutating func advance() -> Bool {
        guard next < bytes.count else { return false }
        var end = next
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        range = next..<end
        next = end + 1
        number += 1
        return true
    }

    /// True if the current line is empty or a lone CR.
    var isBlank: Bool { range.isEmpty || (range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "\r")) }

    func current(startsWith byte: UInt8) -> Bool { !range.isEmpty && bytes[range.lowerBound] == byte }

    /// True if every LF from the current line on follows a CR, and there is one.
    var useCarriageReturns: Bool {
        var rest = self
        var found = false
        repeat {
            guard rest.range.upperBound < bytes.count else { break }
            guard let last = bytes[rest.range].last, last == UInt8(ascii: "\r") else { return false }
            found = true
        } while rest.advance()
        return found
    }
}
