// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per client: when it was seen, on which channels, under which names and with which programs.
package struct ActorFold: Sendable {
    package struct Row: Sendable {
        package var events: Int64 = 0
        package var span = TimeSpan()
        /// A bit for each channel, in the order of `Channel.allCases`.
        var channels: UInt8 = 0

        package func wasSeen(on channel: Channel) -> Bool { channels & 1 << channel.index != 0 }
    }

    /// By the ledger's client number.
    package private(set) var rows: [Row] = []
    /// (client, user) and (client, agent), each pair once.
    package private(set) var users = PairTable<Void>()
    package private(set) var agents = PairTable<Void>()

    package init() {}

    mutating func observe(_ event: Event, client: Int, user: Int?, agent: Int?) {
        reserve(client)
        rows[client].events += 1
        if let time = event.time { rows[client].span.include(time) }
        if let channel = event.channel { rows[client].channels |= 1 << channel.index }
        if let user { _ = users.index(client, user, new: ()) }
        if let agent { _ = agents.index(client, agent, new: ()) }
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
            rows[client].channels |= row.channels
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
