// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What has been folded so far of a case's evidence.
///
/// Ledgers of any parts of the evidence merge, in any order, to the same result: everything here is a sum, a minimum
/// or maximum, or a set. Numbers of names differ between ledgers and are translated when they merge.
package struct Ledger: Sendable {
    package var artifacts: [Artifact] = []
    package var clients = NameTable()
    package var users = NameTable()
    package var agents = NameTable()
    package var paths = NameTable()
    package var seriesNames = NameTable()
    package var serverNames = NameTable()
    package var retrievals: RetrievalFold
    package var unnamed = UnnamedFold()
    package var actors = ActorFold()
    package var channels = ChannelFold()
    package var series = SeriesFold()
    package var servers = ServerFold()
    package var silences = SilenceFold()
    package var hours = HourFold()
    var services = ServiceFold()
    var sessions = SessionFold()

    private var lastClient: Int?
    /// A hash of its name.
    private var lastMark: UInt32 = 0
    private static let markHash = ByteHash(seed: 0x6c6f_6774_7261_6365)

    /// - Parameter sharedChannels: Those that several logs of the case may tell of. Their retrievals are kept one by one, at
    ///   32 bytes each, so that one transfer in two logs is counted once.
    package init(sharedChannels: ChannelSet = .all) {
        retrievals = RetrievalFold(sharedChannels: sharedChannels)
    }

    /// The number of the series called `id`, to be handed back with each of its events.
    package mutating func seriesNumber(_ id: String) -> Int {
        let number = seriesNames.intern(Array(id.utf8).span)
        series.reserve(number)
        return number
    }

    package mutating func observe(_ event: borrowing Event, series number: Int) {
        // Names first, and then what is kept of them: a look-up waits for memory, and the next need not wait for it.
        let client = event.source.isPresent ? self.client(event.text(event.source).withoutIPv4Mapping) : nil
        var path: Int?
        if case .retrieve = event.action {
            if case .nothing = event.naming {
                observeUnnamed(event, client)
            } else {
                path = paths.intern(event.text(event.path))
            }
        }

        series.observe(event, series: number)
        if let time = event.time {
            silences.observe(time, series: number)
            services.observe(event, at: time, series: number)
            sessions.observe(event, at: time, series: number)
            hours.observe(event, at: time, series: number, mark: client.map { _ in lastMark })
        }
        if let client { observe(event, of: client) }
        if event.serverVersion.isPresent {
            servers.observe(event, name: serverNames.intern(event.text(event.serverVersion)), series: number)
        }
        if let path {
            retrievals.observe(event, path: path, series: number, client: client)
        } else if let channel = event.channel {
            channels.observe(event, of: channel)
            series.observe(channel, in: number)
            if let client { actors.observe(channel, of: client) }
            if case .webdav = channel, Self.isAnswered(event), event.path.isPresent {
                retrievals.observeWebDAV(prefix: paths.intern(Self.firstComponent(of: event)), series: number)
            }
        }
    }

    /// Visits come in runs of lines: the last client is mostly the next one too, and its name need not be hashed.
    private mutating func client(_ name: Span<UInt8>) -> Int {
        if let lastClient, clients.isName(lastClient, name) { return lastClient }
        let client = clients.intern(name)
        lastClient = client
        lastMark = Self.markHash(name)
        return client
    }

    /// A record that states no event, but when it was written; such show that the log was kept.
    package mutating func observe(recordAt time: Instant, series number: Int) {
        series.reserve(number)
        silences.observe(time, series: number)
    }

    /// A record that cannot be read: it is there, and opens no gap.
    package mutating func observeUnreadable(series number: Int) {
        silences.observeUnreadable(series: number)
    }

    /// The next record is of another artifact.
    package mutating func endArtifact(series number: Int) {
        silences.endArtifact(series: number)
    }

    /// What was merged of parts of one artifact becomes what a reading of the whole gives.
    package mutating func joinArtifact() { silences.unite() }

    private mutating func observe(_ event: borrowing Event, of client: Int) {
        actors.observe(event, client: client)
        let row = actors.rows[client]
        if event.user.isPresent {
            let user = event.text(event.user)
            if row.lastUser < 0 || !users.isName(Int(row.lastUser), user) {
                actors.observe(user: users.intern(user), of: client)
            }
        }
        if event.userAgent.isPresent {
            let agent = event.text(event.userAgent)
            if row.lastAgent < 0 || !agents.isName(Int(row.lastAgent), agent) {
                actors.observe(agent: agents.intern(agent), of: client)
            }
        }
    }

    /// The address as logged is all that tells what such a retrieval was.
    private mutating func observeUnnamed(_ event: borrowing Event, _ client: Int?) {
        let address = paths.intern(event.text(event.url.isPresent ? event.url : event.path))
        unnamed.observe(event, address: address, client: client)
    }

    /// A server that sends the client elsewhere has neither refused the method nor shown that it knows it.
    private static func isAnswered(_ event: borrowing Event) -> Bool {
        guard case .success = event.outcome else { return false }
        return event.status.map { (200..<300).contains($0) } ?? true
    }

    /// `/a` of `/a/b/c`, `/a/` and `/a`: the part of the address space that answers WebDAV methods.
    @_lifetime(borrow event)
    private static func firstComponent(of event: borrowing Event) -> Span<UInt8> {
        let path = event.text(event.path)
        var end = 1
        while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
        return path.extracting(0..<min(end, path.count))
    }

    package mutating func merge(_ other: Ledger) {
        artifacts += other.artifacts
        let translation = Translation(
            clients: clients.adopt(other.clients), users: users.adopt(other.users), agents: agents.adopt(other.agents),
            paths: paths.adopt(other.paths), series: seriesNames.adopt(other.seriesNames),
            servers: serverNames.adopt(other.serverNames))
        retrievals.merge(other.retrievals, translation)
        unnamed.merge(other.unnamed, translation)
        actors.merge(other.actors, translation)
        channels.merge(other.channels)
        series.merge(other.series, translation)
        servers.merge(other.servers, translation)
        silences.merge(other.silences, translation)
        hours.merge(other.hours, translation)
        services.merge(other.services, translation)
        sessions.merge(other.sessions, translation)
    }

    /// The numbers that the names of another ledger have in this one.
    struct Translation {
        let clients, users, agents, paths, series, servers: [Int]
    }
}

extension Span<UInt8> {
    /// `192.0.2.7` of `::ffff:192.0.2.7` (RFC 4291, section 2.5.5.2): servers that listen for both protocols write it so,
    /// and others on the same machine do not.
    fileprivate var withoutIPv4Mapping: Span<UInt8> {
        @_lifetime(copy self)
        get {
            let prefix: StaticString = "::ffff:"
            let length = prefix.utf8CodeUnitCount
            guard count > length, self[0] == UInt8(ascii: ":") else { return self }
            for index in 0..<length where self[index] | 0x20 != prefix.utf8Start[index] | 0x20 { return self }
            for index in length..<count {
                // What follows may be the end of an address of its own, as in ::ffff:0:1.
                guard self[index] == UInt8(ascii: ".") || self[index] &- UInt8(ascii: "0") < 10 else { return self }
            }
            return extracting(length..<count)
        }
    }
}

extension NameTable {
    /// Adds all names of `other` and gives their numbers here.
    mutating func adopt(_ other: NameTable) -> [Int] {
        (0..<other.count).map { intern(other[$0]) }
    }
}
