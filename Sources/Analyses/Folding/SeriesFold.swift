// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per series: how many events, and between which instants.
package struct SeriesFold: Sendable {
    package struct Row: Sendable {
        package var events: Int64 = 0
        package var span = TimeSpan()
        /// Of events that are no retrievals.
        package var channels: ChannelSet = []
    }

    /// By the ledger's series number.
    package private(set) var rows: [Row] = []

    package init() {}

    mutating func observe(_ event: borrowing Event, series: Int) {
        reserve(series)
        rows[series].events += 1
        if let time = event.time { rows[series].span.include(time) }
    }

    mutating func observe(_ channel: Channel, in series: Int) {
        rows[series].channels.insert(channel)
    }

    /// A series may have records and no event.
    mutating func reserve(_ series: Int) {
        while rows.count <= series { rows.append(Row()) }
    }

    mutating func merge(_ other: SeriesFold, _ translation: Ledger.Translation) {
        for (number, row) in other.rows.enumerated() {
            let number = translation.series[number]
            reserve(number)
            rows[number].events += row.events
            rows[number].span.merge(row.span)
            rows[number].channels.formUnion(row.channels)
        }
    }
}

extension SeriesFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        events.store(in: &writer)
        span.store(in: &writer)
        channels.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            events: try Int64(from: &reader), span: try TimeSpan(from: &reader),
            channels: try ChannelSet(from: &reader))
    }
}

extension SeriesFold {
    func store(in writer: inout StorageWriter) { rows.store(in: &writer) }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try reader.rows(atMost: names.series.count)
    }
}
