// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

@Suite struct NginxErrorTests {
    private static let head = "2018/09/14 19:03:05 [error] 2035#2035: *9134 "
    private static let tail =
        #", client: 192.0.2.1, server: s, request: "GET /x HTTP/1.1", host: "www.example.net""#

    private func event(_ text: String) throws -> Event {
        var parser = format("nginx.error")
        let (outcome, event) = parser.parse(Self.head + text)
        try #require(outcome == .event, "\(text)")
        return event
    }

    /// Nothing is escaped in these lines.
    @Test(arguments: [
        #"user "a": password mismatch, client: 192.0.2.9, server: s, request: "GET / HTTP/1.1", host: "h"": password mismatch"#,
        #"open() "/srv/, client: 192.0.2.9, server: s, request: "GET / HTTP/1.1", host: "h"" failed (2: No such file or directory)"#,
        #"open() "/srv/, client: 192.0.2.9, server: s" failed (2: No such file or directory)"#,
    ])
    func whatAClientPutsBeforeItsAddressIsNotItsAddress(text: String) throws {
        #expect(try event(text + Self.tail).string(event(text + Self.tail).source) == "192.0.2.1")
    }

    @Test func whatAClientPutsBehindItsAddressIsNotItsAddress() throws {
        let event = try event(
            "access forbidden by rule" + Self.tail + #", referrer: "x, client: 192.0.2.9, server: s""#)
        #expect(event.string(event.source) == "192.0.2.1")
        #expect(event.string(event.referrer) == "x, client: 192.0.2.9, server: s")
    }

    @Test func filesAndUsersAreTakenWhole() throws {
        let file = try event(#"open() "/srv/a" b.wav" failed (2: No such file or directory)"# + Self.tail)
        #expect(file.action == .probe)
        #expect(file.string(file.filePath) == #"/srv/a" b.wav"#)
        let user = try event(#"user "anna" berg" was not found in "/etc/nginx/.htpasswd""# + Self.tail)
        #expect(user.action == .denied)
        #expect(user.string(user.user) == #"anna" berg"#)
        #expect(user.filePath == .absent)
    }

    @Test func connectionsThatAskedForNothingOnlyTellThatTheLogWasWritten() {
        var parser = format("nginx.error")
        let (outcome, event) = parser.parse(
            Self.head + "SSL_do_handshake() failed while SSL handshaking, client: 192.0.2.1, server: 0.0.0.0:443")
        #expect(outcome == .ignored)
        #expect(event.time == Instant(seconds: 1_536_951_785))
    }

    @Test func aServerThatWritesToSyslogIsReadThereByItsOwnStamp() {
        var parser = format("syslog")
        let (outcome, event) = parser.parse(
            "Sep 14 19:03:05 nas nginx: \(Self.head)access forbidden by rule\(Self.tail)")
        #expect(outcome == .event)
        #expect(event.time == Instant(seconds: 1_536_951_785))
        #expect(event.timeBasis == .zoneAssumed)
        #expect(event.action == .denied)
    }
}
