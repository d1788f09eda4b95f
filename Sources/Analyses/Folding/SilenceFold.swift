// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per series: when there were no records.
package struct SilenceFold: Sendable {
    /// The times of one series, whose artifacts are read one after the other.
    fileprivate struct Row: Sendable {
        /// Of the artifacts that were read to their end, a piece each.
        var finished = SilenceList()
        /// Of the artifact that is being read; stamps that step back beyond the window begin a new piece.
        var current = SilenceList()
        var window = SecondWindow()
        /// Second of the last record read; lines of one second come together, and are one.
        var last: Int64?
        /// Lines since then whose time is not known.
        var unreadable: Int64 = 0
        var hasSteppedBack = false
    }

    /// By the ledger's series number.
    private var rows: [Row] = []
    /// Whether stamps stepped back beyond the window, in what was read and not merged.
    package var hasSteppedBack: Bool { rows.contains(where: \.hasSteppedBack) }

    /// Times are held within ±2^50 s, so that no difference of two overflows.
    private static let reach: Int64 = 1 << 50

    package init() {}

    @inline(__always)
    package mutating func observe(_ time: Instant, series: Int) {
        if series >= rows.count { reserve(series) }
        if rows[series].last == time.seconds, rows[series].unreadable == 0 { return }
        rows[series].observe(min(max(time.seconds, -Self.reach), Self.reach))
    }

    /// A line of which nothing is known but where it stands was written between its neighbours. Several count as written
    /// at even distances: so placed, they make the time between less of a silence, and never open one.
    package mutating func observeUnreadable(series: Int) {
        reserve(series)
        rows[series].unreadable += 1
    }

    /// The next record is of another artifact.
    mutating func endArtifact(series: Int) {
        guard rows.indices.contains(series) else { return }
        rows[series].end()
    }

    /// The silences of a series in order of time.
    package func silences(of series: Int) -> SilenceList {
        guard rows.indices.contains(series) else { return SilenceList() }
        var row = rows[series]
        row.end()
        return row.finished.united
    }

    /// What was read of each series becomes one artifact. When all has been read and merged, what is asked for after this
    /// takes no memory of its own.
    package mutating func unite() {
        for series in rows.indices {
            rows[series].end()
            rows[series].finished = rows[series].finished.united
        }
    }

    /// What is allocated for a series.
    package func byteCount(of series: Int) -> Int {
        guard rows.indices.contains(series) else { return 0 }
        let row = rows[series]
        return row.finished.byteCount + row.current.byteCount + row.window.byteCount + MemoryLayout<Row>.stride
    }

    private mutating func reserve(_ series: Int) {
        while rows.count <= series { rows.append(Row()) }
    }

    /// How many there are of artifacts that were read to their end; nil if short ones were forgotten.
    package var count: Int? {
        let lists = rows.map(\.finished)
        return lists.allSatisfy { $0.leastLength == 1 } ? lists.reduce(0) { $0 + $1.silences.count } : nil
    }

    mutating func merge(_ other: SilenceFold, _ translation: Ledger.Translation) {
        for (number, row) in other.rows.enumerated() {
            var row = row
            row.end()
            let number = translation.series[number]
            reserve(number)
            rows[number].finished.merge(row.finished)
        }
    }
}

extension SilenceFold.Row {
    fileprivate mutating func observe(_ second: Int64) {
        if unreadable > 0 {
            if let last { placeUnreadable(between: last, and: second) }
            unreadable = 0
        }
        last = second
        include(second)
    }

    private mutating func placeUnreadable(between last: Int64, and second: Int64) {
        let count = min(unreadable, second - last - 1, 1 << 12)
        guard count > 0 else { return }
        for number in 1...count { include(last + (second - last) / (count + 1) * number) }
    }

    private mutating func include(_ second: Int64) {
        if window.include(second, passingTo: &current) { return }
        hasSteppedBack = true
        window.flush(to: &current)
        current.close()
        if current.isScattered { current = current.united }
        _ = window.include(second, passingTo: &current)
    }

    fileprivate mutating func end() {
        window.flush(to: &current)
        if !current.isEmpty { finished.merge(current.united) }
        current = SilenceList()
        last = nil
        unreadable = 0
    }
}

extension SilenceFold {
    /// Of artifacts that were read to their end, as all are when a ledger is stored.
    func store(in writer: inout StorageWriter) {
        writer.put(Int64(rows.count))
        for var row in rows {
            row.end()
            row.finished.store(in: &writer)
        }
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        let lists: [SilenceList] = try reader.rows(atMost: names.series.count)
        rows = lists.map { Row(finished: $0) }
    }
}
