// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A time between two records without any other.
package struct Silence: Sendable, Hashable {
    /// Seconds since 1970 of the record before.
    package let start: Int64
    /// Seconds to the record after.
    package let length: Int64

    package init(start: Int64, length: Int64) {
        self.start = start
        self.length = length
    }

    package var end: Int64 { start + length }
}

/// The longest silences of a log, of each of its artifacts apart until they are united.
///
/// Of more silences than the bound, the shorter are forgotten: those of at most `leastLength` seconds. That grows in
/// fixed steps, and never beyond what all artifacts together need, so that the result does not depend on the order in
/// which they are added.
package struct SilenceList: Sendable {
    /// 1 MB.
    package static let limit = 1 << 16

    fileprivate struct Piece: Sendable {
        let first: Int64
        let last: Int64
        /// Of its silences; they begin where those of the piece before end.
        var end: Int
    }

    private var pieces: [Piece] = []
    package private(set) var silences: [Silence] = []
    /// All silences longer than this are there.
    package private(set) var leastLength: Int64 = 1
    private var isOpen = false

    package init() {}

    var isEmpty: Bool { pieces.isEmpty }
    /// Whether it has so many pieces that they should be united.
    var isScattered: Bool { pieces.count > 1 << 8 }

    /// Adds the record at `second` to the open piece, or opens one with it.
    ///
    /// - Precondition: `second` is not before the last one of the piece.
    package mutating func add(_ second: Int64) {
        guard isOpen else {
            isOpen = true
            pieces.append(Piece(first: second, last: second, end: silences.count))
            return
        }
        let piece = pieces[pieces.count - 1]
        let length = second - piece.last
        if length > leastLength {
            makeRoom(for: 1)
            silences.append(Silence(start: piece.last, length: length))
        }
        pieces[pieces.count - 1] = Piece(first: piece.first, last: second, end: silences.count)
        if silences.count > Self.limit { forgetShort() }
    }

    /// What is added next is no part of the last piece.
    package mutating func close() { isOpen = false }

    /// No more than there may be: doubling would take twice that, in each of many logs.
    private mutating func makeRoom(for number: Int) {
        let needed = silences.count + number
        guard needed > silences.capacity else { return }
        silences.reserveCapacity(max(needed, min(2 * silences.count, Self.limit + 1), 16))
    }

    package mutating func merge(_ other: SilenceList) {
        let other = other.keeping(longerThan: leastLength)
        if isEmpty {
            self = other
            close()
        } else {
            let offset = silences.count
            makeRoom(for: other.silences.count)
            silences += other.silences
            pieces += other.pieces.map { Piece(first: $0.first, last: $0.last, end: $0.end + offset) }
            if other.leastLength > leastLength { self = keeping(longerThan: other.leastLength) }
        }
        if silences.count > Self.limit { forgetShort() }
    }

    private mutating func forgetShort() {
        var least = leastLength
        repeat {
            least += max(1, least / 3)
        } while silences.count(where: { $0.length > least }) > Self.limit
        self = keeping(longerThan: least)
    }

    private func keeping(longerThan least: Int64) -> SilenceList {
        guard least > leastLength else { return self }
        var list = SilenceList()
        list.leastLength = least
        list.isOpen = isOpen
        list.silences.reserveCapacity(silences.count { $0.length > least })
        var start = 0
        for piece in pieces {
            for silence in silences[start..<piece.end] where silence.length > least { list.silences.append(silence) }
            list.pieces.append(Piece(first: piece.first, last: piece.last, end: list.silences.count))
            start = piece.end
        }
        return list
    }

    /// All pieces as one: the silences of all records together, in order of time.
    ///
    /// What is silence to all pieces is silence; where one has records less than `leastLength` apart, there is none.
    ///
    /// - Complexity: O(*n* log *n*).
    package var united: SilenceList {
        guard pieces.count > 1 else { return self }
        var busy: [(from: Int64, to: Int64)] = []
        busy.reserveCapacity(silences.count + pieces.count)
        var start = 0
        for piece in pieces {
            var from = piece.first
            for silence in silences[start..<piece.end] {
                busy.append((from, silence.start))
                from = silence.end
            }
            busy.append((from, piece.last))
            start = piece.end
        }
        busy.sort { $0 < $1 }
        var list = SilenceList()
        list.leastLength = leastLength
        list.add(busy[0].from)
        for stretch in busy {
            if stretch.from > list.last { list.add(stretch.from) }
            if stretch.to > list.last { list.stretch(to: stretch.to) }
        }
        list.close()
        return list
    }

    private var last: Int64 { pieces[pieces.count - 1].last }

    /// Records follow each other closely until `second`.
    private mutating func stretch(to second: Int64) {
        let piece = pieces[pieces.count - 1]
        pieces[pieces.count - 1] = Piece(first: piece.first, last: second, end: piece.end)
    }

    /// What is allocated.
    package var byteCount: Int {
        silences.capacity * MemoryLayout<Silence>.stride + pieces.capacity * MemoryLayout<Piece>.stride
    }

    /// First and last second of all pieces; nil without any.
    package var span: ClosedRange<Int64>? {
        guard let first = pieces.lazy.map(\.first).min(), let last = pieces.lazy.map(\.last).max() else { return nil }
        return first...last
    }
}

extension Silence: Stored {
    package func store(in writer: inout StorageWriter) {
        start.store(in: &writer)
        length.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(start: try Int64(from: &reader), length: try Int64(from: &reader))
    }
}

extension SilenceList.Piece: Stored {
    func store(in writer: inout StorageWriter) {
        first.store(in: &writer)
        last.store(in: &writer)
        end.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        self.init(first: try Int64(from: &reader), last: try Int64(from: &reader), end: try Int(from: &reader))
    }
}

extension SilenceList: Stored {
    package func store(in writer: inout StorageWriter) {
        pieces.store(in: &writer)
        silences.store(in: &writer)
        leastLength.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init()
        pieces = try [Piece](from: &reader)
        silences = try [Silence](from: &reader)
        leastLength = try Int64(from: &reader)
        let ends = [0] + pieces.map(\.end)
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), ends.last == silences.count, leastLength > 0
        else { throw StorageError() }
    }
}
