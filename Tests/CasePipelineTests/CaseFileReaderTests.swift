// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import Testing

@Suite struct CaseFileReaderTests {
    @Test func everyPartIsRead() throws {
        let description = try CaseFileReader.read(
            """
            name: A box
            timezone: Europe/Stockholm
            evidence: [evidence, more]
            inventory: inventory.csv
            scope:
              - /srv/public/**
              - {paths: "/srv/calls/**", owner: Healthhelp, unit: recordings}
            identifiers:
              - {name: telephone number, pattern: '(0\\d{9})-'}
            exposure:
              not_before: {date: 2013, why: set up, source: a paper}
              not_after: {date: "2019-02-18T14:00+01:00", why: taken down}
              bandwidth_bits_per_second: 100_000_000
              witnesses:
                - {date: 2016-09, shows: indexed, what: a record, source: the press}
            channels:
              - {channel: ftp, state: closed, from: 2015, through: 2016-02-01, source: firewall}
            claims:
              - {id: a, text: A, claimant: operator, at_most: {count: 55, of: files}}
              - id: b
                text: B
                all_within: {from: 2019-02-15, through: 2019-02-18}
                region: {channels: [http, webdav], paths: "/calls/**", from: 2019, through: 2019-02}
              - {id: c, text: C, none_before: 2019-02-15}
              - {id: d, text: D, only_channels: http}
              - {id: e, text: E, only_actors: [192.0.2.*]}
              - {id: f, text: F, happened: true}
              - {id: g, text: G, logs_complete: true}
            observations:
              - {title: Nobody knew, detail: It was left out, domain: informal, phase: before, source: a paper}
            """)
        #expect(description.name == "A box")
        #expect(description.zone == "Europe/Stockholm")
        #expect(description.evidence == ["evidence", "more"])
        #expect(description.inventory == "inventory.csv")
        #expect(
            description.scope == [
                ScopeRule(glob: "/srv/public/**", owner: nil, unit: nil),
                ScopeRule(glob: "/srv/calls/**", owner: "Healthhelp", unit: "recordings"),
            ])
        #expect(description.identifiers == [IdentifierPattern(name: "telephone number", pattern: "(0\\d{9})-")])
        #expect(description.exposure.notBefore?.moment.text == "2013")
        #expect(description.exposure.notBefore?.source == "a paper")
        #expect(description.exposure.notAfter?.moment.offset == 3600)
        #expect(description.exposure.bandwidth == 100_000_000)
        #expect(description.exposure.witnesses.first?.fact == .indexed)
        #expect(description.exposure.witnesses.first?.moment.precision == .month)
        #expect(description.channels.first?.channel == .ftp)
        #expect(description.channels.first?.state == .closed)
        #expect(description.channels.first?.through?.text == "2016-02-01")
        #expect(
            description.claims.map(\.form).prefix(1) == [.atMost(count: 55, of: .files)]
                && description.claims[0].claimant == "operator")
        #expect(description.claims[1].region.channels == [.http, .webdav])
        #expect(description.claims[1].region.paths == "/calls/**")
        #expect(description.claims[3].form == .onlyChannels([.http]))
        #expect(description.claims[4].form == .onlyActors(["192.0.2.*"]))
        #expect(description.claims[5].form == .happened)
        #expect(description.claims[6].form == .logsComplete)
        #expect(description.observations.first?.domain == .informal)
    }

    /// What a person mistypes, and the words that name it.
    @Test(arguments: [
        ("name: x\nnam: y", "line 2: nam: is not a key here; known: name, timezone,"),
        ("name: [x]", "line 1: name: must be text, not a list"),
        ("name:\n  a: b", "line 2: name: must be text, not a group of keys"),
        ("name:", "line 1: name: must be text, not empty"),
        ("claims:\n  - id: a\n    text: b", "line 2: claims[0]: needs exactly one of: at_most, all_within,"),
        (
            "claims:\n  - {id: a, text: b, at_most: {count: many, of: files}}",
            "line 2: claims[0].at_most.count: must be a whole number of at least 0, not 'many'"
        ),
        (
            "claims:\n  - {id: a, text: b, at_most: {count: 1, of: cows}}",
            "line 2: claims[0].at_most.of: 'cows' is none of: files, retrievals, bytes, actors"
        ),
        (
            "claims:\n  - {id: a, text: b, happened: true}\n  - {id: a, text: b, happened: true}",
            "line 2: claims: the id 'a' stands twice"
        ),
        (
            "claims:\n  - {id: a, text: b, happened: false}",
            "line 2: claims[0].happened: can only be 'true'; what it speaks about stands under 'region'"
        ),
        ("channels:\n  - {channel: ssh, state: open}", "line 2: channels[0].channel: 'ssh' carries no files"),
        ("channels:\n  - {state: open}", "line 2: channels[0]: needs the key 'channel'"),
        (
            "exposure:\n  not_before: {date: last week, why: x}",
            "line 2: exposure.not_before.date: 'last week' is no time such as 2016, 2016-09,"
        ),
        ("identifiers: {name: x, pattern: '('}", "line 1: identifiers.pattern: '(' is no regular expression"),
        ("a: b: c", "line 1: is no YAML: mapping values are not allowed in this context"),
        ("name: a\nname: b", "line 1: a key stands twice in the group that begins here: name"),
        ("", "is empty"),
        ("- a", "line 1: must be a group of keys, not a list"),
    ])
    func whatIsWrongIsNamedWithLineAndKey(text: String, words: String) throws {
        let error = try #require(throws: CaseFileError.self) { try CaseFileReader.read(text) }
        #expect(error.description.hasPrefix(words), "\(error)")
    }
}

@Suite struct CaseMomentTests {
    /// A moment means a range: a day is all of that day in the zone of the case.
    @Test(arguments: [
        ("2016", 1_451_606_400, 1_483_228_800), ("2016-12", 1_480_550_400, 1_483_228_800),
        ("2016-02", 1_454_284_800, 1_456_790_400), ("2016-02-29", 1_456_704_000, 1_456_790_400),
        ("2016-02-29T12:30", 1_456_749_000, 1_456_749_060), ("2016-02-29T12:30:05Z", 1_456_749_005, 1_456_749_006),
        ("2016-02-29 12:30:05+01:00", 1_456_745_405, 1_456_745_406),
    ])
    func aMomentIsARange(text: String, start: Int64, end: Int64) throws {
        let range = try caseMoment(text).range(in: .utc)
        #expect(range == start..<end)
    }

    private func caseMoment(_ text: String) throws -> CaseMoment {
        let description = try CaseFileReader.read("claims:\n  - {id: a, text: b, none_before: '\(text)'}")
        guard case .noneBefore(let moment) = description.claims[0].form else { throw CancellationError() }
        return moment
    }
}
