// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The open-addressed part of a hash table, whose keys lie in dense arrays elsewhere: slots that hold their indices.
///
/// Linear probing, at most two thirds full. Only the low 32 bits of a hash are used.
struct HashSlots: Sendable {
    private static let empty = UInt32.max

    private var slots: [UInt32] = []
    private var mask = 0

    /// The index of the entry with `hash` that `matches`, or nil.
    @inline(__always)
    func find(_ hash: UInt64, _ matches: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = Int(UInt32(truncatingIfNeeded: hash)) & mask
        while slots[slot] != Self.empty {
            let index = Int(slots[slot])
            if matches(index) { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Adds `index`, which must not be there yet.
    ///
    /// - Parameters:
    ///   - count: How many entries there are, this one among them.
    ///   - hashOf: The hashes of all entries; asked when the table grows.
    mutating func add(_ index: Int, _ hash: UInt64, count: Int, hashOf: (Int) -> UInt64) {
        if count * 3 > slots.count * 2 {
            grow(count: count, hashOf: hashOf)
        } else {
            place(index, hash)
        }
    }

    private mutating func grow(count: Int, hashOf: (Int) -> UInt64) {
        precondition(count < Int(Self.empty), "more than four billion entries in one table")
        let capacity = max(16, slots.count * 2)
        slots = [UInt32](repeating: Self.empty, count: capacity)
        mask = capacity - 1
        for index in 0..<count { place(index, hashOf(index)) }
    }

    private mutating func place(_ index: Int, _ hash: UInt64) {
        var slot = Int(UInt32(truncatingIfNeeded: hash)) & mask
        while slots[slot] != Self.empty { slot = (slot + 1) & mask }
        slots[slot] = UInt32(index)
    }
}
