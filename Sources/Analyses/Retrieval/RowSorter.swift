// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Places each row of the ledger at the file that it is about and the route by which that went.
struct RowSorter {
    struct Place {
        let file: Int
        let route: Int
        /// Whether the logged name is the file's only as far as the server left it, and no other file fits it.
        var isInexact = false
    }

    struct File {
        let path: [UInt8]
        let size: Int64?
        let isInInventory: Bool
        var isInScope: Bool
        /// Number of its path on the disk in `diskPaths`; -1 where no configuration tells it.
        var diskPath: Int
    }

    struct RouteKey: Hashable {
        let channel: Channel
        let mount: [UInt8]
        /// The folder on the disk; nil where no configuration tells it.
        var target: [UInt8]?
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
    /// Routes that configurations of the evidence open, whether or not a log tells of their use.
    private(set) var configured: [RouteKey: Route.State] = [:]
    /// By the row, whether anything of it is left that no other log tells of too.
    private var isCounted: [Bool] = []
    private var routeNumbers: [RouteKey: Int] = [:]
    /// The route that the last row went to, which the next one mostly shares.
    private var lastRoute: (key: RouteKey, number: Int)?
    /// Files by the number of their logged path, or of their inventory entry.
    private var fileOfPath: [Int32]
    private var fileOfEntry: [Int: Int] = [:]
    private(set) var diskPaths = NameTable()
    private var fileOfDiskPath: [Int: Int] = [:]
    private let inventory: Inventory?
    private let scope: Scope
    private let identity: FileIdentity?
    private let mounts: MountTable
    private let webDAV: WebDAVPrefixes

    init(
        _ ledger: borrowing Ledger, _ inventory: Inventory?, _ scope: Scope, _ configuration: MachineConfiguration
    ) {
        self.inventory = inventory
        self.scope = scope
        mounts = MountTable(
            configuration, series: (0..<ledger.seriesNames.count).map { ledger.seriesNames.array($0) })
        if !mounts.isEmpty {
            for row in 0..<ledger.retrievals.files.count {
                let (path, way) = ledger.retrievals.files.pair(row)
                let logged = ledger.retrievals.ways[way]
                let place = mounts.place(of: ledger.paths[path], series: logged.series, channel: logged.channel)
                if let path = place?.diskPath { _ = diskPaths.intern(path.span) }
            }
        }
        if let inventory { identity = FileIdentity(inventory, ledger, diskPaths: diskPaths) } else { identity = nil }
        webDAV = WebDAVPrefixes(ledger)
        channels = ledger.channels
        channelsOfSeries = ledger.series.rows.map(\.channels)
        fileOfPath = [Int32](repeating: -1, count: ledger.paths.count)
        places.reserveCapacity(ledger.retrievals.files.count)
        for row in 0..<ledger.retrievals.files.count { place(row, ledger) }
        isCounted = [Bool](repeating: true, count: places.count)
        configured = ConfiguredRoutes.states(configuration, used: routes)
        for key in configured.keys.sorted() { _ = route(key) }
        orderRoutes()
    }

    private mutating func place(_ number: Int, _ ledger: borrowing Ledger) {
        let (path, way) = ledger.retrievals.files.pair(number)
        let name = ledger.paths[path]
        let logged = ledger.retrievals.ways[way]
        let place = mounts.isEmpty ? nil : mounts.place(of: name, series: logged.series, channel: logged.channel)
        let isWebDAV =
            logged.channel == .http && (place?.isDAV == true || webDAV.contains(name, series: logged.series))
        let channel = isWebDAV ? .webdav : logged.channel
        channels.add(ledger.retrievals.files.rows[number], to: channel)
        channelsOfSeries[logged.series].insert(channel)
        let diskPath = place?.diskPath.flatMap { diskPaths.id(of: $0.span) }
        let match = diskPath.flatMap { identity?.match(diskPaths[$0], way: FileIdentity.disk) }
        let loggedMatch = match ?? identity?.match(name, way: way)
        let inexact = loggedMatch == nil && logged.channel == .ftp ? identity?.inexactMatch(name) : nil
        let file = file(path, entry: loggedMatch?.entry ?? inexact, diskPath: diskPath, ledger)
        // The address that one log has may be what the scope names, and that of another not.
        if inventory == nil, !files[file].isInScope {
            files[file].isInScope = scope.includes(files[file].path) || scope.includes(ledger.paths.array(path))
        }
        let key = RouteKey(
            channel: channel, mount: place?.address ?? mount(channel, name, loggedMatch), target: place?.target)
        places.append(Place(file: file, route: route(key), isInexact: inexact != nil))
    }

    private mutating func file(
        _ path: Int, entry: Int?, diskPath: Int?, _ ledger: borrowing Ledger
    ) -> Int {
        let number = files.count
        if let entry, let known = inventory?.entries[entry] {
            if let file = fileOfEntry[entry] {
                if let diskPath { prefer(diskPath, for: file) }
                return file
            }
            fileOfEntry[entry] = number
            files.append(
                File(
                    path: known.path, size: known.size, isInInventory: true, isInScope: true,
                    diskPath: diskPath ?? -1))
        } else if let diskPath = diskPath ?? diskPaths.id(of: ledger.paths[path]) {
            if let file = fileOfDiskPath[diskPath] { return file }
            fileOfDiskPath[diskPath] = number
            files.append(
                File(
                    path: diskPaths.array(diskPath), size: nil, isInInventory: false, isInScope: false,
                    diskPath: diskPath))
        } else {
            if fileOfPath[path] >= 0 { return Int(fileOfPath[path]) }
            fileOfPath[path] = Int32(number)
            files.append(
                File(
                    path: ledger.paths.array(path), size: nil, isInInventory: false, isInScope: false,
                    diskPath: -1))
        }
        return number
    }

    /// Of several places on the disk that are one file of the inventory, the first in the order of their bytes.
    private mutating func prefer(_ diskPath: Int, for file: Int) {
        let known = files[file].diskPath
        if known < 0 || diskPaths[diskPath].precedes(diskPaths[known]) { files[file].diskPath = diskPath }
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

    /// Leaves out the rows all of whose retrievals are counted in others, and the routes and files that only they had.
    mutating func leaveOutUncounted(_ counted: CountedRetrievals) {
        isCounted = counted.rows.map { $0.retrievals > 0 }
        let isUsed = usedRoutes
        var numbers: [Int] = []
        var kept: [RouteKey] = []
        for (number, route) in routes.enumerated() {
            numbers.append(kept.count)
            if isUsed[number] || configured[route] != nil { kept.append(route) }
        }
        places = places.map { Place(file: $0.file, route: numbers[$0.route], isInexact: $0.isInexact) }
        routes = kept
    }

    /// By the number of the route, whether a log tells of its use.
    var usedRoutes: [Bool] {
        var isUsed = [Bool](repeating: false, count: routes.count)
        for (row, place) in places.enumerated() where isCounted[row] { isUsed[place.route] = true }
        return isUsed
    }

    /// Routes by which the file can be fetched, by number; nil where its place on the disk is not known.
    func routes(to file: File) -> [Int]? {
        guard file.diskPath >= 0 else { return nil }
        let path = diskPaths.array(file.diskPath)
        return routes.indices.filter { routes[$0].target.map(path.isBelow) ?? false }
    }

    private mutating func orderRoutes() {
        let order = routes.indices.sorted { routes[$0] < routes[$1] }
        var numbers = [Int](repeating: 0, count: order.count)
        for (number, route) in order.enumerated() { numbers[route] = number }
        places = places.map { Place(file: $0.file, route: numbers[$0.route], isInexact: $0.isInexact) }
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
        for (row, place) in places.enumerated() where isCounted[row] { ends[place.file] += 1 }
        var sum = 0
        for file in ends.indices {
            sum += ends[file]
            ends[file] = sum - ends[file]
        }
        var rows = [Int](repeating: 0, count: sum)
        for (row, place) in places.enumerated() where isCounted[row] {
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

extension RowSorter.RouteKey: Comparable {
    func id(among keys: [Self]) -> [UInt8] {
        let id = Array("\(channel.rawValue):".utf8) + mount
        guard let target, keys.contains(where: { $0.channel == channel && $0.mount == mount && $0 != self }) else {
            return id
        }
        return id + " (".utf8 + target + ")".utf8
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.channel != right.channel { return left.channel.index < right.channel.index }
        if left.mount != right.mount { return left.mount.lexicographicallyPrecedes(right.mount) }
        guard let target = left.target, let other = right.target else { return right.target != nil }
        return target.lexicographicallyPrecedes(other)
    }
}

extension RetrievedFile {
    /// - Parameter rows: Those of this file, by route.
    init(
        _ file: RowSorter.File, _ rows: ArraySlice<Int>, _ sorter: RowSorter, _ counted: CountedRetrievals,
        _ takers: Takers
    ) {
        var ways: [Way] = []
        var total = RetrievalFold.Row()
        var start = rows.startIndex
        while start < rows.endIndex {
            let route = sorter.places[rows[start]].route
            var end = start
            var isInexact = false
            var sum = RetrievalFold.Row()
            while end < rows.endIndex, sorter.places[rows[end]].route == route {
                sum.merge(counted.rows[rows[end]])
                isInexact = isInexact || sorter.places[rows[end]].isInexact
                end += 1
            }
            ways.append(
                Way(
                    route: route, channel: sorter.routes[route].channel, retrievals: sum.retrievals,
                    byteCount: sum.byteCount, isComplete: sum.isComplete(size: file.size),
                    clients: takers.union(rows[start..<end]), span: sum.span, isNameInexact: isInexact))
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
        openRoutes = sorter.routes(to: file)?.filter { route in !ways.contains { $0.route == route } }
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
            if largestWhole >= size || (largestSure >= size && unstated < retrievals) { return true }
            // A part with its headers can be as long as the file without being it.
            return unstated > 0 || largest >= size ? nil : false
        }
        if statedComplete > 0 { return true }
        return statedPart == retrievals ? false : nil
    }
}
