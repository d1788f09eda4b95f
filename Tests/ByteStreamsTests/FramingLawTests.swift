// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import TestSupport
import Testing

/// However a text is wrapped and cut into pieces, its lines are the same.
@Suite struct FramingLawTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func linesJoinedGiveBackTheBytesInEveryWrapping(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.text(&random)
        let lineFeeds = text.count { $0 == 0x0a }
        let lineCount = lineFeeds + (text.last.map { $0 != 0x0a } ?? false ? 1 : 0)
        let plain = try StreamReading(of: text)
        #expect(plain.lines.count == lineCount)
        #expect(Self.joined(plain.lines) == text)
        #expect(plain.lines.map(\.position.lineNumber) == (0..<lineCount).map { Int64($0 + 1) })
        #expect(plain.offsets == Self.offsets(text))

        let splits = (0..<3).map { _ in Self.members(text, sizes: { Int.random(in: 0...2000, using: &random) }) }
        for wrapped in [gzip(text), Self.members(text.prefix(300)) { 1 } + gzip(Array(text.dropFirst(300)))] + splits {
            for looksAtHead in [false, true] {
                let reading = try StreamReading(of: wrapped, looksAtHead: looksAtHead)
                #expect(reading.isGzip)
                #expect(reading.lines == plain.lines)
                #expect(reading.damage == plain.damage)
                #expect(reading.decompressedByteCount == Int64(text.count))
                #expect(reading.rawByteCount == Int64(wrapped.count))
            }
        }
        #expect(try StreamReading(of: text, looksAtHead: true).lines == plain.lines)
    }

    /// Searched anew from its start with every byte that arrives, the long line would take many times as long.
    @Test func aLongLineInMembersOfOneByteTakesNoLongerThanShortLines() throws {
        let xs = Array(repeating: gzip([0x78], level: 0), count: 99).flatMap { $0 }
        let folder = try TemporaryFolder()
        func time(joint: UInt8) throws -> Duration {
            let piece = xs + gzip([joint], level: 0)
            var bytes: [UInt8] = []
            for _ in 0..<9999 { bytes += piece }
            let path = try folder.write(bytes + xs + gzip([0x0a], level: 0), to: "log.gz")
            return try threadTime {
                let lines = try StreamReading(path).lines
                #expect(lines.count == (joint == 0x0a ? 10_000 : 1))
                #expect(lines.last?.bytes?.count == (joint == 0x0a ? 99 : 999_999))
            }
        }
        #expect(try time(joint: 0x78) < time(joint: 0x0a) * 3)
    }

    /// Lines of many lengths, some empty, of all bytes but control bytes, which framing takes off.
    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...400, using: &random) {
            let count = Int.random(in: 0..<8, using: &random) == 0 ? 3000 : Int.random(in: 0...120, using: &random)
            text += (0..<count).map { _ in UInt8.random(in: 0x20...0xff, using: &random) }
            text.append(0x0a)
        }
        if Bool.random(using: &random), !text.isEmpty { text.removeLast() }
        return text
    }

    private static func members(_ text: some Sequence<UInt8>, sizes: () -> Int) -> [UInt8] {
        var rest = Array(text)[...]
        var wrapped: [UInt8] = []
        repeat {
            let count = sizes()
            wrapped += gzip(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        } while !rest.isEmpty
        return wrapped
    }

    private static func joined(_ lines: [FramedLine]) -> [UInt8] {
        lines.flatMap { ($0.bytes ?? []) + ($0.isTerminated ? [0x0a] : []) }
    }

    private static func offsets(_ text: [UInt8]) -> [Int64] {
        text.indices.filter { $0 == 0 || text[$0 - 1] == 0x0a }.map { Int64($0) }
    }
}
