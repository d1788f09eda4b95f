// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Places each row of the ledger at the file that it is about and the route by which that went.
struct RowSorter {
    struct Place {
        let file: Int
        let route: Int
    }

    struct File {
        let path: [UInt8]
        let size: Int64?
        let isInScope: Bool
    }

    struct RouteKey: Hashable {
        let channel: Channel
        let mount: [UInt8]
    }

    /// By the row of the ledger.
    private(set) var places: [Place] = []
    private(set) var files: [File] = []
    /// In the order in which they are reported.
    private(set) var routes: [RouteKey] = []
    /// All events of the ledger, retrievals too, under the channels that they went by.
    private(set) var channels: ChannelFold
    /// The same by the number of the series.
    private(set) var channelsOfSeries: [ChannelSet]

    private var routeNumbers: [RouteKey: Int] = [:]
    /// The route that the last row went to, which the next one mostly shares.
    private var lastRoute: (key: RouteKey, number: Int)?
    /// Files by the number of their logged path, or of their inventory entry.
    private var fileOfPath: [Int32]
    private var fileOfEntry: [Int: Int] = [:]
    private let inventory: Inventory?
    private let identity: FileIdentity?
    private let webDAV: WebDAVPrefixes

    init(_ ledger: borrowing Ledger, _ inventory: Inventory?) {
        self.inventory = inventory
        if let inventory { identity = FileIdentity(inventory, ledger) } else { identity = nil }
        webDAV = WebDAVPrefixes(ledger)
        channels = ledger.channels
        channelsOfSeries = ledger.series.rows.map(\.channels)
        fileOfPath = [Int32](repeating: -1, count: ledger.paths.count)
        places.reserveCapacity(ledger.retrievals.files.count)
        for row in 0..<ledger.retrievals.files.count { place(row, ledger) }
        orderRoutes()
    }

    private mutating func place(_ number: Int, _ ledger: borrowing Ledger) {
        let (path, way) = ledger.retrievals.files.pair(number)
        let name = ledger.paths[path]
        let logged = ledger.retrievals.ways[way]
        let isWebDAV = logged.channel == .http && webDAV.contains(name, series: logged.series)
        let channel = isWebDAV ? .webdav : logged.channel
        channels.add(ledger.retrievals.files.rows[number], to: channel)
        channelsOfSeries[logged.series].insert(channel)
        let match = identity?.match(name, way: way)
        places.append(
            Place(
                file: file(path, match, ledger),
                route: route(RouteKey(channel: channel, mount: mount(channel, name, match)))))
    }

    private mutating func file(_ path: Int, _ match: FileIdentity.Match?, _ ledger: borrowing Ledger) -> Int {
        let number = files.count
        if let match, let entry = inventory?.entries[match.entry] {
            if let known = fileOfEntry[match.entry] { return known }
            fileOfEntry[match.entry] = number
            files.append(File(path: entry.path, size: entry.size, isInScope: true))
        } else {
            if fileOfPath[path] >= 0 { return Int(fileOfPath[path]) }
            fileOfPath[path] = Int32(number)
            files.append(File(path: ledger.paths.array(path), size: nil, isInScope: inventory == nil))
        }
        return number
    }

    private mutating func route(_ key: RouteKey) -> Int {
        if let lastRoute, lastRoute.key == key { return lastRoute.number }
        let number = routeNumbers[key] ?? routes.count
        if number == routes.count {
            routeNumbers[key] = number
            routes.append(key)
        }
        lastRoute = (key, number)
        return number
    }

    /// An rsync module is a mount by its nature; elsewhere it is what the match left over.
    private func mount(_ channel: Channel, _ name: Span<UInt8>, _ match: FileIdentity.Match?) -> [UInt8] {
        if channel == .rsync {
            return name.nextComponentStart(after: 0).map { name.array(0..<$0 - 1) } ?? name.array(0..<name.count)
        }
        return [UInt8(ascii: "/")] + (match?.mount ?? [])
    }

    private mutating func orderRoutes() {
        let order = routes.indices.sorted { left, right in
            routes[left].channel != routes[right].channel
                ? routes[left].channel.index < routes[right].channel.index
                : routes[left].mount.lexicographicallyPrecedes(routes[right].mount)
        }
        var numbers = [Int](repeating: 0, count: order.count)
        for (number, route) in order.enumerated() { numbers[route] = number }
        places = places.map { Place(file: $0.file, route: numbers[$0.route]) }
        routes = order.map { routes[$0] }
    }

    var filesByPath: [Int] {
        files.indices.sorted { left, right in
            let (left, right) = (files[left].path, files[right].path)
            return left.span.precedes(right.span)
        }
    }

    /// The rows of each file one after the other, and among these those of each route; and where each file's end.
    var rowsByFile: (rows: [Int], ends: [Int]) {
        var ends = [Int](repeating: 0, count: files.count)
        for place in places { ends[place.file] += 1 }
        var sum = 0
        for file in ends.indices {
            sum += ends[file]
            ends[file] = sum - ends[file]
        }
        var rows = [Int](repeating: 0, count: places.count)
        for (row, place) in places.enumerated() {
            rows[ends[place.file]] = row
            ends[place.file] += 1
        }
        var start = 0
        for end in ends {
            if end - start > 1 { rows[start..<end].sort { places[$0].route < places[$1].route } }
            start = end
        }
        return (rows, ends)
    }
}

extension RetrievedFile {
    /// - Parameter rows: Those of this file, by route.
    init(_ file: RowSorter.File, _ rows: ArraySlice<Int>, _ sorter: RowSorter, _ fold: RetrievalFold, _ takers: Takers)
    {
        var ways: [Way] = []
        var total = RetrievalFold.Row()
        var start = rows.startIndex
        while start < rows.endIndex {
            let route = sorter.places[rows[start]].route
            var end = start
            var sum = RetrievalFold.Row()
            while end < rows.endIndex, sorter.places[rows[end]].route == route {
                sum.merge(fold.files.rows[rows[end]])
                end += 1
            }
            ways.append(
                Way(
                    route: route, channel: sorter.routes[route].channel, retrievals: sum.retrievals,
                    byteCount: sum.byteCount, isComplete: sum.isComplete(size: file.size),
                    clients: takers.union(rows[start..<end]), span: sum.span))
            total.merge(sum)
            start = end
        }
        path = file.path
        size = file.size
        isInScope = file.isInScope
        isComplete = total.isComplete(size: file.size)
        retrievals = total.retrievals
        byteCount = total.byteCount
        largest = min(total.largest, file.size ?? .max)
        clients = ways.count == 1 ? ways[0].clients : takers.union(rows)
        span = total.span
        isSelection = total.isSelection
        self.ways = ways
    }
}

extension RetrievalFold.Row {
    /// Whether a retrieval of the whole file is stated.
    ///
    /// With the size known, what was moved decides: a transfer that the server calls complete may have been the rest
    /// of a resumed one. Without it, only the server's word is left, and its silence is not a no.
    func isComplete(size: Int64?) -> Bool? {
        if let size {
            if largestWhole >= size || (largest >= size && unstated < retrievals) { return true }
            return unstated > 0 ? nil : false
        }
        if statedComplete > 0 { return true }
        return statedPart == retrievals ? false : nil
    }
}
