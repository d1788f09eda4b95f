// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Byte strings, each kept once and known by a small number.
///
/// Numbers are given in the order of first sight; two tables of the same evidence may number differently, so that
/// nothing printed may depend on them. About 20 bytes a name besides its own.
package struct NameTable: Sendable {
    private var arena: [UInt8] = []
    /// Where each name ends in the arena.
    private var ends: [Int] = []
    private var hashes: [UInt32] = []
    private var slots = HashSlots()
    private let hash = ByteHash()

    package init() {}

    package var count: Int { ends.count }

    /// The name with number `id`.
    @_lifetime(borrow self)
    package subscript(id: Int) -> Span<UInt8> {
        arena.span.extracting(range(id))
    }

    package func array(_ id: Int) -> [UInt8] { Array(arena[range(id)]) }

    private func range(_ id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

    /// The number of `name`, which is added if it is new.
    package mutating func intern(_ name: Span<UInt8>) -> Int {
        let hash = hash(name)
        if let id = find(name, hash) { return id }
        arena.append(addingBytesOf: name)
        ends.append(arena.count)
        hashes.append(UInt32(truncatingIfNeeded: hash))
        slots.add(ends.count - 1, hash, count: ends.count) { UInt64(hashes[$0]) }
        return ends.count - 1
    }

    package func id(of name: Span<UInt8>) -> Int? { find(name, hash(name)) }

    private func find(_ name: Span<UInt8>, _ hash: UInt64) -> Int? {
        let short = UInt32(truncatingIfNeeded: hash)
        return slots.find(hash) { id in
            guard hashes[id] == short else { return false }
            let range = range(id)
            guard range.count == name.count else { return false }
            return Self.areEqual(arena.span.extracting(range), name)
        }
    }

    /// - Precondition: the counts are equal.
    private static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let (a, b) = (left.bytes, right.bytes)
        var offset = 0
        while a.byteCount - offset >= 8 {
            guard
                a.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == b.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        while offset < a.byteCount {
            guard left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }
}
