// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Reads back what a `StorageWriter` wrote, and nothing that it did not write.
package struct StorageReader {
    private let stored: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { stored = bytes }

    package var isAtEnd: Bool { position == stored.count }

    package mutating func int64() throws(StorageError) -> Int64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < stored.count else { throw StorageError() }
            let byte = stored[position]
            position += 1
            // The tenth byte has one bit left.
            guard shift < 63 || byte <= 1 else { throw StorageError() }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
        }
        throw StorageError()
    }

    /// How many things follow, each of a byte or more.
    package mutating func count() throws(StorageError) -> Int {
        let count = try int64()
        guard (0...Int64(stored.count - position)).contains(count) else { throw StorageError() }
        return Int(count)
    }

    /// A number below `limit`, of something that was read before.
    package mutating func number(below limit: Int) throws(StorageError) -> Int {
        let number = try int64()
        guard (0..<Int64(limit)).contains(number) else { throw StorageError() }
        return Int(number)
    }

    package mutating func bytes() throws(StorageError) -> [UInt8] {
        let count = try count()
        defer { position += count }
        return Array(stored[position..<position + count])
    }

    package mutating func choice<Choice: CaseIterable>() throws(StorageError) -> Choice {
        let all = Array(Choice.allCases)
        return all[try number(below: all.count)]
    }
}
