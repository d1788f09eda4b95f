// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Rows known by a pair of numbers.
package struct PairTable<Row: Sendable>: Sendable {
    package private(set) var keys: [UInt64] = []
    package var rows: [Row] = []
    private var slots = HashSlots()
    private let hash = ByteHash()

    package init() {}

    package var count: Int { keys.count }

    /// The index of the row of (`left`, `right`), which is `new` if there was none.
    package mutating func index(_ left: Int, _ right: Int, new: @autoclosure () -> Row) -> Int {
        let key = UInt64(left) << 32 | UInt64(right)
        let hash = hash(key)
        if let index = slots.find(hash, { keys[$0] == key }) { return index }
        keys.append(key)
        rows.append(new())
        slots.add(keys.count - 1, hash)
        return keys.count - 1
    }

    /// The two numbers of the row at `index`.
    package func pair(_ index: Int) -> (left: Int, right: Int) {
        (Int(keys[index] >> 32), Int(keys[index] & 0xffff_ffff))
    }
}
