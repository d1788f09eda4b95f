// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The hours of one series: of each, lines, retrievals, their bytes, and about how many clients.
///
/// Hours come in blocks of four, so that finding them costs little beside what is kept of each; logs that are read one
/// after the other and merged share what they have.
package struct SeriesHours: Sendable {
    package struct Row: Sendable {
        package var lines: UInt32 = 0
        package var retrievals: UInt32 = 0
        package var byteCount: Int64 = 0

        mutating func add(_ other: Row) {
            lines = UInt32(min(UInt64(lines) + UInt64(other.lines), UInt64(UInt32.max)))
            retrievals = UInt32(min(UInt64(retrievals) + UInt64(other.retrievals), UInt64(UInt32.max)))
            byteCount.addBytes(other.byteCount)
        }
    }

    /// The block of each place: hours since the first that a number of 32 bits with a sign holds, by four.
    private var blocks: [UInt32] = []
    private var places: [UInt32: UInt32] = [:]
    /// Of all blocks one after the other; hours without records have no lines.
    private var rows: [Row] = []
    /// How many rows have lines.
    private(set) var count = 0
    /// Of all rows one after the other.
    private var bitmaps: [UInt64] = []
    /// Words of one bitmap; a power of two.
    private(set) var width: Int

    private static let blockSize = 4

    init(width: Int) {
        self.width = width
    }

    /// The place of the row of an hour since 1970, which is empty if there was none.
    ///
    /// - Precondition: 32 bits hold the hour.
    mutating func place(of hour: Int64) -> Int {
        let (block, rest) = UInt32(hour - Int64(Int32.min)).quotientAndRemainder(dividingBy: UInt32(Self.blockSize))
        let place = places[block].map(Int.init) ?? add(block)
        return place * Self.blockSize + Int(rest)
    }

    private mutating func add(_ block: UInt32) -> Int {
        let place = blocks.count
        places[block] = UInt32(place)
        blocks.append(block)
        rows.appendTightly(Row(), count: Self.blockSize)
        bitmaps.appendTightly(0, count: Self.blockSize * width)
        return place
    }

    @inline(__always)
    mutating func add(_ row: Row, at place: Int) {
        if rows[place].lines == 0 { count += 1 }
        rows[place].add(row)
    }

    /// - Parameter mark: A hash of the client's name.
    @inline(__always)
    mutating func addClient(_ mark: UInt32, at place: Int) {
        let bit = Int(mark) & (width * 64 - 1)
        bitmaps[place * width + bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Lays the halves of each bitmap over each other until they are no wider than `least`.
    mutating func narrow(to least: Int) {
        while width > least {
            let half = width / 2
            bitmaps = (0..<rows.count * half).map { index in
                let start = index / half * width + index % half
                return bitmaps[start] | bitmaps[start + half]
            }
            width = half
        }
    }

    /// - Precondition: The bitmaps of both are of one width.
    mutating func merge(_ other: SeriesHours) {
        guard !blocks.isEmpty else { return self = other }
        for index in other.rows.indices where other.rows[index].lines > 0 {
            let place = place(of: other.hour(index))
            add(other.rows[index], at: place)
            for word in 0..<width { bitmaps[place * width + word] |= other.bitmaps[index * width + word] }
        }
    }

    private func hour(_ place: Int) -> Int64 {
        Int64(blocks[place / Self.blockSize]) * Int64(Self.blockSize) + Int64(place % Self.blockSize) + Int64(Int32.min)
    }

    /// Number of each hour since 1970 with lines, its row, and about how many clients it had; in no order.
    var hours: [(hour: Int64, row: Row, clients: Double)] {
        rows.indices.lazy.filter { rows[$0].lines > 0 }.map { (hour($0), rows[$0], clientCount($0)) }
    }

    /// By linear counting (Whang, Vander-Zanden, Taylor 1990).
    private func clientCount(_ place: Int) -> Double {
        let size = Double(width * 64)
        let set = bitmaps[place * width..<(place + 1) * width].reduce(0) { $0 + $1.nonzeroBitCount }
        // With no bit left, as many as leave one in the middle of cases.
        return set == 0 ? 0 : -size * log(max(size - Double(set), 0.5) / size)
    }

    /// Of all that grows with the log, as allocated.
    package var byteCount: Int {
        blocks.capacity * MemoryLayout<UInt32>.stride + rows.capacity * MemoryLayout<Row>.stride
            + bitmaps.capacity * MemoryLayout<UInt64>.stride
            + places.capacity * 2 * MemoryLayout<UInt32>.stride
    }
}

extension Array {
    /// Grows by an eighth where there is no room: doubling would leave up to half of it empty, in each of many logs.
    fileprivate mutating func appendTightly(_ element: Element, count number: Int) {
        if count + number > capacity { reserveCapacity(count + Swift.max(count / 8, number)) }
        append(contentsOf: repeatElement(element, count: number))
    }
}

extension SeriesHours.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        lines.store(in: &writer)
        retrievals.store(in: &writer)
        byteCount.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            lines: try UInt32(from: &reader), retrievals: try UInt32(from: &reader),
            byteCount: try Int64(from: &reader))
    }
}

extension SeriesHours: Stored {
    package func store(in writer: inout StorageWriter) {
        width.store(in: &writer)
        blocks.store(in: &writer)
        rows.store(in: &writer)
        bitmaps.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(width: try Int(from: &reader))
        guard HourFold.widths.contains(width), width.nonzeroBitCount == 1 else { throw StorageError() }
        blocks = try [UInt32](from: &reader)
        for (place, block) in blocks.enumerated() {
            guard block <= UInt32.max / UInt32(Self.blockSize),
                places.updateValue(UInt32(place), forKey: block) == nil
            else { throw StorageError() }
        }
        rows = try [Row](from: &reader)
        bitmaps = try [UInt64](from: &reader)
        guard rows.count == blocks.count * Self.blockSize, bitmaps.count == rows.count * width
        else { throw StorageError() }
        count = rows.count { $0.lines > 0 }
    }
}
