// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Turns the ledger's rows, one for each logged path and way, into files, routes, channels and actors.
struct RetrievalFinder {
    private(set) var retrievals: Retrievals
    /// Distinct actors with a retrieval in scope.
    private(set) var clientsInScope = 0

    private var channelTotals: [Channel: Total] = [:]
    /// By rank.
    private var actorTotals: [Total]
    /// Events that the fold counted as http and that belong to WebDAV.
    private var movedToWebDAV: Int64 = 0

    /// Sums of retrievals in scope.
    struct Total {
        var retrievals: Int64 = 0
        var byteCount: Int64 = 0
        var files = 0
        var clients = 0
        var span = TimeSpan()
    }

    init(_ ledger: borrowing Ledger, inventory: Inventory?, ranking: ActorRanking) {
        actorTotals = [Total](repeating: Total(), count: ranking.clients.count)
        retrievals = Retrievals(files: [], routes: [], byteCount: 0)
        var sorter = RowSorter(ledger, inventory)
        for row in 0..<ledger.retrievals.files.count { sorter.place(row, ledger) }
        movedToWebDAV = sorter.movedToWebDAV
        assemble(sorter, ledger, ranking)
    }

    /// - Complexity: O(n log n) in the number of (file, client) pairs.
    private mutating func assemble(_ sorter: RowSorter, _ ledger: borrowing Ledger, _ ranking: ActorRanking) {
        // Who took what: (file, route, rank of client), each once.
        var takers: [Taker] = []
        takers.reserveCapacity(ledger.retrievals.shares.count)
        for index in 0..<ledger.retrievals.shares.count {
            let (row, client) = ledger.retrievals.shares.pair(index)
            let place = sorter.places[row]
            let rank = ranking.ranks[client]
            takers.append(Taker(file: place.file, route: place.route, rank: rank))
            guard sorter.files[place.file].isInScope else { continue }
            actorTotals[rank].retrievals += ledger.retrievals.shares.rows[index].retrievals
            actorTotals[rank].byteCount += ledger.retrievals.shares.rows[index].byteCount
        }
        takers.sort()

        let routeOrder = sorter.routeOrder
        var routeNumber = [Int](repeating: 0, count: routeOrder.count)
        for (number, route) in routeOrder.enumerated() { routeNumber[route] = number }
        var files: [RetrievedFile] = []
        var start = 0
        for (index, file) in sorter.files.enumerated() {
            var end = start
            while end < takers.count, takers[end].file == index { end += 1 }
            files.append(file.finished(takers[start..<end], routeNumber))
            start = end
        }
        files.sort { $0.path.lexicographicallyPrecedes($1.path) }
        sum(files, sorter, routeOrder)
    }

    private mutating func sum(_ files: [RetrievedFile], _ sorter: RowSorter, _ routeOrder: [Int]) {
        var routeTotals = [Total](repeating: Total(), count: routeOrder.count)
        var routeClients = [RankSet](repeating: RankSet(), count: routeOrder.count)
        var channelClients = [RankSet](repeating: RankSet(), count: Channel.allCases.count)
        var allClients = RankSet()
        for file in files where file.isInScope {
            for client in file.clients { actorTotals[client].files += 1 }
            allClients.insert(file.clients)
            for channel in Set(file.ways.map(\.channel)) { channelTotals[channel, default: Total()].files += 1 }
            for way in file.ways {
                routeTotals[way.route].add(way)
                routeTotals[way.route].files += 1
                routeClients[way.route].insert(way.clients)
                channelTotals[way.channel, default: Total()].add(way)
                channelClients[way.channel.index].insert(way.clients)
            }
        }
        clientsInScope = allClients.count
        for channel in Channel.allCases { channelTotals[channel]?.clients = channelClients[channel.index].count }
        let routes = routeOrder.indices.map { number in
            let total = routeTotals[number]
            let key = sorter.routes[routeOrder[number]]
            return Route(
                channel: key.channel, mount: key.mount, files: total.files, retrievals: total.retrievals,
                byteCount: total.byteCount, clients: routeClients[number].count, span: total.span)
        }
        retrievals = Retrievals(
            files: files, routes: routes, byteCount: files.reduce(0) { $0 + $1.byteCount })
    }

    func channels(_ ledger: borrowing Ledger) -> [ChannelUse] {
        var uses: [ChannelUse] = []
        for channel in Channel.allCases where channel != .ssh {
            let row = ledger.channels[channel]
            let total = channelTotals[channel] ?? Total()
            var events = row.events
            var span = row.span
            if channel == .http { events -= movedToWebDAV }
            if channel == .webdav {
                events += movedToWebDAV
                span.merge(total.span)
            }
            guard events > 0 else { continue }
            uses.append(
                ChannelUse(
                    channel: channel, events: events, retrievals: total.retrievals, files: total.files,
                    byteCount: total.byteCount, clients: total.clients, span: span))
        }
        return uses
    }

    func actors(_ ledger: borrowing Ledger, _ ranking: ActorRanking) -> [Actor] {
        var users = [[[UInt8]]](repeating: [], count: ranking.clients.count)
        for index in 0..<ledger.actors.users.count {
            let (client, user) = ledger.actors.users.pair(index)
            users[ranking.ranks[client]].append(ledger.users.array(user))
        }
        var agents = [[[UInt8]]](repeating: [], count: ranking.clients.count)
        for index in 0..<ledger.actors.agents.count {
            let (client, agent) = ledger.actors.agents.pair(index)
            agents[ranking.ranks[client]].append(ledger.agents.array(agent))
        }
        var actors: [Actor] = []
        actors.reserveCapacity(ranking.clients.count)
        for (rank, client) in ranking.clients.enumerated() {
            let row = ledger.actors.rows[client]
            let total = actorTotals[rank]
            actors.append(
                Actor(
                    id: ledger.clients.array(client), channels: row.channels.members,
                    users: users[rank].sorted { $0.lexicographicallyPrecedes($1) },
                    agents: agents[rank].sorted { $0.lexicographicallyPrecedes($1) }, retrievals: total.retrievals,
                    files: total.files, byteCount: total.byteCount, events: row.events, span: row.span))
        }
        return actors
    }
}

extension RetrievalFinder.Total {
    mutating func add(_ way: RetrievedFile.Way) {
        retrievals += way.retrievals
        byteCount += way.byteCount
        span.merge(way.span)
    }
}

/// Some actors, by rank: a bit each.
struct RankSet {
    private var words: [UInt64] = []

    mutating func insert(_ ranks: [Int]) {
        guard let last = ranks.last else { return }
        while words.count <= last / 64 { words.append(0) }
        for rank in ranks { words[rank / 64] |= 1 << UInt64(rank % 64) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}

/// That a client took a file by a route.
struct Taker: Comparable {
    let file: Int
    let route: Int
    let rank: Int

    static func < (left: Taker, right: Taker) -> Bool {
        (left.file, left.route, left.rank) < (right.file, right.route, right.rank)
    }
}
