// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import SystemPackage
import TestSupport
import Testing

/// Every way to break one small file: what comes before the damage stands, and the damage is told.
@Suite struct GzipBreakageTests {
    private static let text = (1...24).map { "127.0.0.\($0) /calls/\($0 * 7919 % 1000).wav \($0 * 60145)\n" }.joined()
    private static let whole = gzip(Array(text.utf8))

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ bytes: [UInt8], looksAtHead: Bool = false) throws -> StreamReading {
        let path = try folder.write(bytes, to: "artifact.gz")
        let reading = try StreamReading(path, looksAtHead: looksAtHead)
        var raw = try RecordStream(opening: FilePath(path))
        raw.drain()
        #expect(reading.rawByteCount == Int64(bytes.count))
        #expect(reading.sha256 == raw.sha256)
        #expect(reading.decompressedByteCount >= reading.joined.count)
        return reading
    }

    @Test func cutAtAnyByteItGivesWhatCameBeforeAndSaysSo() throws {
        for cut in Self.whole.indices {
            let reading = try read(Array(Self.whole[..<cut]))
            guard cut >= 3 else {
                #expect(!reading.isGzip)
                continue
            }
            #expect(reading.isGzip)
            #expect(reading.kinds == [.truncatedGzip], "cut at \(cut)")
            #expect(reading.damage.map(\.offset) == [Int64(reading.joined.count)])
            #expect(Array(Self.text.utf8).starts(with: reading.joined))
            #expect(reading.lines.dropLast().allSatisfy { $0.isTerminated })
        }
    }

    @Test func whatIsDecodedOfACutFileDoesNotDependOnTheRoomForIt() throws {
        let text = (1...300).map { "\($0 % 10)" + String(repeating: "x", count: 1000) + "\n" }.joined()
        let whole = gzip(Array(text.utf8))
        for cut in stride(from: 3, to: whole.count, by: 1) {
            let bytes = Array(whole[..<cut])
            let reading = try read(bytes)
            let peeked = try read(bytes, looksAtHead: true)
            #expect(reading.lines == peeked.lines, "cut at \(cut)")
            #expect(reading.damage == peeked.damage, "cut at \(cut)")
        }
    }

    @Test(arguments: [0x01, 0x80, 0xff] as [UInt8])
    func withAnyByteChangedItGivesWhatCameBeforeAndTheRestOrDamage(change: UInt8) throws {
        for index in Self.whole.indices.dropFirst(3) {
            var bytes = Self.whole
            bytes[index] ^= change
            let reading = try read(bytes)
            let before = try read(Array(bytes[..<index]))
            #expect(reading.joined.starts(with: before.joined), "byte \(index)")
            #expect(reading.joined == Array(Self.text.utf8) || !reading.kinds.isEmpty, "byte \(index)")
        }
    }

    @Test(arguments: [0x01, 0x80, 0xff] as [UInt8])
    func aCorruptMemberTakesNothingFromThoseAroundIt(change: UInt8) throws {
        let first = "before 1\nbefore 2\n"
        let last = "after 1\nafter 2\n"
        for index in Self.whole.indices {
            var member = Self.whole
            member[index] ^= change
            let reading = try read(gzip(Array(first.utf8)) + member + gzip(Array(last.utf8)))
            #expect(reading.texts.prefix(2) == ["before 1", "before 2"], "byte \(index)")
            #expect(reading.texts.suffix(2) == ["after 1", "after 2"], "byte \(index)")
            let isWhole = reading.texts.count == 28 && reading.joined == Array((first + Self.text + last).utf8)
            #expect(isWhole || !reading.kinds.isEmpty, "byte \(index)")
        }
    }

    @Test func aCutMemberTakesNothingFromTheNextNorIsGluedToIt() throws {
        for cut in 3..<Self.whole.count {
            let reading = try read(Array(Self.whole[..<cut]) + gzip(Array("after 1\nafter 2\n".utf8)))
            #expect(reading.texts.suffix(2) == ["after 1", "after 2"], "cut at \(cut)")
            #expect(!reading.kinds.isEmpty, "cut at \(cut)")
        }
    }

    /// The decoder runs into the next member, and further than one read, before it notices.
    @Test(arguments: [64 << 10, 256 << 10])
    func theNextMemberIsFoundAlsoIfItsHeaderEndsARead(boundary: Int) throws {
        var random = SeededGenerator(seed: 7)
        let noise = (0..<boundary * 2).map { _ in UInt8.random(in: 0x20...0x7e, using: &random) }
        let member = gzip(noise)
        #expect(member.count > boundary)
        for distance in stride(from: 1, through: 400, by: 13) {
            let reading = try read(Array(member[..<(boundary - distance)]) + gzip(Array("after 1\nafter 2\n".utf8)))
            #expect(reading.texts.suffix(2) == ["after 1", "after 2"], "\(distance) bytes before the boundary")
        }
    }

    /// A file of headers, each the start of a member that is as long as the decoder is ever gone back over.
    @Test func aFileOfHeadersCostsNoMoreThanItsLengthAllows() throws {
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
        let storedBlockOf65535Bytes: [UInt8] = [0, 0xff, 0xff, 0, 0]
        let unit = header + storedBlockOf65535Bytes
        let bytes = (0..<70_000).flatMap { _ in unit }
        let reading = try read(bytes)
        #expect(reading.decompressedByteCount < 8 * Int64(bytes.count))
        #expect(reading.damage.count <= 102)
    }
}

extension StreamReading {
    /// The lines with their line feeds.
    var joined: [UInt8] { lines.flatMap { ($0.bytes ?? []) + ($0.isTerminated ? [0x0a] : []) } }
}
