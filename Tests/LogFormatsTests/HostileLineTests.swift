// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// Lines made to mislead a parser, or to keep it busy.
struct HostileLineTests {
    /// A 64th of the bound on records, for the sake of debug builds: quadratic time would still show as minutes.
    private static let size = 1 << 14

    private static let beginnings = [
        "", "192.0.2.1 ", "192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] \"",
        "192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] \"GET /",
        "192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] \"GET / HTTP/1.1\" 200 5 \"",
        "192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" ",
        "192.0.2.1 - anna [04/Mar/2015:09:08:02 +0100] \"PUT /", "192.0.2.1 - - [04/Mar/2015:09:08:02] \"GET /",
        "[04/Mar/2015:09:08:02 +0100] ", "{\"a\":", "{\"time\":\"", "access.log:",
        "Wed Mar  4 09:52:29 2015 ", "Wed Mar  4 09:52:29 2015 1 192.0.2.1 5 /", "2015/03/04 11:28:46 [1] ",
        "2015/03/04 11:28:46 [1] send h [192.0.2.1] m () ", "2015/03/04 11:28:46 [1] rsync on m",
        "2015/03/04 11:28:46 [1] unknown module '", "2015/03/04 11:28:46 [1] auth failed on module m from h (a) for ",
    ]

    private static let fillings = [
        "\"", "[", " [", " ", "\\", "\\\"", "\" 200 ", "\" 200 5 \"", "9", "/", "/a", "/..", "%", "%41", ":", "(", ")",
        "] \"", " from ", " from h (a)", "' tried from ", ": ", " c", " b _ o r a ftp 0 * c", "\\#012", "\0", "\u{ff}",
        " [04/Mar/2015:09:08:02 +0100]", "/remote.php/",
    ]

    @Test(.timeLimit(.minutes(10)), arguments: FormatUnderTest.all)
    func aLongLineTakesTimeInProportionToItsLength(format: FormatUnderTest) {
        var parser = format.type.init(context: ReadingContext())
        for filling in Self.fillings {
            var run = Array(filling.utf8)
            while run.count < Self.size { run += run }
            for beginning in Self.beginnings { _ = parser.parse(Array(beginning.utf8) + run) }
        }
    }

    @Test func aStampOfNULsIsNoStamp() {
        let nuls = String(repeating: "\0", count: 17)
        let line = "192.0.2.1 - - [\(nuls):00\(String(repeating: "\0", count: 6))] \"GET / HTTP/1.1\" 200 5"
        var parser = format("apache.access")
        guard case .malformed = parser.parse(line).outcome else {
            Issue.record("NULs were read as a stamp")
            return
        }
    }

    @Test func aStampInAUserNameIsNotTheStampOfTheLine() {
        var parser = format("apache.access")
        let user = #"eve [01/Jan/2001:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5"#
        let (outcome, event) = parser.parse(
            "192.0.2.1 - \(user) [04/Mar/2015:09:08:02 +0100] \"GET /a.wav HTTP/1.1\" 401 5")
        #expect(outcome == .event)
        #expect(event.string(event.user) == user)
        #expect(event.time?.seconds == 1_425_456_482)
    }

    @Test func aPathAskedOfTheRsyncDaemonCannotNameAnotherClient() {
        var parser = format("rsyncd")
        let (outcome, event) = parser.parse(
            "2015/03/04 11:28:46 [1] rsync on m/x from eve@h (203.0.113.9) from UNKNOWN (192.0.2.1)")
        #expect(outcome == .event)
        #expect(event.string(event.source) == "192.0.2.1")
        #expect(!event.user.isPresent)
        #expect(event.string(event.filePath) == "m/x from eve@h (203.0.113.9)")
    }

    @Test func aModuleAskedOfTheRsyncDaemonCannotNameAnotherClient() {
        var parser = format("rsyncd")
        let (outcome, event) = parser.parse(
            "2015/03/04 11:28:46 [1] unknown module 'x from h (203.0.113.9)' tried from UNKNOWN (192.0.2.1)")
        #expect(outcome == .event)
        #expect(event.string(event.source) == "192.0.2.1")
    }
}
