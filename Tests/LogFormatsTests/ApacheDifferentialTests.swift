// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import LogFormats
import Testing

/// The parser, which infers the `LogFormat`, against the reference, which is told it.
struct ApacheDifferentialTests {
    private static let seeds: [UInt64] = [0x5eed_0010, 0x5eed_0011, 0x5eed_0012, 0x5eed_0013]
    private static let linesPerSeed = 1_500

    @Test(arguments: seeds)
    func wholeLinesAreReadAlike(seed: UInt64) throws {
        var generator = AccessLineGenerator(seed: seed)
        var parser = format("apache.access")
        for logFormat in AccessLineGenerator.logFormats {
            let reference = try ApacheReference(logFormat: logFormat)
            for _ in 0..<Self.linesPerSeed / AccessLineGenerator.logFormats.count {
                let line = generator.line(logFormat)
                let slow = try #require(reference.fields(of: line), Self.comment(seed, line))
                let fast = Self.fields(of: line, &parser)
                #expect(fast == (Self.isForeign(slow) ? nil : slow), Self.comment(seed, line))
            }
        }
    }

    /// Formats with figures behind them are compiled; the others the usual grammar reads.
    @Test(arguments: seeds)
    func linesOfAStatedFormatAreReadAlike(seed: UInt64) throws {
        var generator = AccessLineGenerator(seed: seed)
        for logFormat in AccessLineGenerator.logFormats where !logFormat.hasPrefix("%v") {
            let reference = try ApacheReference(logFormat: logFormat)
            let compiled = try AccessLogFormat(compiling: Array(logFormat.utf8))
            var parser = format("apache.access", accessLogFormats: [compiled])
            for _ in 0..<Self.linesPerSeed / AccessLineGenerator.logFormats.count {
                let line = generator.line(logFormat)
                let slow = try #require(reference.fields(of: line), Self.comment(seed, line))
                #expect(Self.fields(of: line, &parser) == (Self.isForeign(slow) ? nil : slow), Self.comment(seed, line))
            }
        }
    }

    /// Behind the stamp the parser may read more than the reference, which knows one `LogFormat` only: quotes that
    /// an old server did not escape, and any tail.
    @Test(arguments: seeds)
    func spoiledLinesAreReadAlikeOrRefusedOrReadByALooserPattern(seed: UInt64) throws {
        var generator = AccessLineGenerator(seed: seed)
        var parser = format("apache.access")
        let loose = try NSRegularExpression(
            pattern: #"\] (?:"-" )?"(?:\\.|[^\\])*?" +(?:"-" +)?(\d{3}|-)(?: +(\d{1,18}|-)(?: .*)?)?\z"#,
            options: [.dotMatchesLineSeparators])
        for logFormat in AccessLineGenerator.logFormats {
            let reference = try ApacheReference(logFormat: logFormat)
            for _ in 0..<Self.linesPerSeed / AccessLineGenerator.logFormats.count {
                let whole = generator.line(logFormat)
                let prefix = try #require(whole.firstRange(of: Array("0] \"".utf8)), Self.comment(seed, whole))
                let line = generator.spoiled(whole, from: prefix.upperBound)
                let fast = Self.fields(of: line, &parser)
                if let slow = reference.fields(of: line) {
                    #expect(fast == (Self.isForeign(slow) ? nil : slow), Self.comment(seed, line))
                } else if fast != nil {
                    let text = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
                    let range = NSRange(location: 0, length: line.count)
                    #expect(loose.firstMatch(in: text, range: range) != nil, Self.comment(seed, line))
                }
            }
        }
    }

    /// Anywhere in the line, the prefix of which the parser may then read as another: the rest must agree.
    @Test(arguments: seeds)
    func linesWithASpoiledClientAgreeInTheRest(seed: UInt64) throws {
        var generator = AccessLineGenerator(seed: seed)
        var parser = format("apache.access")
        for logFormat in AccessLineGenerator.logFormats {
            let reference = try ApacheReference(logFormat: logFormat)
            for _ in 0..<Self.linesPerSeed / AccessLineGenerator.logFormats.count {
                let line = generator.spoiled(generator.line(logFormat), from: 0)
                guard let slow = reference.fields(of: line), !Self.isForeign(slow) else { continue }
                var fast = try #require(Self.fields(of: line, &parser), Self.comment(seed, line))
                fast.client = slow.client
                fast.user = slow.user
                fast.domain = slow.domain
                #expect(fast == slow, Self.comment(seed, line))
            }
        }
    }

    /// What is an FTP server's line and no web server's: a command of FTP that was not refused as a bad request, or
    /// a request without a version that was answered, and not to GET.
    private static func isForeign(_ fields: AccessFields) -> Bool {
        guard fields.version == nil, let target = fields.target else { return false }
        let command = String(decoding: fields.method ?? target, as: UTF8.self).uppercased()
        if ["QUIT", "RETR"].contains(command) { return fields.status != 400 }
        guard let method = fields.method else { return false }
        return method != Array("GET".utf8) && (fields.status ?? 400) < 400
    }

    private static func fields(of line: [UInt8], _ parser: inout any LogFormat) -> AccessFields? {
        let (outcome, event) = parser.parse(line)
        guard outcome == .event, let time = event.time, let client = event.bytes(event.source) else { return nil }
        return AccessFields(
            client: client, user: event.bytes(event.user), domain: event.bytes(event.urlDomain),
            seconds: time.seconds, method: event.bytes(event.method), target: event.bytes(event.url),
            path: event.bytes(event.urlPath), version: event.bytes(event.httpVersion), status: event.status,
            byteCount: event.responseByteCount, referrer: event.bytes(event.referrer),
            agent: event.bytes(event.userAgent))
    }

    private static func comment(_ seed: UInt64, _ line: [UInt8]) -> Comment {
        "seed \(seed): \(String(decoding: line, as: UTF8.self))"
    }
}
