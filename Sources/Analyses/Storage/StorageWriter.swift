// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Writes values one after the other, as `StorageReader` reads them.
///
/// A whole number takes as few bytes as it needs: seven bits a byte, the lowest first, the eighth bit telling that more
/// follow (LEB128); a sign becomes the lowest bit. Bytes stand behind their count.
package struct StorageWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func put(bytes text: [UInt8]) {
        put(Int64(text.count))
        bytes += text
    }

    /// By its place among all.
    package mutating func putChoice<Choice: CaseIterable & Equatable>(_ choice: Choice) {
        put(Int64(Array(Choice.allCases).firstIndex(of: choice)!))
    }
}
