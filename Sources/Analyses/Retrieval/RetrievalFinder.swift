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
    private var movedSpan = TimeSpan()

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
        let sorter = RowSorter(ledger, inventory)
        movedToWebDAV = sorter.movedToWebDAV
        movedSpan = sorter.movedSpan
        for share in ledger.retrievals.shares.shares {
            guard sorter.files[sorter.places[Int(share.row)].file].isInScope else { continue }
            let rank = ranking.ranks[Int(share.client)]
            actorTotals[rank].retrievals += share.retrievals
            actorTotals[rank].byteCount.addBytes(share.byteCount)
        }
        sum(Self.files(sorter, ledger, ranking), sorter.routes)
    }

    /// - Complexity: Linear in the number of (file, client) pairs.
    private static func files(
        _ sorter: RowSorter, _ ledger: borrowing Ledger, _ ranking: ActorRanking
    ) -> [RetrievedFile] {
        let fold = ledger.retrievals
        let takers = Takers(fold.shares, ranking, rowCount: fold.files.count)
        let (rows, ends) = sorter.rowsByFile
        return sorter.filesByPath.map { file in
            RetrievedFile(
                sorter.files[file], rows[(file == 0 ? 0 : ends[file - 1])..<ends[file]], sorter, fold, takers)
        }
    }

    private mutating func sum(_ files: [RetrievedFile], _ keys: [RowSorter.RouteKey]) {
        var routeTotals = [Total](repeating: Total(), count: keys.count)
        var routeClients = [RankSet](repeating: RankSet(), count: keys.count)
        var channelClients = [RankSet](repeating: RankSet(), count: Channel.allCases.count)
        for file in files where file.isInScope {
            for client in file.clients { actorTotals[Int(client)].files += 1 }
            for channel in Set(file.ways.map(\.channel)) { channelTotals[channel, default: Total()].files += 1 }
            for way in file.ways {
                routeTotals[way.route].add(way)
                routeTotals[way.route].files += 1
                routeClients[way.route].insert(way.clients)
                channelTotals[way.channel, default: Total()].add(way)
            }
        }
        var allClients = RankSet()
        for (number, key) in keys.enumerated() {
            channelClients[key.channel.index].formUnion(routeClients[number])
            allClients.formUnion(routeClients[number])
        }
        clientsInScope = allClients.count
        for channel in Channel.allCases { channelTotals[channel]?.clients = channelClients[channel.index].count }
        let routes = keys.enumerated().map { number, key in
            let total = routeTotals[number]
            return Route(
                channel: key.channel, mount: key.mount, files: total.files, retrievals: total.retrievals,
                byteCount: total.byteCount, clients: routeClients[number].count, span: total.span)
        }
        retrievals = Retrievals(
            files: files, routes: routes, byteCount: files.lazy.map(\.byteCount).byteTotal)
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
                span.merge(movedSpan)
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
        byteCount.addBytes(way.byteCount)
        span.merge(way.span)
    }
}

/// Some actors, by rank: a bit each.
struct RankSet {
    private var words: [UInt64] = []

    /// - Precondition: `ranks` ascend.
    mutating func insert(_ ranks: [Int32]) {
        guard let last = ranks.last else { return }
        reserve(Int(last) / 64 + 1)
        for rank in ranks { words[Int(rank) / 64] |= 1 << UInt64(rank % 64) }
    }

    mutating func formUnion(_ other: RankSet) {
        reserve(other.words.count)
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    private mutating func reserve(_ count: Int) {
        if words.count < count { words += [UInt64](repeating: 0, count: count - words.count) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
