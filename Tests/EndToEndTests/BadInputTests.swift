// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Input that is no well-formed log: the status, and one account for every line.
@Suite struct BadInputTests {
    struct Input: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let bytes: [UInt8]
        var status: Int32 = 0
        /// Nil where the content is not read line by line.
        var lines: ReportDocument.Lines?
        var damage: [String] = []
        var malformed: [ReportDocument.Evidence.MalformedLine] = []
    }

    private static let line = Array(accessLine().utf8)
    private static let lineFeedless = Array(accessLine().utf8.dropLast())
    /// Every byte as often as any other: no text.
    private static let noise: [UInt8] = {
        var generator = SeededGenerator(seed: 1177)
        return (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }()

    private static let hostileLine = Array(accessLine("/?").utf8).map { $0 == UInt8(ascii: "?") ? 0xff : $0 }

    /// With a checksum that is wrong.
    private static func corrupt(_ member: [UInt8]) -> [UInt8] {
        var member = member
        member[member.count - 8] ^= 1
        return member
    }

    static let inputs = [
        Input(testDescription: "an empty file", bytes: [], lines: .init()),
        Input(testDescription: "an empty gzip", bytes: gzip([]), lines: .init()),
        Input(testDescription: "only line feeds", bytes: [0x0a, 0x0a], lines: .init(ignored: 2)),
        Input(testDescription: "a binary file", bytes: noise),
        Input(testDescription: "only NUL bytes", bytes: Array(repeating: 0, count: 5000)),
        Input(
            testDescription: "a line of 2 MiB",
            bytes: line + Array(repeating: UInt8(ascii: "x"), count: 2 << 20) + [0x0a] + line,
            lines: .init(events: 2, malformed: 1), malformed: [.init(line: 2, offset: line.count)]),
        Input(
            testDescription: "NUL bytes in front of a line",
            bytes: line + Array(repeating: 0, count: 300) + line, status: 1, lines: .init(events: 2),
            damage: ["nul_run"]),
        Input(
            testDescription: "lines that end in CR LF",
            bytes: lineFeedless + [0x0d, 0x0a] + lineFeedless + [0x0d, 0x0a], lines: .init(events: 2)),
        Input(
            testDescription: "a last line without an end", bytes: line + lineFeedless, status: 1,
            lines: .init(events: 2), damage: ["unterminated_line"]),
        Input(
            testDescription: "mixed formats",
            bytes: line + Array("Wed Mar  4 09:52:29 2015 1 192.0.2.7 1000 /calls/a.wav b _ o r anna ftp 0 * c\n".utf8)
                + line,
            lines: .init(events: 3)),
        Input(
            testDescription: "a log behind 64 KiB of junk",
            bytes: Array(String(repeating: "what is this\n", count: 6000).utf8) + line + line,
            lines: .init(events: 2, malformed: 6000),
            malformed: (0..<100).map { .init(line: $0 + 1, offset: $0 * 13) }),
        Input(
            testDescription: "a plain log, two gzips and a plain log in one file",
            bytes: line + line + gzip(line) + gzip(line + line) + line, lines: .init(events: 6)),
        Input(
            testDescription: "a line that begins like a gzip",
            bytes: line + [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + Array("forged\n".utf8) + line + line, status: 1,
            lines: .init(events: 3, malformed: 1), damage: ["corrupt_gzip"],
            malformed: [.init(line: 2, offset: line.count)]),
        Input(
            testDescription: "bytes behind a gzip", bytes: gzip(line) + Array("rest".utf8), status: 1,
            lines: .init(events: 1), damage: ["trailing_garbage"]),
        Input(
            testDescription: "a gzip with a corrupt member between two whole ones",
            bytes: gzip(line) + corrupt(gzip(Array(String(repeating: "0123456789\n", count: 30).utf8), level: 0))
                + gzip(line),
            status: 1, lines: .init(events: 2, malformed: 30), damage: ["corrupt_gzip"],
            malformed: (0..<30).map { .init(line: $0 + 2, offset: line.count + $0 * 11) }),
        Input(
            testDescription: "control bytes, escape sequences and bytes that are no UTF-8",
            bytes: Array(accessLine("/\u{1b}[31m").utf8) + hostileLine, lines: .init(events: 2)),
        Input(
            testDescription: "prose", bytes: Array("In the beginning\nwas the word.\n".utf8),
            lines: .init(malformed: 2), malformed: [.init(line: 1, offset: 0), .init(line: 2, offset: 17)]),
    ]

    @Test(arguments: inputs)
    func everyLineIsInOneAccount(input: Input) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(input.bytes, to: "access.log")
        try expect(input, in: ReportDocument.make([file], status: input.status), as: "access.log")
    }

    @Test(arguments: inputs)
    func standardInputIsAccountedForInTheSameWay(input: Input) throws {
        try expect(input, in: ReportDocument.make([], input: input.bytes, status: input.status), as: "-")
    }

    private func expect(_ input: Input, in report: ReportDocument, as name: String) throws {
        #expect(report.evidence.count == 1)
        let artifact = try report.artifact(name)
        #expect(artifact.lines == input.lines)
        #expect(artifact.size == input.bytes.count)
        #expect(artifact.sha256?.utf8.count == 64)
        #expect(artifact.damage.map(\.kind) == input.damage)
        #expect(artifact.malformed == input.malformed)
        #expect(report.accounting == input.lines ?? .init())
    }

    @Test func oneBadFileDoesNotKeepTheOthersFromBeingRead() throws {
        let folder = try TemporaryFolder()
        for (index, input) in Self.inputs.enumerated() { try folder.write(input.bytes, to: "\(index)/access.log") }
        let report = try ReportDocument.make([folder.path], status: 1)
        #expect(report.evidence.count == Self.inputs.count)
        #expect(report.accounting.events == Self.inputs.reduce(0) { $0 + ($1.lines?.events ?? 0) })
    }

    /// The report is made on 2023-11-14; a year is 31,536,000 seconds and more.
    @Test(.timeLimit(.minutes(10)))
    func timesThatCannotBeAreKeptAndFlagged() throws {
        let stamps = [
            "01/Jan/0001:00:00:00 +0000", "01/Jan/1970:00:00:00 +0000", "05/Mar/2015:10:00:00 +0100",
            "19/Jan/2038:03:14:08 +0000", "31/Dec/9999:23:59:59 +0000", "05/Mar/2015:10:00:00 +0100",
        ]
        let lines =
            stamps.map { "192.0.2.7 - - [\($0)] \"GET /a.wav HTTP/1.1\" 200 5\n" } + [
                "192.0.2.7 - - [31/Feb/2015:10:00:00 +0100] \"GET /a.wav HTTP/1.1\" 200 5\n"
            ]
        let folder = try TemporaryFolder()
        let file = try folder.write(lines.joined(), to: "access.log")
        let artifact = try ReportDocument.make([file]).artifact("access.log")
        #expect(artifact.lines == .init(events: 6, malformed: 1))
        #expect(artifact.first == "0001-01-01T00:00:00Z")
        #expect(artifact.last == "9999-12-31T23:59:59Z")
        #expect(artifact.clock.before1971 == 2)
        #expect(artifact.clock.inFuture == 2)
        #expect(artifact.clock.backwardSteps == 1)
        #expect(artifact.clock.largestSteps.map(\.line) == [6])
        let text = try Binary.run(["report", file])
        #expect(text.status == 0)
        #expect(
            String(decoding: text.output, as: UTF8.self).contains(
                "  access.log: 1 step back, the largest of 251,976,754,799 s at line 6; 2 lines from before 1971; "
                    + "2 lines from the future\n"))
    }
}
