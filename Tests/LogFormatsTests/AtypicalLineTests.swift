// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import TestSupport
import Testing

struct AtypicalLineTests {
    /// By the usual grammar, and by those compiled from a `LogFormat` that it does not cover.
    @Test(arguments: AtypicalLine.Kind.allCases, [false, true])
    func everyLineIsAnEventWithTheRightFields(kind: AtypicalLine.Kind, isCompiled: Bool) throws {
        var random = SeededGenerator(seed: 0x5eed_0050)
        let formats = try [
            #"%V %h %l %u %t "%r" %>s %b"#, #"%V %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
        ].map { try AccessLogFormat(compiling: Array($0.utf8)) }
        var parser = format("apache.access", accessLogFormats: isCompiled ? formats : [])
        for number in 1...40 {
            let line = AtypicalLine(kind, number: number, &random)
            let text = isCompiled ? "www.example.org \(line.text)" : line.text
            let (outcome, event) = parser.parse(text)
            try #require(outcome == .event, "\(text)")
            #expect(event.time == Instant(seconds: line.seconds), "\(text)")
            #expect(event.timeBasis == .stated)
            #expect(event.string(event.source) == line.client, "\(text)")
            #expect(event.string(event.user) == line.user, "\(text)")
            #expect(event.string(event.method) == line.method, "\(text)")
            #expect(event.string(event.url) == line.target, "\(text)")
            #expect(event.string(event.urlPath) == line.path, "\(text)")
            #expect(event.string(event.httpVersion) == line.version, "\(text)")
            #expect(event.status == line.status, "\(text)")
            #expect(event.responseByteCount == line.byteCount.map { Int64($0) }, "\(text)")
            #expect(event.string(event.referrer) == line.referrer, "\(text)")
            #expect(event.string(event.userAgent) ?? "" == line.agent ?? "", "\(text)")
            #expect(event.channel == line.channel, "\(text)")
            #expect(event.action == line.action, "\(text)")
            #expect(event.string(event.urlDomain) == (isCompiled ? "www.example.org" : nil))
        }
    }
}
