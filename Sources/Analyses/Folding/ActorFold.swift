// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per client: when it was seen, on which channels, under which names and with which programs.
package struct ActorFold: Sendable {
    package struct Row: Sendable {
        package var events: Int64 = 0
        package var span = TimeSpan()
        /// Of events that are no retrievals.
        package var channels: ChannelSet = []
        /// The name and the program of its last event, which the next one mostly repeats; -1 before the first.
        fileprivate(set) var lastUser: Int32 = -1
        fileprivate(set) var lastAgent: Int32 = -1
    }

    /// By the ledger's client number.
    package private(set) var rows: [Row] = []
    /// (client, user) and (client, agent), each pair once.
    package private(set) var users = PairTable<Void>()
    package private(set) var agents = PairTable<Void>()

    package init() {}

    mutating func observe(_ event: borrowing Event, client: Int) {
        reserve(client)
        rows[client].events += 1
        if let time = event.time { rows[client].span.include(time) }
    }

    mutating func observe(_ channel: Channel, of client: Int) {
        rows[client].channels.insert(channel)
    }

    mutating func observe(user: Int, of client: Int) {
        _ = users.index(client, user, new: ())
        rows[client].lastUser = Int32(user)
    }

    mutating func observe(agent: Int, of client: Int) {
        _ = agents.index(client, agent, new: ())
        rows[client].lastAgent = Int32(agent)
    }

    private mutating func reserve(_ client: Int) {
        while rows.count <= client { rows.append(Row()) }
    }

    mutating func merge(_ other: ActorFold, _ translation: Ledger.Translation) {
        for (client, row) in other.rows.enumerated() {
            let client = translation.clients[client]
            reserve(client)
            rows[client].events += row.events
            rows[client].span.merge(row.span)
            rows[client].channels.formUnion(row.channels)
        }
        for index in 0..<other.users.count {
            let (client, user) = other.users.pair(index)
            _ = users.index(translation.clients[client], translation.users[user], new: ())
        }
        for index in 0..<other.agents.count {
            let (client, agent) = other.agents.pair(index)
            _ = agents.index(translation.clients[client], translation.agents[agent], new: ())
        }
    }
}

extension ActorFold.Row: Stored {
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

extension ActorFold {
    func store(in writer: inout StorageWriter) {
        rows.store(in: &writer)
        users.store(in: &writer)
        agents.store(in: &writer)
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try reader.rows(atMost: names.clients.count)
        users = try PairTable(from: &reader, limits: (names.clients.count, names.users.count))
        agents = try PairTable(from: &reader, limits: (names.clients.count, names.agents.count))
    }
}
