// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import TestSupport

/// Random events of a case whose logs share clients and paths: few different values, so that all of them meet.
struct RandomEvents {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Logs, each with the channels that it tells of.
    private static let logs: [(series: String, channels: [Channel])] = [
        ("access", [.http, .webdav]), ("ssl_access", [.http, .webdav]), ("xferlog", [.ftp, .sftp, .scp]),
        ("proftpd", [.ftp]),
        ("rsyncd", [.rsync]), ("auth", [.ssh, .sftp, .rsyncSSH]), ("éteint", [.http]),
    ]
    /// Also a name that is not UTF-8, an empty one, and two that share their first eight bytes.
    private static let clients: [[UInt8]] =
        ["192.0.2.1", "192.0.2.10", "192.0.2.100", "198.51.100.7", "2001:db8::1", "host.example", ""].map {
            Array($0.utf8)
        } + [[0xff, 0xfe], [0xff, 0xfe, 0x00]]
    private static let users = ["anna", "backup", "", "anna\0"].map { Array($0.utf8) } + [[0xe5, 0x73, 0x61]]
    private static let agents = ["curl/7.58.0", "Wget/1.19", "-"].map { Array($0.utf8) } + [[0x80]]
    private static let paths: [[UInt8]] =
        [
            "/", "/a", "/calls/", "/calls/1.wav", "/calls/2.wav", "/calls/2017/1.wav", "/calls/2018/1.wav",
            "/dav/1.wav",
            "/dav/calls/1.wav", "/dav/calls/2.wav", "/davx/1.wav", "/srv/nas/calls/1.wav", "calls/1.wav",
            "calls/2017/1.wav", "module/calls/2.wav", "module", "/index.html", "/a\nb", "/%41", "*", "",
        ].map { Array($0.utf8) } + [[0x2f, 0xe5, 0x2e, 0x77], [0x2f, 0xe5], [0x2f, 0xc3, 0xa5]]

    /// Every fourth event is another log's record of the one before it, in places as that log would have it.
    mutating func events(_ count: Int) -> [PlainEvent] {
        var events: [PlainEvent] = []
        while events.count < count {
            if let last = events.last, isOneOf(4) { events.append(twin(of: last)) } else { events.append(event()) }
        }
        return events
    }

    private mutating func twin(of event: PlainEvent) -> PlainEvent {
        var twin = event
        twin.series = pick(
            Self.logs.filter { $0.channels.contains { $0 == event.channel } }.map(\.series) + [event.series])
        if let time = event.time {
            twin.time = Instant(seconds: time.seconds + pick([-3600, -3, -1, 0, 0, 0, 1, 2, 3600]))
        }
        if isOneOf(3) { twin.byteCount = isOneOf(2) ? nil : event.byteCount.map { $0 + 300 } }
        if isOneOf(3) { twin.filePath = Array("/srv/nas".utf8) + event.path }
        twin.timeBasis = pick(TimeBasis.allCases)
        return twin
    }

    private mutating func event() -> PlainEvent {
        let log = pick(Self.logs)
        var event = PlainEvent(series: log.series)
        event.channel = pick(log.channels)
        event.action = isOneOf(2) ? .retrieve : pick(Action.allCases)
        // A retrieval without a channel is nothing that a log can state.
        if event.action != .retrieve, isOneOf(10) { event.channel = nil }
        if event.action == .retrieve, event.channel == .ssh { event.channel = .sftp }
        event.outcome = pick([.success, .success, .failure, .unknown])
        event.transfer = isOneOf(8) ? nil : pick(Transfer.allCases)
        event.time = isOneOf(8) ? nil : time()
        event.timeBasis = pick(TimeBasis.allCases)
        event.byteCount = isOneOf(4) ? nil : pick([0, 1, 999, 1000, 1001, 5000, 1 << 40])
        event.source = isOneOf(8) ? nil : pick(Self.clients)
        event.user = isOneOf(2) ? nil : pick(Self.users)
        event.agent = isOneOf(2) ? nil : pick(Self.agents)
        event.filePath = isOneOf(2) ? pick(Self.paths) : nil
        event.urlPath = isOneOf(2) ? pick(Self.paths) : nil
        event.url = isOneOf(4) ? pick(Self.paths) : nil
        event.continuity = pick([
            nil, nil, .withoutBeginning, .whole(since: time(), isFirst: isOneOf(2)), .interrupted(since: time()),
        ])
        return event
    }

    /// Few moments, some stated with more digits than others, some before 1970.
    private mutating func time() -> Instant {
        let seconds = pick([-86_401, -1, 0, 1_550_232_001, 1_550_232_002, 1_550_235_601, 253_402_300_799] as [Int64])
        let digits = pick([0, 0, 1, 3, 9] as [UInt8])
        let nanoseconds: UInt32 = digits == 0 ? 0 : pick([0, 0, 500_000_000])
        return Instant(seconds: seconds, nanoseconds: nanoseconds, fractionDigits: digits)
    }

    /// Some files as the logs name them, others below a folder or with the same last component as many.
    mutating func inventory() -> Inventory {
        let paths =
            Self.paths
            + ["srv/nas/calls/2.wav", "/backup/calls/1.wav", "/backup/module/calls/2.wav", "a"].map { Array($0.utf8) }
        var entries: [Inventory.Entry] = []
        for path in paths where isOneOf(2) {
            entries.append(Inventory.Entry(path: path, size: isOneOf(4) ? nil : pick([0, 1, 1000, 1001])))
        }
        return Inventory(entries: entries)
    }

    /// Artifacts of the logs, each path once; first instants that are equal but for their digits among them.
    mutating func artifacts() -> [Artifact] {
        (0..<12).map { number in
            let log = pick(Self.logs)
            var artifact = Artifact(path: Array("var/log/\(log.series).\(number)".utf8), content: .log(format: "f"))
            artifact.series = isOneOf(6) ? nil : log.series
            artifact.lines =
                isOneOf(6) ? nil : LineAccount(events: Int64(number), ignored: 2, malformed: 3, duplicate: 4)
            artifact.first = isOneOf(4) ? nil : time()
            return artifact
        }
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    mutating func isOneOf(_ count: Int) -> Bool { below(count) == 0 }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    mutating func shuffled<Value>(_ values: [Value]) -> [Value] { values.shuffled(using: &random) }
}
