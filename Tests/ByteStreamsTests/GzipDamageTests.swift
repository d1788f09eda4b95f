// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import SystemPackage
import TestSupport
import Testing

/// What kinds of damage are called, where they are said to be, and what they are not.
@Suite struct GzipDamageTests {
    private func member(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

    @Test func anEmptyGzipHasNoLinesAndNoDamage() throws {
        let reading = try StreamReading(of: member(""))
        #expect(reading.isGzip)
        #expect(reading.lines.isEmpty)
        #expect(reading.damage.isEmpty)
        #expect(reading.rawByteCount == 20)
    }

    @Test func anEmptyMemberBetweenOthersChangesNothing() throws {
        let reading = try StreamReading(of: member("first\nsec") + member("") + member("ond\n"))
        #expect(reading.texts == ["first", "second"])
        #expect(reading.damage.isEmpty)
    }

    @Test func gzipIsKnownByItsMagicNumberAndNotByItsName() throws {
        let folder = try TemporaryFolder()
        #expect(try StreamReading(folder.write("plain\n", to: "access.log.gz")).texts == ["plain"])
        #expect(try StreamReading(folder.write(member("packed\n"), to: "access.log")).texts == ["packed"])
    }

    @Test func aFileThatOnlyBeginsLikeGzipIsCorrupt() throws {
        for rest in ["\u{7f} no flags like these\n", "\0 0000 and no deflate\n"] {
            let reading = try StreamReading(of: [0x1f, 0x8b, 8] + Array(rest.utf8))
            #expect(reading.isGzip)
            #expect(reading.lines.isEmpty)
            #expect(reading.kinds == [.corruptGzip])
            #expect(reading.damage.map(\.offset) == [0])
        }
    }

    @Test func trailingGarbageIsCountedAndNamed() throws {
        for garbage in ["x", "garbage", String(repeating: "garbage ", count: 50_000)] {
            let reading = try StreamReading(of: member("first\nsecond\n") + Array(garbage.utf8))
            #expect(reading.texts == ["first", "second"])
            #expect(
                reading.damage == [
                    StreamDamage(
                        kind: .trailingGarbage, offset: 13, bytesLost: Int64(garbage.utf8.count),
                        detail: "\(garbage.utf8.count) bytes after a whole gzip member are no gzip")
                ])
        }
    }

    @Test func zeroPaddingIsGarbageToo() throws {
        let reading = try StreamReading(of: member("first\n") + [UInt8](repeating: 0, count: 600_000))
        #expect(reading.texts == ["first"])
        #expect(reading.kinds == [.trailingGarbage])
        #expect(reading.damage.map(\.bytesLost) == [600_000])
    }

    @Test func aLastLineBeforeGarbageIsToldAsUnterminated() throws {
        let reading = try StreamReading(of: member("first\ncut") + Array("garbage".utf8))
        #expect(reading.lines.map(\.isTerminated) == [true, false])
        #expect(Set(reading.kinds) == [.trailingGarbage, .unterminatedRecord])
    }

    @Test func linesOnBothSidesOfGarbageAreNotGlued() throws {
        let reading = try StreamReading(of: member("first\nsec") + Array("garbage".utf8) + member("third\nfourth\n"))
        #expect(reading.texts == ["first", "sec", "third", "fourth"])
        #expect(reading.lines.map(\.isTerminated) == [true, false, true, true])
        #expect(reading.offsets == [0, 6, 9, 15])
        #expect(reading.lines.map(\.position.lineNumber) == [1, 2, 3, 4])
        #expect(reading.kinds == [.trailingGarbage])
        #expect(reading.damage.map(\.offset) == [9])
    }

    @Test func aWrongChecksumIsCorruptAndTheLinesStand() throws {
        var second = member("second\n")
        second[second.count - 8] ^= 1
        let reading = try StreamReading(of: member("first\n") + second + member("third\n"))
        #expect(reading.texts == ["first", "second", "third"])
        #expect(reading.kinds == [.corruptGzip])
        #expect(reading.damage.map(\.offset) == [13])
        #expect(reading.damage[0].detail.hasPrefix("incorrect data check near compressed byte "))
        #expect(reading.damage[0].bytesLost == nil)
    }

    @Test func aWrongLengthIsCorruptToo() throws {
        var bytes = member("first\n")
        bytes[bytes.count - 1] ^= 1
        let reading = try StreamReading(of: bytes)
        #expect(reading.texts == ["first"])
        #expect(reading.kinds == [.corruptGzip])
        #expect(reading.damage[0].detail.hasPrefix("incorrect length check"))
    }

    @Test func theOffsetsOfDamageAreThoseInTheDecompressedStream() throws {
        let text = String(repeating: "a line of a log\n", count: 10_000)
        let whole = member(text)
        let reading = try StreamReading(of: whole + whole.dropLast(9))
        #expect(reading.kinds == [.truncatedGzip])
        #expect(reading.damage.map(\.offset) == [Int64(reading.joined.count)])
        #expect(reading.joined.count > text.utf8.count)
        #expect(reading.damage[0].detail.contains("after \(2 * whole.count - 9) bytes"))
    }

    @Test func theHeadOfAFileWhoseFirstMemberIsLostIsThatOfTheNext() throws {
        let folder = try TemporaryFolder()
        var lost = member("lost\n")
        lost[10] = 0xff
        let path = try folder.write(lost + member("first\nsecond\n"), to: "log.gz")
        var stream = try RecordStream(opening: FilePath(path))
        let headSize = stream.withHead { $0.count }
        #expect(headSize == 13)
        #expect(try StreamReading(path, looksAtHead: true).texts == ["first", "second"])
    }

    @Test func whereBytesAreLostADigestCountsTwoLinesAsReadingDoes() throws {
        let folder = try TemporaryFolder()
        var first = member("first\nsec")
        first[first.count - 8] ^= 1
        let path = try folder.write(first + member("third\n"), to: "log.gz")
        var stream = try RecordStream(opening: FilePath(path))
        let digest = stream.digestContent()
        #expect(digest.lineCount == 3)
        #expect(try StreamReading(path).lines.count == 3)
    }
}
