// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The open-addressed part of a hash table, whose entries lie elsewhere: slots that tell where.
///
/// Linear probing, at most two thirds full. A slot holds 32 bits of the key's hash beside the place of its entry, so
/// that other keys are passed over, and the table grows, without a look at any entry.
struct HashSlots: Sendable {
    /// The hash in the upper half, the place + 1 in the lower; 0 is empty.
    private var slots: [UInt64] = []
    private var count = 0

    /// The place with `hash` where the entry `matches`, or nil.
    @inline(__always)
    func find(_ hash: UInt32, _ matches: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var position = Int(hash) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let place = Int(UInt32(truncatingIfNeeded: slot)) - 1
                if matches(place) { return place }
            }
            position = (position + 1) & mask
        }
    }

    /// Adds the entry at `place`, which must not be there yet.
    mutating func add(_ place: Int, _ hash: UInt32) {
        precondition(place < Int(UInt32.max), "more entries than one table can hold")
        count += 1
        if count * 3 > slots.count * 2 { grow() }
        insert(UInt64(hash) << 32 | UInt64(place + 1))
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(16, old.count * 2))
        for slot in old where slot != 0 { insert(slot) }
    }

    private mutating func insert(_ slot: UInt64) {
        let mask = slots.count - 1
        var position = Int(slot >> 32) & mask
        while slots[position] != 0 { position = (position + 1) & mask }
        slots[position] = slot
    }
}
