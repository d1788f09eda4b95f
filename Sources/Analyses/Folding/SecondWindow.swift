// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Puts the seconds of records in order that come nearly so.
///
/// A server writes a line when a request ends and stamps it with when it began, so that lines step back by as long as
/// a transfer may last. The window holds the last 18 hours as a bit for each second; what falls out of it is in order.
struct SecondWindow: Sendable {
    private static let wordCount: Int64 = 1024

    /// A ring: the word of 64 seconds with the number *n* lies at *n* modulo the count. Empty before the first second.
    private var words: [UInt64] = []
    /// Number of the newest word.
    private var newest: Int64 = 0
    /// Number of the oldest word that may hold a bit.
    private var oldest: Int64 = 0

    init() {}

    /// Takes in one second; false if it lies before the window, and nothing was done.
    ///
    /// - Parameter list: Gets the seconds that fall out of the window, in ascending order.
    @inline(__always)
    mutating func include(_ second: Int64, passingTo list: inout SilenceList) -> Bool {
        let number = second >> 6
        if words.isEmpty { begin(at: number) }
        if number > newest {
            advance(to: number, &list)
        } else if number <= newest - Self.wordCount {
            return false
        }
        if number < oldest { oldest = number }
        words[Int(number & (Self.wordCount - 1))] |= 1 << UInt64(second & 63)
        return true
    }

    var byteCount: Int { words.capacity * MemoryLayout<UInt64>.stride }

    /// Empties the window.
    mutating func flush(to list: inout SilenceList) {
        guard !words.isEmpty else { return }
        drop(through: newest, &list)
        words = []
    }

    private mutating func begin(at number: Int64) {
        words = [UInt64](repeating: 0, count: Int(Self.wordCount))
        newest = number
        oldest = number
    }

    private mutating func advance(to number: Int64, _ list: inout SilenceList) {
        drop(through: min(number - Self.wordCount, newest), &list)
        newest = number
        if oldest <= number - Self.wordCount { oldest = number }
    }

    private mutating func drop(through last: Int64, _ list: inout SilenceList) {
        while oldest <= last {
            let place = Int(oldest & (Self.wordCount - 1))
            var word = words[place]
            words[place] = 0
            while word != 0 {
                list.add(oldest << 6 + Int64(word.trailingZeroBitCount))
                word &= word - 1
            }
            oldest += 1
        }
    }
}
