// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Glibc

/// Byte strings, each kept once and known by a small number.
///
/// Numbers are given in the order of first sight; two tables of the same evidence may number differently, so that
/// nothing printed may depend on them. About 28 bytes a name besides its own.
package struct NameTable: Sendable {
    /// The names one after the other, each at a multiple of eight bytes, behind its number and its length. A name that
    /// is looked up is thus met with one access to memory, which is what looking up costs.
    private var arena: [UInt8] = []
    /// Where each name's entry begins in the arena, in units of eight bytes.
    private var places: [UInt32] = []
    private var slots = HashSlots()
    private let hash = ByteHash()

    private static let headerSize = 8

    package init() {}

    package var count: Int { places.count }

    /// The name with number `id`.
    @_lifetime(borrow self)
    package subscript(id: Int) -> Span<UInt8> {
        arena.span.extracting(range(at: Int(places[id])))
    }

    package func array(_ id: Int) -> [UInt8] { Array(arena[range(at: Int(places[id]))]) }

    /// Whether `id` is the number of `name`.
    package func isName(_ id: Int, _ name: Span<UInt8>) -> Bool { holds(name, at: Int(places[id])) }

    /// The number of `name`, which is added if it is new.
    package mutating func intern(_ name: Span<UInt8>) -> Int {
        let hash = hash(name)
        if let place = find(name, hash) { return number(at: place) }
        let place = arena.count / 8
        let id = places.count
        slots.add(place, hash)
        places.append(UInt32(place))
        for value in [id, name.count] {
            precondition(value <= Int(UInt32.max), "more names, or a longer one, than a table can hold")
            for shift in stride(from: 0, to: 32, by: 8) { arena.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
        arena.append(addingBytesOf: name)
        while arena.count % 8 != 0 { arena.append(0) }
        return id
    }

    package func id(of name: Span<UInt8>) -> Int? { find(name, hash(name)).map(number) }

    private func find(_ name: Span<UInt8>, _ hash: UInt32) -> Int? {
        slots.find(hash) { holds(name, at: $0) }
    }

    // MARK: entries of the arena

    private func number(at place: Int) -> Int { Int(UInt32(truncatingIfNeeded: header(at: place))) }

    private func range(at place: Int) -> Range<Int> {
        let start = place * 8 + Self.headerSize
        return start..<start + Int(header(at: place) >> 32)
    }

    /// The number in the lower half, the length in the upper.
    private func header(at place: Int) -> UInt64 {
        precondition(place * 8 + Self.headerSize <= arena.count)
        return UInt64(littleEndian: arena.span.bytes.unsafeLoadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
    }

    private func holds(_ name: Span<UInt8>, at place: Int) -> Bool {
        let range = range(at: place)
        guard range.count == name.count else { return false }
        return arena.span.extracting(range).compare(name) == 0
    }

    // MARK: order

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
                ? prefixes[left] < prefixes[right] : self[left].precedes(self[right])
        }
    }
}

extension Span<UInt8> {
    /// Whether it comes before `other` in the order of bytes.
    func precedes(_ other: Span<UInt8>) -> Bool {
        let order = extracting(first: Swift.min(count, other.count)).compare(other)
        return order != 0 ? order < 0 : count < other.count
    }

    /// As `memcmp` has it.
    ///
    /// - Precondition: `other` is not shorter.
    fileprivate func compare(_ other: Span<UInt8>) -> Int32 {
        precondition(count <= other.count)
        return withUnsafeBytes { own in
            other.withUnsafeBytes { other in
                own.isEmpty ? 0 : memcmp(own.baseAddress!, other.baseAddress!, own.count)
            }
        }
    }
}

extension NameTable: Stored {
    package func store(in writer: inout StorageWriter) {
        writer.put(Int64(count))
        for id in 0..<count { array(id).store(in: &writer) }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init()
        for id in 0..<(try reader.count()) {
            let name = try reader.bytes()
            guard intern(name.span) == id else { throw StorageError() }
        }
    }
}
