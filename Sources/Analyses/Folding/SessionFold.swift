// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Per series: how many records of sessions come after those that must come before, and when some do not.
struct SessionFold: Sendable {
    /// The time in which a record must lie that is not there.
    struct Interruption: Sendable, Hashable, Comparable {
        /// Second of the session's last record before.
        let since: Int64
        /// Of the record that shows it.
        let at: Int64

        static func < (left: Self, right: Self) -> Bool { (left.since, left.at) < (right.since, right.at) }
    }

    struct Row: Sendable {
        /// Records that lack none before, by how many bits the seconds since their session's beginning have.
        fileprivate(set) var whole = [Int64](repeating: 0, count: Self.lengthCount)
        /// Those that do.
        fileprivate(set) var interruptedCount: Int64 = 0
        /// Sessions that began in the log, and that went on.
        fileprivate(set) var begunCount: Int64 = 0
        /// Those that went on and did not begin in it.
        fileprivate(set) var beginlessCount: Int64 = 0
        /// Seconds of the first records of these; in order.
        fileprivate(set) var beginless: [Int64] = []
        /// In order.
        fileprivate(set) var interruptions: [Interruption] = []

        fileprivate static let lengthCount = 40
        /// A log may be nothing but ends of sessions; of one kind, so many of the earliest are kept.
        fileprivate static let limit = 10_000
    }

    /// By the ledger's series number.
    private var rows: [Row] = []

    init() {}

    func row(of series: Int) -> Row { rows.indices.contains(series) ? rows[series] : Row() }

    mutating func observe(_ event: borrowing Event, at time: Instant, series: Int) {
        guard let continuity = event.continuity else { return }
        reserve(series)
        switch continuity {
        case .whole(let start, let isFirst):
            if isFirst { rows[series].begunCount += 1 }
            let length = max(0, Self.second(time) - Self.second(start))
            rows[series].whole[min(Int64.bitWidth - length.leadingZeroBitCount, Row.lengthCount - 1)] += 1
        case .withoutBeginning:
            rows[series].beginlessCount += 1
            rows[series].beginless.insert(sorted: Self.second(time), limit: Row.limit)
        case .interrupted(let since):
            rows[series].interruptedCount += 1
            rows[series].interruptions.insert(
                sorted: Interruption(since: Self.second(since), at: Self.second(time)), limit: Row.limit)
        }
    }

    /// Seconds since 1970, such that differences of them do not overflow.
    private static func second(_ time: Instant) -> Int64 { min(max(time.seconds, -reach), reach) }

    fileprivate static let reach: Int64 = 1 << 50

    private mutating func reserve(_ series: Int) {
        while rows.count <= series { rows.append(Row()) }
    }

    mutating func merge(_ other: SessionFold, _ translation: Ledger.Translation) {
        for (number, row) in other.rows.enumerated() {
            let number = translation.series[number]
            reserve(number)
            for index in row.whole.indices { rows[number].whole[index] += row.whole[index] }
            rows[number].interruptedCount += row.interruptedCount
            rows[number].begunCount += row.begunCount
            rows[number].beginlessCount += row.beginlessCount
            for second in row.beginless { rows[number].beginless.insert(sorted: second, limit: Row.limit) }
            for other in row.interruptions { rows[number].interruptions.insert(sorted: other, limit: Row.limit) }
        }
    }
}

extension Array where Element: Comparable {
    /// Puts `value` at its place among ascending ones; of more than `limit`, the last is given up.
    fileprivate mutating func insert(sorted value: Element, limit: Int) {
        var place = count
        while place > 0, self[place - 1] > value { place -= 1 }
        insert(value, at: place)
        if count > limit { removeLast() }
    }
}

extension SessionFold.Interruption: Stored {
    func store(in writer: inout StorageWriter) {
        since.store(in: &writer)
        at.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        self.init(since: try Int64(from: &reader), at: try Int64(from: &reader))
    }
}

extension SessionFold.Row: Stored {
    func store(in writer: inout StorageWriter) {
        whole.store(in: &writer)
        for count in [interruptedCount, begunCount, beginlessCount] { count.store(in: &writer) }
        beginless.store(in: &writer)
        interruptions.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            whole: try [Int64](from: &reader), interruptedCount: try Int64(from: &reader),
            begunCount: try Int64(from: &reader), beginlessCount: try Int64(from: &reader),
            beginless: try [Int64](from: &reader), interruptions: try [SessionFold.Interruption](from: &reader))
        let counts = whole + [interruptedCount, begunCount, beginlessCount]
        // Sums of many rows must not overflow.
        guard whole.count == Self.lengthCount, counts.allSatisfy({ (0...1 << 48).contains($0) }),
            (beginless + interruptions.flatMap { [$0.since, $0.at] }).allSatisfy({
                (-SessionFold.reach...SessionFold.reach).contains($0)
            }), beginless.count <= Self.limit, zip(beginless, beginless.dropFirst()).allSatisfy(<=),
            interruptions.count <= Self.limit, zip(interruptions, interruptions.dropFirst()).allSatisfy(<=)
        else { throw StorageError() }
    }
}

extension SessionFold {
    func store(in writer: inout StorageWriter) { rows.store(in: &writer) }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try reader.rows(atMost: names.series.count)
    }
}
