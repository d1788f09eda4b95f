// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import TestSupport
import Testing

/// Messages of ownCloud and Nextcloud in all their shapes.
@Suite struct CloudLogTests {
    private func line(_ message: String, method: String = "GET", url: String = "/x", address: String = "192.0.2.1")
        -> String
    {
        let message = message.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return #"{"reqId":"a","level":1,"time":"2019-10-11T13:27:44+02:00","remoteAddr":"\#(address)","user":"anna","#
            + #""app":"admin_audit","method":"\#(method)","url":"\#(url)","message":"\#(message)","version":"16"}"#
    }

    private func event(_ line: String) throws -> Event {
        var parser = format("nextcloud")
        let (outcome, event) = parser.parse(line)
        try #require(outcome == .event, "\(line)")
        return event
    }

    @Test func aPathIsThatOfTheActingUserAndMayHoldQuotes() throws {
        let event = try event(line(#"File accessed: "/a "b" c.wav""#))
        #expect(event.action == .retrieve)
        #expect(event.string(event.filePath) == #"/anna/files/a "b" c.wav"#)
        #expect(event.byteCount == nil)
        #expect(event.transfer == .unknown)
    }

    @Test func readingForAPictureOrACopyOrByTheProgramItselfIsNoRetrieval() throws {
        let message = #"File accessed: "/a.png""#
        #expect(try event(line(message, url: "/index.php/core/preview?fileId=1")).action == .probe)
        #expect(try event(line(message, method: "COPY")).action == .other)
        #expect(try event(line(message, method: "PUT")).action == .other)
        #expect(try event(line(message, method: "", address: "")).action == .other)
        #expect(try event(line(message, method: "POST")).action == .retrieve)
    }

    @Test func bothNamesOfARenamedFileAreKept() throws {
        for message in [
            #"File renamed: "/a.wav" to "/b.wav""#, #"File with id "17" renamed from "/a.wav" to "/b.wav""#,
        ] {
            let event = try event(line(message, method: "MOVE"))
            #expect(event.action == .rename)
            let names = [event.string(event.filePath)] + event.moreFilePaths.map { event.string($0) }
            #expect(names == ["/anna/files/a.wav", "/anna/files/b.wav"])
        }
    }

    @Test func previewsOfAllVersionsAreProbes() throws {
        for message in [
            #"Preview accessed: "/logo.png" (width: "64", height: "64" crop: "", mode: "fill")"#,
            #"Preview accessed: (id: "17", width: "64", height: "64" crop: "", mode: "fill", path: "/logo.png")"#,
        ] {
            let event = try event(line(message))
            #expect(event.action == .probe)
            #expect(event.string(event.filePath) == "/anna/files/logo.png")
        }
    }

    @Test(arguments: [
        ("'anna' (Remote IP: '192.0.2.9')", "anna"), ("'anna' (Remote IP: '192.0.2.9)", "anna"),
        ("'anna' (Remote IP: '192.0.2.9', X-Forwarded-For: '')", "anna"), ("anna (Remote IP: 192.0.2.9)", "anna"),
        ("user 'anna' , wrong password, IP:192.0.2.9", "anna"), ("a b (c) (Remote IP: 192.0.2.9)", "a b (c)"),
        ("x (Remote IP: 192.0.2.66) (Remote IP: 192.0.2.9)", "x (Remote IP: 192.0.2.66)"),
        ("o'neill (Remote IP: 192.0.2.9)", "o'neill"),
    ])
    func aFailedLoginNamesWhoeverTried(text: String, user: String) throws {
        let event = try event(line("Login failed: " + text, address: ""))
        #expect(event.action == .login)
        #expect(event.outcome == .failure)
        #expect(event.string(event.user) == user)
        #expect(event.string(event.source) == "192.0.2.9")
    }

    /// The client writes X-Forwarded-For; the server knows whom it talks to.
    @Test func theAddressOfTheLineComesBeforeThatOfItsMessage() throws {
        let event = try event(line("Login failed: 'anna' (Remote IP: '192.0.2.9')", address: "192.0.2.1"))
        #expect(event.string(event.source) == "192.0.2.1")
    }

    @Test func stampsWithoutAnOffsetAreReadInTheCaseZone() throws {
        var parser = format("nextcloud", zone: try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let text = line(#"File created: "/a""#, method: "PUT")
        for (stamp, seconds) in [
            ("2019-10-11T13:27:44+00:00", Int64(1_570_800_464)), ("October 11, 2019 13:27:44", 1_570_793_264),
            ("2019-10-11 13:27:44", 1_570_793_264), ("2019-10-11T13:27:44   - +00:00", 1_570_793_264),
        ] {
            let (outcome, event) = parser.parse(text.replacing("2019-10-11T13:27:44+02:00", with: stamp))
            #expect(outcome == .event)
            #expect(event.time?.seconds == seconds, "\(stamp)")
            #expect(event.timeBasis == (stamp.hasSuffix("44+00:00") ? .stated : .zoneAssumed))
        }
    }

    @Test func whatAdministratorsCopyFromThePageIsRead() throws {
        let event = try event("Info\tadmin_audit\tFile accessed: \"/a\tb.wav\"\t2017-02-20T13:39:05+0100")
        #expect(event.action == .retrieve)
        #expect(event.string(event.filePath) == "/a\tb.wav")
        #expect(event.source == .absent)
    }

    @Test func linesOfOtherAppsOnlyTellThatTheLogWasWritten() {
        var parser = format("nextcloud")
        let (outcome, event) = parser.parse(line("Tried to scan non file"))
        #expect(outcome == .ignored)
        #expect(event.time == Instant(seconds: 1_570_793_264))
    }

    @Test func ownCloudAndNextcloudAreReadInSyslog() throws {
        var parser = format("syslog")
        let json = line("Login failed: 'anna' (Remote IP: '192.0.2.9')", address: "192.0.2.9")
        for text in [
            "ownCloud[15463]: {core} Login failed: 'anna' (Remote IP: '192.0.2.9')", "Nextcloud[15463]: \(json)",
        ] {
            let (outcome, event) = parser.parse("Sep  1 20:16:09 nas \(text)")
            #expect(outcome == .event)
            #expect(event.action == .login)
            #expect(event.string(event.user) == "anna")
            #expect(event.string(event.source) == "192.0.2.9")
            #expect(event.timeBasis == .yearInferred)
        }
    }
}
