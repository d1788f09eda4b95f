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
    private var actorChannels: [ChannelSet]
    private let allEvents: ChannelFold
    /// By the number of the series.
    let channelsOfSeries: [ChannelSet]

    /// Sums of retrievals in scope.
    struct Total {
        var retrievals: Int64 = 0
        var byteCount: Int64 = 0
        var files = 0
        var clients = 0
        var span = TimeSpan()
    }

    init(
        _ ledger: borrowing Ledger, inventory: Inventory?, scope: Scope, configuration: MachineConfiguration,
        ranking: ActorRanking
    ) {
        actorTotals = [Total](repeating: Total(), count: ranking.clients.count)
        retrievals = Retrievals(files: [], routes: [], unnamed: [], byteCount: 0, repeatedCount: 0)
        var sorter = RowSorter(ledger, inventory, scope, configuration)
        let counted = CountedRetrievals(ledger, sorter)
        allEvents = sorter.channels
        channelsOfSeries = sorter.channelsOfSeries
        actorChannels = ranking.clients.map { ledger.actors.rows[$0].channels }
        for entry in ledger.retrievals.transfers.entries {
            guard let client = entry.client else { continue }
            let route = sorter.places[Int(entry.row)].route
            actorChannels[ranking.ranks[client]].insert(sorter.routes[route].channel)
        }
        if counted.repeatedCount > 0 { sorter.leaveOutUncounted(counted) }
        counted.shares.forEach { row, client, retrievals, byteCount in
            let place = sorter.places[row]
            let rank = ranking.ranks[client]
            actorChannels[rank].insert(sorter.routes[place.route].channel)
            guard sorter.files[place.file].isInScope else { return }
            actorTotals[rank].retrievals += retrievals
            actorTotals[rank].byteCount.addBytes(byteCount)
        }
        var files = Self.files(sorter, counted, ranking)
        let unnamed = UnnamedRetrieval.all(in: ledger, takingFrom: &files, inventory)
        sum(files, sorter, unnamed, counted, archives: ledger.retrievals.archiveByteCount)
    }

    /// - Complexity: Linear in the number of (file, client) pairs.
    private static func files(
        _ sorter: RowSorter, _ counted: CountedRetrievals, _ ranking: ActorRanking
    ) -> [RetrievedFile] {
        let takers = Takers(counted.shares, ranking, rowCount: counted.rows.count)
        let (rows, ends) = sorter.rowsByFile
        return sorter.filesByPath.compactMap { file in
            let own = rows[(file == 0 ? 0 : ends[file - 1])..<ends[file]]
            return own.isEmpty ? nil : RetrievedFile(sorter.files[file], own, sorter, counted, takers)
        }
    }

    private mutating func sum(
        _ files: [RetrievedFile], _ sorter: RowSorter, _ unnamed: [UnnamedRetrieval],
        _ counted: CountedRetrievals, archives: Int64
    ) {
        let keys = sorter.routes
        let isUsed = sorter.usedRoutes
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
                id: key.id(among: keys), channel: key.channel, mount: key.mount, target: key.target,
                state: isUsed[number] ? .used : sorter.configured[key] ?? .unknown, files: total.files,
                retrievals: total.retrievals,
                byteCount: total.byteCount, clients: routeClients[number].count, span: total.span)
        }
        retrievals = Retrievals(
            files: files, routes: routes, unnamed: unnamed,
            byteCount: (files.map(\.byteCount) + unnamed.map(\.byteCount) + [archives]).byteTotal,
            repeatedCount: counted.repeatedCount)
    }

    /// Channels with a retrieval, in scope or not.
    var namedChannels: ChannelSet {
        retrievals.routes.reduce(into: ChannelSet()) { if $1.state == .used { $0.insert($1.channel) } }
    }

    var channels: [ChannelUse] {
        Channel.allCases.compactMap { channel in
            let all = allEvents[channel]
            guard all.events > 0, channel != .ssh else { return nil }
            let total = channelTotals[channel] ?? Total()
            return ChannelUse(
                channel: channel, events: all.events, retrievals: total.retrievals, files: total.files,
                byteCount: total.byteCount, clients: total.clients, span: all.span)
        }
    }

    func actors(_ ledger: borrowing Ledger, _ ranking: ActorRanking) -> [Actor] {
        let users = ledger.users.namesByRank(ledger.actors.users, ranking)
        let agents = ledger.agents.namesByRank(ledger.actors.agents, ranking)
        var actors: [Actor] = []
        actors.reserveCapacity(ranking.clients.count)
        for (rank, client) in ranking.clients.enumerated() {
            let row = ledger.actors.rows[client]
            let total = actorTotals[rank]
            actors.append(
                Actor(
                    id: ledger.clients.array(client), channels: actorChannels[rank].members, users: users[rank],
                    agents: agents[rank], retrievals: total.retrievals, files: total.files,
                    byteCount: total.byteCount, events: row.events, span: row.span))
        }
        return actors
    }
}

extension NameTable {
    /// The names in pairs of client and name, for each client in the order of their bytes.
    fileprivate func namesByRank(_ pairs: PairTable<Void>, _ ranking: ActorRanking) -> [[[UInt8]]] {
        let order = sortedIDs
        let names = order.map { array($0) }
        var places = [Int](repeating: 0, count: count)
        for (place, id) in order.enumerated() { places[id] = place }
        // Most clients have one name, which they share with many others, and so its list.
        let lists = names.map { [$0] }
        var only = [Int](repeating: -1, count: ranking.clients.count)
        var several: [Int: [Int]] = [:]
        for index in 0..<pairs.count {
            let (client, name) = pairs.pair(index)
            let rank = ranking.ranks[client]
            if only[rank] < 0 {
                only[rank] = places[name]
            } else {
                several[rank, default: [only[rank]]].append(places[name])
            }
        }
        return only.enumerated().map { rank, place in
            several[rank].map { $0.sorted().map { names[$0] } } ?? (place < 0 ? [] : lists[place])
        }
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
