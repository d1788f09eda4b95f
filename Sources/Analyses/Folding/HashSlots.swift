// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The open-addressed part of a hash table, whose keys lie in dense arrays elsewhere: slots that hold their indices.
///
/// Linear probing, at most two thirds full. A slot holds 32 bits of the key's hash beside the index, so that other keys
/// are passed over, and the table grows, without a look at any key.
struct HashSlots: Sendable {
    /// The hash in the upper half, the index + 1 in the lower; 0 is empty.
    private var slots: [UInt64] = []

    /// The index of the entry with `hash` that `matches`, or nil.
    @inline(__always)
    func find(_ hash: UInt32, _ matches: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var position = Int(hash) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = Int(UInt32(truncatingIfNeeded: slot)) - 1
                if matches(index) { return index }
            }
            position = (position + 1) & mask
        }
    }

    /// Adds the entry `index`, which must not be there yet; all lower indices are there.
    mutating func add(_ index: Int, _ hash: UInt32) {
        precondition(index < Int(UInt32.max), "more than four billion entries in one table")
        if (index + 1) * 3 > slots.count * 2 { grow() }
        place(UInt64(hash) << 32 | UInt64(index + 1))
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(16, old.count * 2))
        for slot in old where slot != 0 { place(slot) }
    }

    private mutating func place(_ slot: UInt64) {
        let mask = slots.count - 1
        var position = Int(slot >> 32) & mask
        while slots[position] != 0 { position = (position + 1) & mask }
        slots[position] = slot
    }
}
