// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

@Suite struct ApacheErrorTests {
    private func event(_ line: String) throws -> Event {
        var parser = format("apache.error")
        let (outcome, event) = parser.parse(line)
        try #require(outcome == .event, "\(line)")
        return event
    }

    private func client(_ text: String, module: String = "") throws -> [String] {
        let event = try event(
            "[Mon Feb 29 07:00:00 2016] [\(module)error] [client \(text)] Client sent malformed Host header")
        return [event.string(event.source) ?? "", event.sourcePort.map { "\($0)" } ?? ""]
    }

    @Test func aPortIsToldFromTheLastGroupOfAnAddress() throws {
        #expect(try client("192.0.2.1:51380") == ["192.0.2.1", "51380"])
        #expect(try client("[2001:db8::1]:443", module: "core:") == ["2001:db8::1", "443"])
        #expect(try client("2001:db8::1:51548") == ["2001:db8::1", "51548"])
        #expect(try client("2001:db8:1:2:3:4:5:6:80") == ["2001:db8:1:2:3:4:5:6", "80"])
        #expect(try client("2001:db8:1:2:3:4:5:6") == ["2001:db8:1:2:3:4:5:6", ""])
        #expect(try client("2001:db8::8b2c") == ["2001:db8::8b2c", ""])
        #expect(try client("gw.example.org") == ["gw.example.org", ""])
    }

    /// 2.2 logs no ports; 2.4 always does, and clients hardly ever have one below 1024.
    @Test func fourDigitsBehindAShortenedAddressAreAPortOnlyWhereTheServerWritesPorts() throws {
        #expect(try client("2001:db8::17:8080") == ["2001:db8::17:8080", ""])
        #expect(try client("2001:db8::17:8080", module: "core:") == ["2001:db8::17", "8080"])
        #expect(try client("2001:db8::1", module: "core:") == ["2001:db8::1", ""])
    }

    @Test func whatAClientPutsIntoAPathIsNoHeadOfTheLine() throws {
        let event = try event(
            "[Sat Jun 01 02:17:42 2013] [error] [client 192.0.2.1] File does not exist: /srv/[client 192.0.2.9] user root not found"
        )
        #expect(event.string(event.source) == "192.0.2.1")
        #expect(event.user == .absent)
        #expect(event.action == .probe)
        #expect(event.string(event.filePath) == "/srv/[client 192.0.2.9] user root not found")
    }

    @Test func aUserNamedLikeAStartOfTheServerStartsNone() throws {
        let event = try event(
            "[Sat Jun 01 02:17:42 2013] [error] [client 192.0.2.1] user Apache/2.4.1 configured -- resuming normal operations not found: /"
        )
        #expect(event.action == .denied)
        #expect(event.serverVersion == .absent)
        #expect(event.string(event.user) == "Apache/2.4.1 configured -- resuming normal operations")
    }

    @Test func linesWithoutAClientTellOnlyThatTheLogWasWritten() {
        var parser = format("apache.error")
        let (outcome, event) = parser.parse(
            "[Mon Feb 29 06:25:02.104000 2016] [core:notice] [pid 901] AH00094: Command line: 'x'")
        #expect(outcome == .ignored)
        #expect(event.time == Instant(seconds: 1_456_727_102, nanoseconds: 104_000_000, fractionDigits: 6))
        #expect(event.timeBasis == .zoneAssumed)
    }

    @Test func fieldsThatAnErrorLogFormatAddsAreNoText() throws {
        let event = try event(
            "[Mon Feb 29 07:00:00.000001 2016] [core:error] [pid 12] [module core] [client 192.0.2.1:1025] [host www.example.org] AH01618: user anna not found: /x"
        )
        #expect(event.string(event.source) == "192.0.2.1")
        #expect(event.string(event.user) == "anna")
    }

    @Test func aPathAtTheEndOfACutLineIsNotBelieved() {
        var parser = format("apache.error")
        let (outcome, _) = parser.parse(
            "[Sat Jun 01 02:17:42 2013] [error] [client 192.0.2.1] File does not exist: /srv/x", isTerminated: false)
        #expect(outcome != .event)
    }

    @Test func aServerThatWritesToSyslogIsReadThere() throws {
        var parser = format("syslog")
        for program in ["httpd[22034]", "httpd/backend1[22034]", "apache2"] {
            let (outcome, event) = parser.parse(
                "Feb 15 16:23:40 nas \(program): [authz_core:error] [pid 22036] [client 192.0.2.2:59392] AH01630: client denied by server configuration: /srv/x"
            )
            #expect(outcome == .event)
            #expect(event.string(event.source) == "192.0.2.2")
            #expect(event.string(event.filePath) == "/srv/x")
            #expect(event.action == .denied)
        }
        #expect(parser.parse("Feb 15 16:23:40 nas httpd[1]: Server configured").outcome == .ignored)
    }
}
