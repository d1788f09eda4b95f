// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ActorKindTests {
    @Test(arguments: [
        (
            "192.0.2.1", "Mozilla/5.0 (compatible; Shodan; +https://www.shodan.io/)", ActorKind.searchEngine,
            "Shodan" as String?
        ),
        ("192.0.2.1", "MOZILLA/5.0 (COMPATIBLE; ZOOMEYE)", .searchEngine, "ZoomEye"),
        ("census9.shodan.io", "", .searchEngine, "Shodan"), ("167.94.138.77", "curl/7.88", .searchEngine, "Censys"),
        ("192.0.2.1", "Mozilla/5.0 zgrab/0.x", .scanner, "ZGrab"),
        ("192.0.2.1", "check_http/v2.2 (monitoring-plugins 2.2)", .monitor, "Nagios plug-in"),
        ("192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64)", .other, nil), ("167.94.139.77", "", .other, nil),
        ("shodan.io.example.org", "", .other, nil), ("2001:db8::1", "", .other, nil),
    ])
    func knownOnesAreNamed(id: String, agent: String, kind: ActorKind, name: String?) {
        var matcher = KnownActors.Matcher()
        let actor = actor(id, agent: agent, files: 1, hours: 1)
        #expect(ActorClass(of: actor, accessibleFiles: nil, &matcher) == ActorClass(kind: kind, name: name))
    }

    @Test func manyFilesInAShortTimeAreBulkWhoeverAsks() {
        var matcher = KnownActors.Matcher()
        func kind(files: Int, hours: Int64, of all: Int?, agent: String = "") -> ActorKind {
            ActorClass(of: actor("192.0.2.1", agent: agent, files: files, hours: hours), accessibleFiles: all, &matcher)
                .kind
        }
        #expect(kind(files: 100, hours: 2, of: nil) == .bulk)
        #expect(kind(files: 100, hours: 2, of: nil, agent: "Googlebot") == .bulk)
        #expect(kind(files: 100, hours: 2400, of: nil) == .other)
        #expect(kind(files: 100, hours: 2400, of: 1000) == .bulk)
        #expect(kind(files: 24, hours: 1, of: 24) == .other)
    }

    /// Every line of the list is well-formed, names its source, and stands once.
    @Test func theListIsWhole() {
        let entries = KnownActors.all.entries
        #expect(entries.count > 50)
        #expect(entries.allSatisfy { !$0.name.isEmpty && $0.source.hasPrefix("https://") })
        #expect(Set(entries.map(\.kind)) == [.searchEngine, .scanner, .monitor])
    }

    private func actor(_ id: String, agent: String, files: Int, hours: Int64) -> Actor {
        var span = TimeSpan()
        span.include(Instant(seconds: 1_550_000_000))
        span.include(Instant(seconds: 1_550_000_000 + hours * 3600))
        return Actor(
            id: Array(id.utf8), channels: [.http], users: [], agents: agent.isEmpty ? [] : [Array(agent.utf8)],
            retrievals: Int64(files), files: files, byteCount: 0, events: Int64(files), span: span)
    }
}
