// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import SystemPackage
import TestSupport
import Testing

@Suite struct RecordStreamTests {
    private static let limit = RecordStream.recordLimit

    private func line(_ byte: Unicode.Scalar, _ count: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: byte), count: count)
    }

    @Test func anEmptyFileHasNoLinesAndNoDamage() throws {
        let reading = try StreamReading(of: "")
        #expect(reading.lines.isEmpty)
        #expect(reading.damage.isEmpty)
        #expect(!reading.isGzip)
        #expect(reading.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func linesAreNumberedFromOneAndKnowTheirOffsets() throws {
        let reading = try StreamReading(of: "first\n\nthird\n")
        #expect(reading.texts == ["first", "", "third"])
        #expect(reading.lines.map(\.position.lineNumber) == [1, 2, 3])
        #expect(reading.offsets == [0, 6, 7])
        #expect(reading.lines.allSatisfy { $0.isTerminated })
        #expect(reading.damage.isEmpty)
    }

    @Test(arguments: [false, true])
    func aLastLineWithoutLineFeedIsHandedOutAsUnterminatedAndTold(looksAtHead: Bool) throws {
        let reading = try StreamReading(of: Array("first\nsecond\ncut".utf8), looksAtHead: looksAtHead)
        #expect(reading.texts == ["first", "second", "cut"])
        #expect(reading.offsets == [0, 6, 13])
        #expect(reading.lines.map(\.isTerminated) == [true, true, false])
        #expect(reading.kinds == [.unterminatedRecord])
        #expect(reading.damage.map(\.offset) == [13])
    }

    @Test func oneCarriageReturnBeforeTheLineFeedIsNoPartOfTheRecord() throws {
        let reading = try StreamReading(of: "first\r\n\r\nsecond\r\r\nla\rst\r")
        #expect(reading.texts == ["first", "", "second\r", "la\rst"])
        #expect(reading.offsets == [0, 7, 9, 18])
    }

    @Test func bytesThatAreNoUTF8PassAsTheyAre() throws {
        let bytes: [UInt8] = [0xff, 0xe5, 0x1b, 0x80, 0x0a]
        #expect(try StreamReading(of: bytes).lines.map(\.bytes) == [[0xff, 0xe5, 0x1b, 0x80]])
    }

    @Test func linesLongerThanOneReadAreWhole() throws {
        let long = line("x", Self.limit - 7)
        let reading = try StreamReading(of: Array("a\n".utf8) + long + [0x0a] + long + Array("\nb\n".utf8))
        #expect(reading.lines.map(\.bytes) == [[0x61], long, long, [0x62]])
        #expect(reading.offsets == [0, 2, Int64(Self.limit - 4), Int64(2 * Self.limit - 10)])
    }

    @Test func aRecordAtTheBoundIsHandedOutAndOneByteMoreIsOverlong() throws {
        let bytes =
            line("x", Self.limit) + Array("\nnext\n".utf8) + line("y", Self.limit + 1) + Array("\nlast\n".utf8)
        let reading = try StreamReading(of: bytes)
        #expect(reading.lines.map { $0.bytes?.count } == [Self.limit, 4, nil, 4])
        #expect(reading.lines[2].overlongByteCount == Int64(Self.limit + 1))
        #expect(reading.texts[3] == "last")
        #expect(reading.lines.map(\.position.lineNumber) == [1, 2, 3, 4])
        let third = Int64(Self.limit + 6)
        #expect(reading.offsets == [0, Int64(Self.limit + 1), third, third + Int64(Self.limit + 2)])
    }

    @Test func manyMebibytesWithoutALineFeedAreOneOverlongLine() throws {
        let count = 9 * Self.limit + 12345
        let cut = try StreamReading(of: Array("first\n".utf8) + line("x", count))
        #expect(cut.lines.map(\.overlongByteCount) == [nil, Int64(count)])
        #expect(cut.offsets == [0, 6])
        #expect(cut.kinds == [.unterminatedRecord])

        let ended = try StreamReading(of: line("x", count) + Array("\nnext\n".utf8))
        #expect(ended.lines.map(\.overlongByteCount) == [Int64(count), nil])
        #expect(ended.texts[1] == "next")
        #expect(ended.offsets == [0, Int64(count + 1)])
        #expect(ended.damage.isEmpty)
    }

    @Test func aStreamStopsWhenItsReaderWantsNoMore() throws {
        let folder = try TemporaryFolder()
        var stream = try RecordStream(opening: FilePath(folder.write("a\nb\nc\n", to: "log")))
        var count = 0
        stream.forEachLine { _, _ in
            count += 1
            return count < 2
        }
        #expect(count == 2)
        stream.forEachLine { _, position in
            #expect(position == RecordPosition(lineNumber: 3, offset: 4))
            count += 1
            return true
        }
        #expect(count == 3)
    }

    @Test func theHeadIsNotConsumed() throws {
        let text = (1...20_000).map { "line \($0)\n" }.joined()
        let folder = try TemporaryFolder()
        for bytes in [Array(text.utf8), gzip(Array(text.utf8))] {
            let path = try folder.write(bytes, to: "log")
            var stream = try RecordStream(opening: FilePath(path))
            let head = stream.withHead { $0.withUnsafeBufferPointer { Array($0) } }
            #expect(head == Array(text.utf8.prefix(64 << 10)))
            let headAgain = stream.withHead { $0.count }
            #expect(headAgain == 64 << 10)
            let plain = try StreamReading(path)
            let peeked = try StreamReading(path, looksAtHead: true)
            #expect(peeked.lines == plain.lines)
            #expect(plain.lines.count == 20_000)
            #expect(peeked.sha256 == plain.sha256)
        }
    }

    @Test func theDigestOfTheContentIsThatOfTheDecompressedBytes() throws {
        let folder = try TemporaryFolder()
        var digests: [String] = []
        for bytes in [Array("abc".utf8), gzip(Array("abc".utf8))] {
            var stream = try RecordStream(opening: FilePath(folder.write(bytes, to: "log")))
            let digest = stream.digestContent()
            digests.append(digest.sha256)
            #expect(digest.lineCount == 1)
        }
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(digests == [expected, expected])
    }

    @Test func drainingCoversTheWholeFileFromWhateverPlace() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        for bytes in [bytes, gzip(bytes)] {
            let path = FilePath(try folder.write(bytes, to: "bytes"))
            let expected = try StreamReading(path.string)
            var whole = try RecordStream(opening: path)
            whole.drain()
            #expect(whole.sha256 == expected.sha256)
            #expect(whole.rawByteCount == Int64(bytes.count))
            #expect((whole.compression == .gzip) == expected.isGzip)
            if !expected.isGzip { #expect(whole.decompressedByteCount == Int64(bytes.count)) }
            var peeked = try RecordStream(opening: path)
            peeked.withHead { _ in }
            peeked.drain()
            #expect(peeked.sha256 == expected.sha256)
            #expect(peeked.rawByteCount == Int64(bytes.count))
        }
    }

    @Test func aReadThatFailsIsDamageAndAnEnd() throws {
        // A folder can be opened, but not read.
        var stream = try RecordStream(opening: "/")
        stream.forEachLine { _, _ in
            Issue.record("a folder has no lines")
            return true
        }
        #expect(stream.damage.map(\.kind) == [.readError])
        #expect(stream.damage.map(\.detail) == ["Is a directory after 0 bytes"])
        do {
            try stream.expectBytes()
            Issue.record("not one byte could be read")
        } catch {
            #expect(error == SourceError(code: .read, path: "/", errno: .isDirectory))
        }
    }

    @Test func aFileThatIsNotThereCannotBeOpened() {
        do {
            _ = try RecordStream(opening: "/nowhere/at/all")
            Issue.record("nothing is there")
        } catch {
            #expect(error == SourceError(code: .open, path: "/nowhere/at/all", errno: .noSuchFileOrDirectory))
        }
    }
}
