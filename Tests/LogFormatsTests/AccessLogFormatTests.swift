// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

struct AccessLogFormatTests {
    private func event(_ line: String, _ logFormat: String, isTerminated: Bool = true) throws -> Event? {
        let compiled =
            logFormat.contains("$")
            ? try AccessLogFormat(compilingNginx: Array(logFormat.utf8))
            : try AccessLogFormat(compiling: Array(logFormat.utf8))
        var parser = format("apache.access", accessLogFormats: [compiled])
        let (outcome, event) = parser.parse(line, isTerminated: isTerminated)
        return outcome == .event ? event : nil
    }

    // MARK: compiling

    @Test(arguments: [
        (#"%h %l %u %t "%r" %>s %b"#, AccessLogFormat.ByteColumn.body), (#"%h %t "%r" %>s %B"#, .body),
        (#"%h %l %u %t \"%r\" %>s %O"#, .sentWithHeaders), (#"%h %t "%r" %>s %b %I %O"#, .body),
        (#"%h %t "%r" %>s"#, .unknown), ("common", .unknown), ("combined", .unknown), ("vhost_combined", .unknown),
        ("combinedio", .body),
    ])
    func theByteColumnIsKnownUnlessANicknameLeavesItOpen(format: String, column: AccessLogFormat.ByteColumn) throws {
        #expect(try AccessLogFormat(compiling: Array(format.utf8)).byteColumn == column)
    }

    @Test func allDirectivesCompile() throws {
        let format = #"""
            %a %{c}a %A %B %b %{C}C %D %{E}e %f %h %H %{X}i %I %k %l %L %m %{N}n %O %{O}o %p %{local}p %P %{tid}P "%q" "%r" \
            %R %s %>s %<s %400,501{User-agent}i %!200,304{Referer}i %S %t %T %{ms}T "%u" %U %v %V %X %{V}x %^FB %{X}^ti %{X}^to %%
            """#.replacing("%^FB ", with: "%^fb ")
        #expect(throws: Never.self) { try AccessLogFormat(compiling: Array(format.utf8)) }
    }

    @Test(arguments: [
        ("", AccessLogFormat.Problem.lacks("the client, as %h")), ("%h %r", .lacks("the time, as %t")),
        ("%h %t", .lacks("the request, as %r")), ("%h %t %r %", .unknownDirective("%")),
        ("%h %t %r %>", .unknownDirective("%>")), ("%h %t %r %{Referer", .unterminatedArgument),
        ("%h %{%Q}t %r", .unknownDirective("%Q")), ("%h%u %t %r", .inseparable("client")),
    ])
    func whatIsNoFormatIsRefused(format: String, problem: AccessLogFormat.Problem) {
        #expect(throws: problem) { try AccessLogFormat(compiling: Array(format.utf8)) }
    }

    // MARK: bytes

    @Test func bytesWithHeadersAreNoPayload() throws {
        let line = #"192.0.2.1 - - [28/Mar/2015:08:00:48 +0100] "GET /a.wav HTTP/1.1" 200 151966"#
        #expect(try event(line, #"%h %l %u %t "%r" %>s %O"#)?.byteMeaning == .payloadAndHeaders)
        #expect(try event(line, #"%a %l %u %t "%r" %>s %b"#)?.byteMeaning == .payload)
        #expect(try event(line, "common")?.byteMeaning == .unknown)
        var parser = format("apache.access")
        #expect(parser.parse(line).event.byteMeaning == .unknown)
    }

    @Test(arguments: [
        ("9600044 912000 X", Transfer.aborted, 912_000), ("9600044 912000 +", .aborted, 912_000),
        ("9600044 9600300 +", .complete, 9_600_044), ("9600044 9600300 X", .aborted, 9_600_044),
    ])
    func whatWasHandedOverTellsAnAbort(figures: String, transfer: Transfer, byteCount: Int64) throws {
        let line = "192.0.2.1 - - [28/Mar/2015:08:00:48 +0100] \"GET /a.wav HTTP/1.1\" 200 \(figures)"
        let event = try #require(try event(line, #"%h %l %u %t "%r" %>s %b %O %X"#))
        #expect(event.transfer == transfer)
        #expect(event.byteCount == byteCount)
        #expect(event.responseByteCount == 9_600_044)
        #expect(event.byteMeaning == .payload)
    }

    @Test func aBodyOfNoneIsNotWhatItsHeadersTook() throws {
        let line = #"192.0.2.1 [28/Mar/2015:08:00:48 +0100] "HEAD /a.wav HTTP/1.1" 200 - 235"#
        let event = try #require(try event(line, #"%h %t "%r" %>s %b %O"#))
        #expect(event.byteCount == nil)
        #expect(event.responseByteCount == nil)
    }

    // MARK: texts

    @Test func fieldsMayStandInAnyOrder() throws {
        let line =
            #"200|/calls/\xc3\x85 100%25.wav|?x=1|GET|HTTP/1.1|a\"b|www.example.org|anna doe|2015-03-28T08:00:48+0100|192.0.2.1|7"#
        let event = try #require(
            try event(line, "%>s|%U|%q|%m|%H|%{User-agent}i|%v|%u|%{%Y-%m-%dT%H:%M:%S%z}t|%a|%B"))
        #expect(event.string(event.urlPath) == "/calls/Å 100%25.wav")
        #expect(event.string(event.urlQuery) == "x=1")
        #expect(event.string(event.method) == "GET")
        #expect(event.string(event.httpVersion) == "1.1")
        #expect(event.string(event.userAgent) == #"a\"b"#)
        #expect(event.string(event.urlDomain) == "www.example.org")
        #expect(event.string(event.user) == "anna doe")
        #expect(event.string(event.source) == "192.0.2.1")
        #expect(event.time == Instant(seconds: 1_427_526_048))
        #expect(event.byteCount == 7)
    }

    @Test func pathAndQueryNeedNothingBetween() throws {
        let log = #"%h %t "%m %U%q %H" %>s %b"#
        let both = try #require(
            try event(#"192.0.2.1 [28/Mar/2015:08:00:48 +0100] "GET /a b?x=1 HTTP/1.1" 200 5"#, log))
        #expect(both.string(both.urlPath) == "/a b")
        #expect(both.string(both.urlQuery) == "x=1")
        let path = try #require(try event(#"192.0.2.1 [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 200 5"#, log))
        #expect(path.string(path.urlPath) == "/a")
        #expect(!path.urlQuery.isPresent)
    }

    @Test func aRequestWithoutQuotesCannotForgeItsStatus() throws {
        let line = "192.0.2.1 [28/Mar/2015:08:00:48 +0100] GET /a 200 5 HTTP/1.1 404 317"
        let event = try #require(try event(line, "%h %t %r %>s %b"))
        #expect(event.status == 404)
        #expect(event.string(event.url) == "/a 200 5")
    }

    @Test func aUserCannotForgeTheStamp() throws {
        let user = #"eve [01/Jan/2001:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5"#
        let line = #"192.0.2.1 \#(user) [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 401 5"#
        let event = try #require(try event(line, #"%h %u %t "%r" %>s %b"#))
        #expect(event.string(event.user) == user)
        #expect(event.status == 401)
    }

    @Test func theFinalStatusCounts() throws {
        let line = #"192.0.2.1 [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 404 200 5"#
        #expect(try event(line, #"%h %t "%r" %>s %s %b"#)?.status == 404)
        #expect(try event(line, #"%h %t "%r" %<s %>s %b"#)?.status == 200)
    }

    @Test func theClientThatAProxyNamesIsNotThePeer() throws {
        let line = #"198.51.100.1 192.0.2.1 [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 200 5"#
        let both = try #require(try event(line, #"%{c}a %a %t "%r" %>s %b"#))
        #expect(both.string(both.source) == "192.0.2.1")
    }

    @Test func jsonIsAFormatAsAnyOther() throws {
        let line = #"{"t":"1427526048.250","c":"192.0.2.1","r":"GET /\"x\" HTTP/1.1","s":200,"b":-}"#
        let event = try #require(
            try event(line, #"{"t":"%{sec}t.%{msec_frac}t","c":"%h","r":"%r","s":%>s,"b":%b}"#))
        #expect(event.time == Instant(seconds: 1_427_526_048, nanoseconds: 250_000_000, fractionDigits: 3))
        #expect(event.string(event.urlPath) == #"/"x""#)
        #expect(event.byteCount == nil)
    }

    // MARK: time

    @Test(
        arguments: [
            ("%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t", "28/Mar/2015:08:00:48.250 +0100", 1_427_526_048, 3),
            ("%{usec}t", "1427526048250000", 1_427_526_048, 6), ("%{begin:msec}t", "1427526048250", 1_427_526_048, 3),
            ("%{end:%s}t", "1427526048", 1_427_526_048, 0),
            (
                "%{%A, %d %B %Y %I:%M:%S %p}t",
                "Saturday, 28 March 2015 01:00:48 PM", 1_427_547_648, 0
            ),
            (
                "%{%c}t", "Sat Mar 28 08:00:48 2015",
                1_427_529_648, 0
            ), ("[%{%D %R}t]", "[03/28/15 08:00]", 1_427_529_600, 0),
        ] as [(String, String, Int64, UInt8)])
    func timesAreReadAsTheyAreFormatted(format: String, text: String, seconds: Int64, digits: UInt8) throws {
        let event = try #require(
            try event("192.0.2.1 \(text) \"GET /a HTTP/1.1\" 200 5", "%h \(format) \"%r\" %>s %b"))
        #expect(event.time?.seconds == seconds)
        #expect(event.time?.fractionDigits == digits)
    }

    @Test func theBeginningOfARequestIsItsTime() throws {
        let event = try #require(
            try event(
                #"192.0.2.1 1427526050 1427526048 "GET /a HTTP/1.1" 200 5"#,
                #"%h %{end:sec}t %{begin:sec}t "%r" %>s %b"#))
        #expect(event.time == Instant(seconds: 1_427_526_048))
    }

    // MARK: lines that do not fit

    @Test func aLineOfAnotherFormatIsReadByTheGeneralGrammar() throws {
        let line = #"192.0.2.1 - anna [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 200 5 "-" "curl""#
        let event = try #require(try event(line, #"%v %h %t "%r" %>s %b"#))
        #expect(event.string(event.user) == "anna")
        #expect(event.byteMeaning == .unknown)
    }

    @Test func aCutNumberIsNotBelieved() throws {
        let line = #"www.example.org 192.0.2.1 [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 200 5"#
        let log = #"%v %h %t "%r" %>s %b"#
        #expect(try event(line, log) != nil)
        #expect(try event(line, log, isTerminated: false) == nil)
    }

    // MARK: nginx

    @Test func variablesOfNginxAreRead() throws {
        let log =
            #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" rt=$request_time"#
        let line =
            #"192.0.2.1 - - [28/Mar/2015:08:00:48 +0100] "GET /\xE5\x22x HTTP/1.1" 200 687040 "-" "a\x22b" rt=0.012"#
        let event = try #require(try event(line, log))
        #expect("\(event.dataset)" == "nginx.access")
        #expect(event.bytes(event.urlPath) == [0x2f, 0xe5, 0x22, 0x78])
        #expect(event.byteCount == 687_040)
        #expect(event.byteMeaning == .payload)
        #expect(event.string(event.userAgent) == #"a\x22b"#)
    }

    @Test func combinedOfNginxIsReadAsTheUsualLinesAre() throws {
        let line = #"192.0.2.1 - - [28/Mar/2015:08:00:48 +0100] "GET /a HTTP/1.1" 200 687040 "-" "curl""#
        var parser = format("apache.access", accessLogFormats: [try .nginxCombined])
        let (outcome, event) = parser.parse(line)
        #expect(outcome == .event)
        #expect("\(event.dataset)" == "nginx.access")
        #expect(event.byteMeaning == .payload)
    }

    @Test func completionTellsAnAbort() throws {
        let log = #"$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent "$request_completion""#
        let line = #"192.0.2.1 [2015-03-28T08:00:48+01:00] "GET /a HTTP/1.1" 200 5 "#
        #expect(try event(line + #""OK""#, log)?.transfer == .complete)
        #expect(try event(line + #""""#, log)?.transfer == .aborted)
    }
}
