// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Retrievals of files that the log does not name, per channel and address as logged: a share by its token, a folder in an
/// archive.
package struct UnnamedFold: Sendable {
    package struct Row: Sendable {
        package var retrievals: Int64 = 0
        /// A lower bound where records state no bytes.
        package var byteCount: Int64 = 0
        package var span = TimeSpan()
    }

    /// (index of the channel, number of the address among the ledger's paths).
    package private(set) var rows = PairTable<Row>()
    /// (index of the row, client).
    package private(set) var clients = PairTable<Void>()

    package init() {}

    mutating func observe(_ event: borrowing Event, address: Int, client: Int?) {
        let row = rows.index((event.channel ?? .http).index, address, new: Row())
        rows.rows[row].retrievals += 1
        rows.rows[row].byteCount.addBytes(event.byteCount ?? 0)
        if let time = event.time { rows.rows[row].span.include(time) }
        if let client { _ = clients.index(row, client, new: ()) }
    }

    mutating func merge(_ other: UnnamedFold, _ translation: Ledger.Translation) {
        var numbers: [Int] = []
        for index in 0..<other.rows.count {
            let (channel, address) = other.rows.pair(index)
            let row = rows.index(channel, translation.paths[address], new: Row())
            rows.rows[row].retrievals += other.rows.rows[index].retrievals
            rows.rows[row].byteCount.addBytes(other.rows.rows[index].byteCount)
            rows.rows[row].span.merge(other.rows.rows[index].span)
            numbers.append(row)
        }
        for index in 0..<other.clients.count {
            let (row, client) = other.clients.pair(index)
            _ = clients.index(numbers[row], translation.clients[client], new: ())
        }
    }
}

extension UnnamedFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        retrievals.store(in: &writer)
        byteCount.store(in: &writer)
        span.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            retrievals: try Int64(from: &reader), byteCount: try Int64(from: &reader),
            span: try TimeSpan(from: &reader))
    }
}

extension UnnamedFold {
    func store(in writer: inout StorageWriter) {
        rows.store(in: &writer)
        clients.store(in: &writer)
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try PairTable(from: &reader, limits: (Channel.allCases.count, names.paths.count))
        clients = try PairTable(from: &reader, limits: (rows.count, names.clients.count))
    }
}
