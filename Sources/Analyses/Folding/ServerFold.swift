// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Per log: what a server calls itself at its starts, how often and between which instants.
package struct ServerFold: Sendable {
    package struct Row: Sendable {
        package var starts: Int64 = 0
        package var span = TimeSpan()
    }

    /// (series, name).
    package private(set) var rows = PairTable<Row>()

    package init() {}

    mutating func observe(_ event: borrowing Event, name: Int, series: Int) {
        let row = rows.index(series, name, new: Row())
        rows.rows[row].starts += 1
        if let time = event.time { rows.rows[row].span.include(time) }
    }

    mutating func merge(_ other: ServerFold, _ translation: Ledger.Translation) {
        for index in 0..<other.rows.count {
            let (series, name) = other.rows.pair(index)
            let row = rows.index(translation.series[series], translation.servers[name], new: Row())
            rows.rows[row].starts += other.rows.rows[index].starts
            rows.rows[row].span.merge(other.rows.rows[index].span)
        }
    }
}

extension ServerFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        starts.store(in: &writer)
        span.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(starts: try Int64(from: &reader), span: try TimeSpan(from: &reader))
    }
}

extension ServerFold {
    func store(in writer: inout StorageWriter) { rows.store(in: &writer) }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try PairTable(from: &reader, limits: (names.series.count, names.servers.count))
    }
}
