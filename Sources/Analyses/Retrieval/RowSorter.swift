// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Places each row of the ledger at the file that it is about and the route by which that went.
struct RowSorter {
    struct Place {
        let file: Int
        let route: Int
    }

    struct RouteKey: Hashable {
        let channel: Channel
        let mount: [UInt8]
    }

    /// By the row of the ledger.
    private(set) var places: [Place] = []
    private(set) var files: [FileRows] = []
    private(set) var routes: [RouteKey] = []
    private(set) var movedToWebDAV: Int64 = 0

    private var routeNumbers: [RouteKey: Int] = [:]
    /// Files by the number of their logged path, or of their inventory entry.
    private var fileOfPath: [Int: Int] = [:]
    private var fileOfEntry: [Int: Int] = [:]
    private let inventory: Inventory?
    private let identity: FileIdentity?
    private let webDAV: WebDAVPrefixes

    init(_ ledger: borrowing Ledger, _ inventory: Inventory?) {
        self.inventory = inventory
        if let inventory { identity = FileIdentity(inventory, ledger) } else { identity = nil }
        webDAV = WebDAVPrefixes(ledger)
    }

    mutating func place(_ number: Int, _ ledger: borrowing Ledger) {
        let (path, way) = ledger.retrievals.files.pair(number)
        let row = ledger.retrievals.files.rows[number]
        let name = ledger.paths[path]
        let channel = channel(ledger.retrievals.ways[way], name, row)
        let match = identity?.match(name, way: way)
        let file = file(path, match, ledger)
        let route = route(RouteKey(channel: channel, mount: mount(channel, name, match)))
        files[file].add(row, route: route, channel: channel)
        places.append(Place(file: file, route: route))
    }

    private mutating func channel(
        _ way: RetrievalFold.Way, _ name: Span<UInt8>, _ row: RetrievalFold.Row
    ) -> Channel {
        guard way.channel == .http, webDAV.contains(name, series: way.series) else { return way.channel }
        movedToWebDAV += row.retrievals
        return .webdav
    }

    private mutating func file(_ path: Int, _ match: FileIdentity.Match?, _ ledger: borrowing Ledger) -> Int {
        if let known = match.map({ fileOfEntry[$0.entry] }) ?? fileOfPath[path] { return known }
        let number = files.count
        if let match, let entry = inventory?.entries[match.entry] {
            fileOfEntry[match.entry] = number
            files.append(FileRows(path: entry.path, size: entry.size, isInScope: true))
        } else {
            fileOfPath[path] = number
            files.append(FileRows(path: ledger.paths.array(path), size: nil, isInScope: inventory == nil))
        }
        return number
    }

    private mutating func route(_ key: RouteKey) -> Int {
        if let number = routeNumbers[key] { return number }
        routeNumbers[key] = routes.count
        routes.append(key)
        return routes.count - 1
    }

    /// An rsync module is a mount by its nature; elsewhere it is what the match left over.
    private func mount(_ channel: Channel, _ name: Span<UInt8>, _ match: FileIdentity.Match?) -> [UInt8] {
        if channel == .rsync {
            return name.nextComponentStart(after: 0).map { name.array(0..<$0 - 1) } ?? name.array(0..<name.count)
        }
        return [UInt8(ascii: "/")] + (match?.mount ?? [])
    }

    /// Routes in the order in which they are reported.
    var routeOrder: [Int] {
        routes.indices.sorted { left, right in
            routes[left].channel != routes[right].channel
                ? routes[left].channel.index < routes[right].channel.index
                : routes[left].mount.lexicographicallyPrecedes(routes[right].mount)
        }
    }
}

/// The rows of one file, by route.
struct FileRows {
    let path: [UInt8]
    let size: Int64?
    let isInScope: Bool
    private var rows: [(route: Int, channel: Channel, row: RetrievalFold.Row)] = []

    init(path: [UInt8], size: Int64?, isInScope: Bool) {
        self.path = path
        self.size = size
        self.isInScope = isInScope
    }

    mutating func add(_ row: RetrievalFold.Row, route: Int, channel: Channel) {
        if let index = rows.firstIndex(where: { $0.route == route }) {
            rows[index].row.merge(row)
        } else {
            rows.append((route, channel, row))
        }
    }

    /// - Parameter takers: Those of this file, sorted.
    func finished(_ takers: ArraySlice<Taker>, _ routeNumber: [Int]) -> RetrievedFile {
        var total = RetrievalFold.Row()
        for (_, _, row) in rows { total.merge(row) }
        let ways = rows.map { route, channel, row in
            RetrievedFile.Way(
                route: routeNumber[route], channel: channel, retrievals: row.retrievals, byteCount: row.byteCount,
                isComplete: row.isComplete(size: size),
                clients: takers.lazy.filter { $0.route == route }.map(\.rank).withoutRepetitions, span: row.span)
        }
        return RetrievedFile(
            path: path, size: size, isInScope: isInScope, isComplete: total.isComplete(size: size),
            retrievals: total.retrievals, byteCount: total.byteCount, largest: min(total.largest, size ?? .max),
            clients: takers.map(\.rank).sorted().withoutRepetitions, span: total.span,
            ways: ways.sorted { $0.route < $1.route })
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

extension Sequence<Int> {
    /// - Precondition: the numbers ascend.
    fileprivate var withoutRepetitions: [Int] {
        reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
