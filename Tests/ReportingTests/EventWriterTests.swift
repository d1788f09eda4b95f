// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import TestSupport
import Testing

/// Each line of `logtrace events` is one JSON object with the fields that the record states, and no others.
@Suite struct EventWriterTests {
    private static let place = (artifact: Array("var/log/access.log".utf8), line: Int64(12), offset: Int64(3456))

    private func line(_ event: Event, dataset: StaticString = "apache.access") -> [UInt8] {
        var writer = EventWriter()
        var event = event
        event.dataset = dataset
        writer.write(event, artifact: Self.place.artifact, line: Self.place.line, offset: Self.place.offset)
        return writer.take()
    }

    private func object(_ event: Event) throws -> JSONValue { try JSONValue(line(event)) }

    /// An event that `fill` writes into, and whose texts are behind the record.
    private func event(_ fill: (inout Event) -> Void) -> Event {
        var event = Event()
        event.begin(Array("record".utf8).span)
        fill(&event)
        return event
    }

    @Test func anEventThatStatesNothingHasItsPlaceAndNoMore() throws {
        let written = try object(event { _ in })
        #expect(
            written["event"] == ["action": "other", "outcome": "unknown", "dataset": "apache.access"])
        #expect(written["log"] == ["file": ["path": "var/log/access.log"], "offset": 3456])
        #expect(written["logtrace"] == ["line": 12, "action": "other", "time_basis": "stated"])
        guard case .object(let members) = written else { return }
        #expect(members.keys.sorted() == ["event", "log", "logtrace"])
    }

    @Test func everythingThatARecordStatesIsThere() throws {
        let full = event { event in
            event.time = Instant(seconds: 1_550_232_001, nanoseconds: 250_000_000, fractionDigits: 3)
            event.timeBasis = .zoneAssumed
            event.action = .retrieve
            event.outcome = .success
            event.channel = .rsyncSSH
            event.transfer = .partial
            event.byteCount = 1 << 40
            event.source = event.appended("2001:db8::1")
            event.sourcePort = 50_022
            event.user = event.appended("anna")
            event.userAgent = event.appended("curl/7.58.0")
            event.url = event.appended("http://h.example/a%20b?x=1")
            event.urlPath = event.appended("/a b")
            event.urlQuery = event.appended("x=1")
            event.urlDomain = event.appended("h.example")
            event.filePath = event.appended("/srv/a b")
            event.method = event.appended("GET")
            event.status = 206
            event.responseByteCount = 1234
            event.httpVersion = event.appended("1.1")
            event.referrer = event.appended("-")
        }
        #expect(
            try object(full) == [
                "@timestamp": "2019-02-15T12:00:01.250Z",
                "event": ["action": "retrieve", "outcome": "success", "dataset": "apache.access"],
                "source": ["ip": "2001:db8::1", "port": 50_022], "user": ["name": "anna"],
                "user_agent": ["original": "curl/7.58.0"],
                "url": [
                    "original": "http://h.example/a%20b?x=1", "path": "/a b", "query": "x=1", "domain": "h.example",
                ],
                "file": ["path": "/srv/a b"],
                "http": [
                    "request": ["method": "GET", "referrer": "-"],
                    "response": ["status_code": 206, "bytes": 1234], "version": "1.1",
                ],
                "log": ["file": ["path": "var/log/access.log"], "offset": 3456],
                "logtrace": [
                    "line": 12, "channel": "rsync-ssh", "action": "retrieve", "transfer": "partial",
                    "bytes": 1_099_511_627_776, "time_basis": "zone_assumed",
                ],
            ])
    }

    /// Zero bytes, an empty user and status 0 are statements.
    @Test func zeroAndEmptyAreNotAbsent() throws {
        let zero = event { event in
            event.byteCount = 0
            event.user = event.appended("")
            event.status = 0
            event.responseByteCount = 0
        }
        let written = try object(zero)
        #expect(written["logtrace", "bytes"] == 0)
        #expect(written["user", "name"] == "")
        #expect(written["http"] == ["response": ["status_code": 0, "bytes": 0]])
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"])
    func anAddressIsAnIP(source: String) throws {
        let written = try object(event { $0.source = $0.appended(source) })
        #expect(written["source"] == ["ip": .text(source)])
    }

    @Test(arguments: ["host.example", "nas-3", "UNKNOWN", "1.2.example", "", "12", "1.2.3.256", "a:b", "fe80::1%eth0"])
    func aNameIsAnAddress(source: String) throws {
        let written = try object(event { $0.source = $0.appended(source) })
        #expect(written["source"] == ["address": .text(source)])
    }

    @Test(arguments: Action.allCases)
    func theActionStandsInBothPlaces(action: Action) throws {
        let written = try object(event { $0.action = action })
        #expect(written["event", "action"] == .text(action.rawValue))
        #expect(written["logtrace", "action"] == .text(action.rawValue))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyBytesInAnyFieldsMakeOneLineOfJSON(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let fields: [WritableKeyPath<Event, EventField>] = [
            \.source, \.user, \.userAgent, \.url, \.urlPath, \.urlQuery, \.urlDomain, \.filePath, \.method,
            \.httpVersion, \.referrer,
        ]
        var writer = EventWriter()
        for number in 1...20 {
            let event = event { event in
                for field in fields where Bool.random(using: &random) {
                    let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                    event[keyPath: field] = event.append(text.span)
                }
            }
            writer.write(event, artifact: [0xff, 0x0a], line: Int64(number), offset: 0)
        }
        let output = writer.take()
        #expect(writer.pendingByteCount == 0)
        let lines = output.split(separator: 0x0a, omittingEmptySubsequences: false)
        #expect(lines.count == 21 && lines.last?.isEmpty == true)
        for (number, line) in lines.dropLast().enumerated() {
            let object = try JSONValue(line)
            #expect(object["logtrace", "line"] == .integer(Int64(number + 1)))
            #expect(object["log", "file", "path"] == "\u{fffd}\n")
        }
    }

    /// Keys in one order always, so that streams can be compared line by line.
    @Test func theKeysComeInTheOrderOfTheSchema() {
        let text = String(
            decoding: line(
                event { event in
                    event.time = Instant(seconds: 0)
                    event.user = event.appended("u")
                    event.source = event.appended("192.0.2.1")
                }), as: UTF8.self)
        #expect(
            text == #"{"@timestamp":"1970-01-01T00:00:00Z","#
                + #""event":{"action":"other","outcome":"unknown","dataset":"apache.access"},"#
                + #""source":{"ip":"192.0.2.1"},"user":{"name":"u"},"#
                + #""log":{"file":{"path":"var/log/access.log"},"offset":3456},"#
                + #""logtrace":{"line":12,"action":"other","time_basis":"stated"}}"# + "\n")
    }
}

extension Event {
    fileprivate mutating func appended(_ text: String) -> EventField { append(Array(text.utf8).span) }
}
