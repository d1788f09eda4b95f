// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

extension Ledger: Stored {
    package func store(in writer: inout StorageWriter) {
        artifacts.store(in: &writer)
        for names in [clients, users, agents, paths, seriesNames, serverNames] { names.store(in: &writer) }
        retrievals.store(in: &writer)
        unnamed.store(in: &writer)
        actors.store(in: &writer)
        channels.store(in: &writer)
        series.store(in: &writer)
        servers.store(in: &writer)
        silences.store(in: &writer)
        hours.store(in: &writer)
        services.store(in: &writer)
        sessions.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        let artifacts = try [Artifact](from: &reader)
        let names = Names(
            clients: try NameTable(from: &reader), users: try NameTable(from: &reader),
            agents: try NameTable(from: &reader), paths: try NameTable(from: &reader),
            series: try NameTable(from: &reader), servers: try NameTable(from: &reader))
        let retrievals = try RetrievalFold(from: &reader, names)
        self.init(sharedChannels: retrievals.sharedChannels)
        self.artifacts = artifacts
        clients = names.clients
        users = names.users
        agents = names.agents
        paths = names.paths
        seriesNames = names.series
        serverNames = names.servers
        self.retrievals = retrievals
        unnamed = try UnnamedFold(from: &reader, names)
        actors = try ActorFold(from: &reader, names)
        channels = try ChannelFold(from: &reader)
        series = try SeriesFold(from: &reader, names)
        servers = try ServerFold(from: &reader, names)
        silences = try SilenceFold(from: &reader, names)
        hours = try HourFold(from: &reader, names)
        services = try ServiceFold(from: &reader, names)
        sessions = try SessionFold(from: &reader, names)
    }

    /// What the numbers in folds are numbers of: none is believed that has no name.
    struct Names {
        let clients, users, agents, paths, series, servers: NameTable
    }
}

extension PairTable {
    func store(in writer: inout StorageWriter, _ storeRow: (Row, inout StorageWriter) -> Void) {
        writer.put(Int64(count))
        for index in 0..<count {
            let (left, right) = pair(index)
            left.store(in: &writer)
            right.store(in: &writer)
            storeRow(rows[index], &writer)
        }
    }

    /// - Parameter limits: What the left and the right number of each pair are below.
    init(
        from reader: inout StorageReader, limits: (left: Int, right: Int),
        _ row: (inout StorageReader) throws(StorageError) -> Row
    ) throws(StorageError) {
        self.init()
        for place in 0..<(try reader.count()) {
            let left = try reader.number(below: limits.left)
            let right = try reader.number(below: limits.right)
            let new = try row(&reader)
            guard index(left, right, new: new) == place else { throw StorageError() }
        }
    }
}

extension PairTable where Row: Stored {
    func store(in writer: inout StorageWriter) { store(in: &writer) { $0.store(in: &$1) } }

    init(from reader: inout StorageReader, limits: (left: Int, right: Int)) throws(StorageError) {
        try self.init(from: &reader, limits: limits) { reader throws(StorageError) in try Row(from: &reader) }
    }
}

extension PairTable where Row == Void {
    func store(in writer: inout StorageWriter) { store(in: &writer) { _, _ in } }

    init(from reader: inout StorageReader, limits: (left: Int, right: Int)) throws(StorageError) {
        try self.init(from: &reader, limits: limits) { _ throws(StorageError) in }
    }
}

extension StorageReader {
    /// Rows that stand for the first numbers of something of which there are `limit`.
    mutating func rows<Row: Stored>(atMost limit: Int) throws(StorageError) -> [Row] {
        let rows = try [Row](from: &self)
        guard rows.count <= limit else { throw StorageError() }
        return rows
    }
}
