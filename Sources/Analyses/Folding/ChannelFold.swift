// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per channel: how many events that are no retrievals, and between which instants.
///
/// Which channel a retrieval went by is decided when the ledger is finished, from its row in `RetrievalFold`.
package struct ChannelFold: Sendable {
    package struct Row: Sendable {
        package var events: Int64 = 0
        package var span = TimeSpan()
    }

    /// In the order of `Channel.allCases`.
    private var rows = [Row](repeating: Row(), count: Channel.allCases.count)

    package init() {}

    package subscript(channel: Channel) -> Row { rows[channel.index] }

    mutating func observe(_ event: borrowing Event, of channel: Channel) {
        rows[channel.index].events += 1
        if let time = event.time { rows[channel.index].span.include(time) }
    }

    /// Adds retrievals that are known to have gone by `channel`.
    mutating func add(_ row: RetrievalFold.Row, to channel: Channel) {
        rows[channel.index].events += row.retrievals
        rows[channel.index].span.merge(row.span)
    }

    mutating func merge(_ other: ChannelFold) {
        for index in rows.indices {
            rows[index].events += other.rows[index].events
            rows[index].span.merge(other.rows[index].span)
        }
    }
}

extension ChannelFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        events.store(in: &writer)
        span.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(events: try Int64(from: &reader), span: try TimeSpan(from: &reader))
    }
}

extension ChannelFold: Stored {
    package func store(in writer: inout StorageWriter) { rows.store(in: &writer) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init()
        rows = try [Row](from: &reader)
        guard rows.count == Channel.allCases.count else { throw StorageError() }
    }
}
