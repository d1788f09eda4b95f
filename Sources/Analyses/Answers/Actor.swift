// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// An address, as the logs show it; not a person.
package struct Actor: Sendable {
    package let id: [UInt8]
    package let channels: [Channel]
    /// Names that it gave, also refused ones, in the order of their bytes.
    package let users: [[UInt8]]
    package let agents: [[UInt8]]
    /// In scope.
    package let retrievals: Int64
    package let files: Int
    package let byteCount: Int64
    /// Of all its events.
    package let events: Int64
    package let span: TimeSpan

    package init(
        id: [UInt8], channels: [Channel], users: [[UInt8]], agents: [[UInt8]], retrievals: Int64, files: Int,
        byteCount: Int64, events: Int64, span: TimeSpan
    ) {
        self.id = id
        self.channels = channels
        self.users = users
        self.agents = agents
        self.retrievals = retrievals
        self.files = files
        self.byteCount = byteCount
        self.events = events
        self.span = span
    }
}

/// The clients of a ledger in the order of their names, so that numbers can stand for names in sorted lists.
struct ActorRanking {
    /// Client numbers by rank.
    let clients: [Int]
    /// Ranks by client number.
    let ranks: [Int]

    init(_ ledger: borrowing Ledger) {
        clients = ledger.clients.sortedIDs
        var ranks = [Int](repeating: 0, count: clients.count)
        for (rank, client) in clients.enumerated() { ranks[client] = rank }
        self.ranks = ranks
    }
}
