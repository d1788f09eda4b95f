// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Byte strings, each kept once and known by a small number.
///
/// Numbers are given in the order of first sight; two tables of the same evidence may number differently, so that
/// nothing printed may depend on them. About 24 bytes a name besides its own.
package struct NameTable: Sendable {
    private var arena: [UInt8] = []
    /// Where each name ends in the arena.
    private var ends: [Int] = []
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

    /// Whether `id` is the number of `name`.
    package func isName(_ id: Int, _ name: Span<UInt8>) -> Bool {
        let range = range(id)
        return range.count == name.count && Self.areEqual(arena.span.extracting(range), name)
    }

    /// The numbers of all names in the order of the names' bytes.
    ///
    /// - Complexity: O(n log n); the first eight bytes are compared as one number.
    package var sortedIDs: [Int] {
        let prefixes = (0..<count).map { id in
            let name = self[id]
            return (0..<8).reduce(UInt64(0)) { $0 << 8 | ($1 < name.count ? UInt64(name[$1]) : 0) }
        }
        return (0..<count).sorted { left, right in
            prefixes[left] != prefixes[right]
                ? prefixes[left] < prefixes[right] : Self.precedes(self[left], self[right])
        }
    }

    private static func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index]
        }
        return left.count < right.count
    }

    private func range(_ id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

    /// The number of `name`, which is added if it is new.
    package mutating func intern(_ name: Span<UInt8>) -> Int {
        let hash = hash(name)
        if let id = find(name, hash) { return id }
        arena.append(addingBytesOf: name)
        ends.append(arena.count)
        slots.add(ends.count - 1, hash)
        return ends.count - 1
    }

    package func id(of name: Span<UInt8>) -> Int? { find(name, hash(name)) }

    private func find(_ name: Span<UInt8>, _ hash: UInt32) -> Int? {
        slots.find(hash) { isName($0, name) }
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
