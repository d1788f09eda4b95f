// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct EventsTests {
    /// The fields of the stream, and no others.
    private static let fields: Set = [
        "@timestamp", "event.action", "event.outcome", "event.dataset", "source.ip", "source.address", "source.port",
        "user.name", "user_agent.original", "url.original", "url.path", "url.query", "url.domain", "file.path",
        "http.request.method", "http.request.referrer", "http.response.status_code", "http.response.bytes",
        "http.version", "log.file.path", "log.offset", "logtrace.line", "logtrace.channel", "logtrace.action",
        "logtrace.transfer", "logtrace.bytes", "logtrace.time_basis",
    ]
    private static let fieldsOfAll: Set = [
        "event.action", "event.outcome", "event.dataset", "log.file.path", "log.offset", "logtrace.line",
        "logtrace.action", "logtrace.time_basis",
    ]

    @Test func anEventIsOneLineWithTheFieldsThatTheLogStates() throws {
        let outcome = try Binary.run(
            ["events"], input: .bytes(Array(accessLine("/calls/a%20b.wav?x=1", agent: #"say \"hi\""#).utf8)))
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        #expect(
            outcome.text
                == #"{"@timestamp":"2019-02-15T12:00:01Z","#
                + #""event":{"action":"retrieve","outcome":"success","dataset":"apache.access"},"#
                + #""source":{"ip":"192.0.2.7"},"user_agent":{"original":"say \\\"hi\\\""},"#
                + #""url":{"original":"/calls/a%20b.wav?x=1","path":"/calls/a b.wav","query":"x=1"},"#
                + #""http":{"request":{"method":"GET"},"response":{"status_code":200,"bytes":1000},"version":"1.1"},"#
                + #""log":{"file":{"path":"-"},"offset":0},"#
                + #""logtrace":{"line":1,"channel":"http","action":"retrieve","transfer":"unknown","bytes":1000,"#
                + #""time_basis":"stated"}}"# + "\n")
    }

    @Test func theEventsOfAFolderComeInTheOrderOfTheInput() throws {
        let events = try eventsOf1177()
        let report = try ReportDocument.make([Case1177.evidence])
        #expect(events.count == report.accounting.events)

        let places = try events.map { event in
            (
                artifact: try #require(event["log.file.path"] as? String),
                offset: try #require(event["log.offset"] as? Int), line: try #require(event["logtrace.line"] as? Int)
            )
        }
        var met: [String] = []
        for (index, place) in places.enumerated() {
            if met.last != place.artifact {
                #expect(!met.contains(place.artifact), "\(place.artifact) comes twice")
                met.append(place.artifact)
            } else {
                let previous = places[index - 1]
                #expect(previous.offset < place.offset && previous.line < place.line)
            }
        }
        let listed = report.evidence.filter { ($0.lines?.events ?? 0) > 0 }.map(\.path)
        #expect(Set(met) == Set(listed))
        // Logs come in the order of their names, and so do their files where every line can be understood alone; those
        // of a log that keeps sessions come in the order of their content.
        func log(_ path: String) -> String { String(path.prefix(through: path.range(of: ".log")!.lowerBound)) }
        #expect(met.map(log) == listed.map(log))
        let web = "var/log/apache2/"
        #expect(met.filter { $0.hasPrefix(web) } == listed.filter { $0.hasPrefix(web) })
        #expect(
            met.filter { $0.hasPrefix("var/log/auth") } == [
                "var/log/auth.log.3.gz", "var/log/auth.log.1", "var/log/auth.log",
            ])
    }

    @Test func everyEventHasTheFieldsOfTheSchemaAndNoOthers() throws {
        for event in try eventsOf1177() {
            let keys = Set(event.keys)
            #expect(keys.isSubset(of: Self.fields), "\(keys.subtracting(Self.fields))")
            #expect(keys.isSuperset(of: Self.fieldsOfAll), "\(Self.fieldsOfAll.subtracting(keys))")
            #expect(event["event.action"] as? String == event["logtrace.action"] as? String)
        }
    }

    @Test func anEventsOffsetAndLineLeadToItInItsLog() throws {
        let name = "var/log/apache2/access.log"
        let log = try Data(
            contentsOf: Binary.repository.appendingPathComponent("\(Case1177.evidence)/\(name)"))
        let lines = log.split(separator: 0x0a, omittingEmptySubsequences: false)
        let events = try eventsOf1177().filter { $0["log.file.path"] as? String == name }
        #expect(events.count > 200)
        for event in events {
            let offset = try #require(event["log.offset"] as? Int)
            let line = try #require(event["logtrace.line"] as? Int)
            #expect(lines[line - 1].startIndex == log.startIndex + offset)
            let client = try #require(event["source.ip"] as? String)
            #expect(lines[line - 1].starts(with: Array((client + " ").utf8)))
        }
    }

    /// A reader that has enough, as `head` has after its line.
    @Test(arguments: ["", "trap '' PIPE; "])
    func aReaderThatGoesAwayEndsTheStreamQuietly(prelude: String) throws {
        let outcome = try Binary.shell(prelude + #""$0" events "$1" | head -n 1"#, [Case1177.evidence])
        #expect(outcome.errorText == "")
        #expect(outcome.text.hasPrefix("{\"@timestamp\":"))
        #expect(outcome.output.count { $0 == 0x0a } == 1)
    }

    private func eventsOf1177() throws -> [[String: Any]] {
        let outcome = try Binary.run(["events", Case1177.evidence])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        #expect(outcome.output.last == 0x0a)
        return try outcome.output.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line))
            return flattened(try #require(object as? [String: Any]))
        }
    }

    /// `{"a": {"b": 1}}` → `{"a.b": 1}`.
    private func flattened(_ object: [String: Any], prefix: String = "") -> [String: Any] {
        object.reduce(into: [:]) { fields, member in
            if let nested = member.value as? [String: Any] {
                fields.merge(flattened(nested, prefix: prefix + member.key + ".")) { $1 }
            } else {
                fields[prefix + member.key] = member.value
            }
        }
    }
}
