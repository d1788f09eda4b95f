// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The answers again, the slow and obvious way: events are kept, grouped in dictionaries and counted at the end.
struct SlowAnswers {
    /// Which file of the inventory an event is about and under which mount, as a test knows it; nil where there is
    /// no inventory.
    typealias Truth = (PlainEvent) -> (entry: Inventory.Entry, mount: [UInt8])?

    struct Retrieval {
        var event: PlainEvent
        let file: [UInt8]
        let size: Int64?
        let isKnown: Bool
        let isInScope: Bool
        let channel: Channel
        let mount: [UInt8]
    }

    private let events: [PlainEvent]
    private var retrievals: [Retrieval] = []
    private var repeatedCount = 0

    init(_ events: [PlainEvent], truth: Truth? = nil) {
        self.events = events
        for event in events where event.action == .retrieve {
            let known = truth?(event)
            let channel = channel(event) ?? .http
            retrievals.append(
                Retrieval(
                    event: event, file: known?.entry.path ?? event.path, size: known?.entry.size,
                    isKnown: known != nil, isInScope: truth == nil || known != nil, channel: channel,
                    mount: channel == .rsync
                        ? module(event.path) : Array("/".utf8) + (known?.mount ?? [])))
        }
        let records = retrievals.count
        retrievals = SlowMatching.merged(retrievals)
        repeatedCount = records - retrievals.count
    }

    var plain: PlainAnswers {
        let inScope = retrievals.filter(\.isInScope)
        let files = Dictionary(grouping: retrievals, by: \.file).values.map(file).sorted { precedes($0.path, $1.path) }
        let proven = files.filter(\.isInScope)
        return PlainAnswers(
            files: files, routes: routes, channels: channels, actors: actors, series: series,
            byteCount: retrievals.reduce(0) { $0 + ($1.event.byteCount ?? 0) }, repeatedCount: Int64(repeatedCount),
            proven: PlainAnswers.Sum(
                retrievals: Int64(inScope.count), byteCount: proven.reduce(0) { $0 + $1.largest },
                files: proven.count, clients: clients(inScope).count),
            completeFiles: proven.count { $0.isComplete == true }, provenTimes: times(inScope.map(\.event)))
    }

    // MARK: what was fetched

    private func file(_ retrievals: [Retrieval]) -> PlainAnswers.File {
        let largest = retrievals.compactMap(\.event.byteCount).max() ?? 0
        let ways = byRoute(retrievals).map { members in
            PlainAnswers.Way(
                channel: members[0].channel, mount: members[0].mount, isComplete: isComplete(members),
                retrievals: Int64(members.count), byteCount: sum(members).byteCount, clients: clients(members),
                times: times(members.map(\.event)))
        }
        return PlainAnswers.File(
            path: retrievals[0].file, size: retrievals[0].size, isInScope: retrievals[0].isInScope,
            isComplete: isComplete(retrievals), retrievals: Int64(retrievals.count),
            byteCount: sum(retrievals).byteCount, largest: min(largest, retrievals[0].size ?? .max),
            clients: clients(retrievals), times: times(retrievals.map(\.event)), ways: ways)
    }

    /// True if one retrieval is known to have moved the whole file, false if none can have, else nil.
    private func isComplete(_ retrievals: [Retrieval]) -> Bool? {
        let answers = retrievals.map { retrieval -> Bool? in
            let isPart = retrieval.event.transfer == .partial || retrieval.event.transfer == .aborted
            guard let size = retrieval.size else {
                return retrieval.event.transfer == .complete ? true : isPart ? false : nil
            }
            // A file without bytes is whole with none.
            guard let moved = retrieval.event.byteCount else { return size == 0 && !isPart ? true : nil }
            return moved >= size
        }
        return answers.contains(true) ? true : answers.contains(nil) ? nil : false
    }

    private var routes: [PlainAnswers.Route] {
        byRoute(retrievals).map { members in
            let inScope = members.filter(\.isInScope)
            return PlainAnswers.Route(
                channel: members[0].channel, mount: members[0].mount, sum: sum(inScope),
                times: times(inScope.map(\.event)))
        }
    }

    /// In the order of the channels and mounts.
    private func byRoute(_ retrievals: [Retrieval]) -> [[Retrieval]] {
        Channel.allCases.flatMap { channel in
            Dictionary(grouping: retrievals.filter { $0.channel == channel }, by: \.mount)
                .sorted { precedes($0.key, $1.key) }.map(\.value)
        }
    }

    private func sum(_ retrievals: [Retrieval]) -> PlainAnswers.Sum {
        PlainAnswers.Sum(
            retrievals: Int64(retrievals.count), byteCount: retrievals.reduce(0) { $0 + ($1.event.byteCount ?? 0) },
            files: Set(retrievals.map(\.file)).count, clients: clients(retrievals).count)
    }

    private func clients(_ retrievals: [Retrieval]) -> [[UInt8]] {
        sorted(retrievals.compactMap(\.event.source))
    }

    // MARK: who, where and when

    private var channels: [PlainAnswers.Use] {
        Channel.allCases.filter { $0 != .ssh }.compactMap { channel in
            let members = events.filter { self.channel($0) == channel }
            guard !members.isEmpty else { return nil }
            return PlainAnswers.Use(
                channel: channel, events: Int64(members.count),
                sum: sum(retrievals.filter { $0.isInScope && $0.channel == channel }))
        }
    }

    private var actors: [PlainAnswers.Actor] {
        sorted(events.compactMap(\.source)).map { id in
            let members = events.filter { $0.source == id }
            let taken = retrievals.filter { $0.isInScope && $0.event.source == id }
            let channels = Set(members.compactMap(channel))
            return PlainAnswers.Actor(
                id: id, channels: Channel.allCases.filter(channels.contains), users: sorted(members.compactMap(\.user)),
                agents: sorted(members.compactMap(\.agent)),
                events: Int64(members.count), times: times(members), retrievals: Int64(taken.count),
                byteCount: sum(taken).byteCount, files: sum(taken).files)
        }
    }

    private var series: [PlainAnswers.Series] {
        Dictionary(grouping: events, by: \.series).map { id, members in
            let channels = Set(members.compactMap(channel))
            return PlainAnswers.Series(
                id: id, channels: Channel.allCases.filter(channels.contains), events: Int64(members.count),
                times: times(members))
        }.sorted { precedes(Array($0.id.utf8), Array($1.id.utf8)) }
    }

    /// A retrieval over HTTP is WebDAV if its log has a WebDAV method answered in the same part of the address space.
    private func channel(_ event: PlainEvent) -> Channel? {
        guard event.action == .retrieve, event.channel == .http else { return event.channel }
        let prefixes = events.filter {
            $0.series == event.series && $0.action != .retrieve && $0.channel == .webdav && $0.outcome == .success
        }.filter(\.isPathPresent).map { part($0.path) }
        let isWebDAV = prefixes.contains(Array("/".utf8)) || prefixes.contains(part(event.path))
        return isWebDAV ? .webdav : .http
    }

    /// `/a` of `/a/b` and of `/a`.
    private func part(_ path: [UInt8]) -> [UInt8] {
        path.prefix(1) + path.dropFirst().prefix { $0 != UInt8(ascii: "/") }
    }

    private func module(_ path: [UInt8]) -> [UInt8] {
        guard let slash = path.firstIndex(of: UInt8(ascii: "/")), slash + 1 < path.count else { return path }
        return Array(path[..<slash])
    }

    /// An instant with more digits of the same moment counts as later.
    private func times(_ events: [PlainEvent]) -> PlainAnswers.Times {
        let keys = events.compactMap(\.time).map { [$0.seconds, Int64($0.nanoseconds), Int64($0.fractionDigits)] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        let instants = keys.map {
            Instant(seconds: $0[0], nanoseconds: UInt32($0[1]), fractionDigits: UInt8($0[2]))
        }
        return PlainAnswers.Times(first: instants.first, last: instants.last)
    }

    private func sorted(_ names: [[UInt8]]) -> [[UInt8]] { Set(names).sorted(by: precedes) }

    private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
}
