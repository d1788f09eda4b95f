// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import SystemPackage
import TestSupport
import Testing

/// NUL bytes stand where a crash took lines, or where a file was cut under a writer that then went on at its old place.
@Suite struct NULRunTests {
    @Test func theyAreTakenOffTheFrontOfTheLineCountedAndTold() throws {
        let reading = try StreamReading(of: "a\n\0\0\0b\nc\0d\0\n")
        #expect(reading.texts == ["a", "b", "c\0d\0"])
        #expect(reading.lines.map(\.position.nulCount) == [0, 3, 0])
        #expect(reading.offsets == [0, 2, 7])
        #expect(
            reading.damage == [
                StreamDamage(kind: .nulRun, offset: 2, bytesLost: 3, detail: "3 NUL bytes in front of line 2")
            ])
    }

    @Test(arguments: [1, 64 << 10, 5_000_000])
    func aFileOfNothingElseIsOneEmptyUnterminatedLine(count: Int) throws {
        for looksAtHead in [false, true] {
            let reading = try StreamReading(of: [UInt8](repeating: 0, count: count), looksAtHead: looksAtHead)
            #expect(reading.texts == [""])
            #expect(reading.lines.map(\.position) == [RecordPosition(lineNumber: 1, offset: 0, nulCount: count)])
            #expect(Set(reading.kinds) == [.nulRun, .unterminatedRecord])
        }
    }

    @Test(arguments: [1 << 20, 1 << 20 + 1, 3_500_001])
    func theLineBehindARunLongerThanAnyRecordIsStillRead(count: Int) throws {
        let nuls = [UInt8](repeating: 0, count: count)
        let bytes = nuls + Array("first\nsecond\n".utf8) + nuls + Array("third\n".utf8)
        for bytes in [bytes, gzip(bytes)] {
            for looksAtHead in [false, true] {
                let reading = try StreamReading(of: bytes, looksAtHead: looksAtHead)
                #expect(reading.texts == ["first", "second", "third"])
                #expect(reading.lines.map(\.position.nulCount) == [count, 0, count])
                #expect(reading.offsets == [0, Int64(count + 6), Int64(count + 13)])
                #expect(reading.damage.map(\.bytesLost) == [Int64(count), Int64(count)])
            }
        }
    }

    @Test func theHeadBeginsBehindThem() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 0, count: 200_000) + Array("text\n".utf8), to: "log")
        var stream = try RecordStream(opening: FilePath(path))
        let headSize = stream.withHead { $0.count }
        #expect(headSize == 5)
    }

    @Test func damageAtEveryLineIsToldInConstantMemory() throws {
        let reading = try StreamReading(of: String(repeating: "\0\0x\n", count: 10_000))
        #expect(reading.lines.count == 10_000)
        #expect(reading.lines.allSatisfy { $0.bytes == [0x78] && $0.position.nulCount == 2 })
        #expect(reading.damage.count == 101)
        #expect(
            reading.damage.last
                == StreamDamage(
                    kind: .nulRun, offset: 400, bytesLost: 19_800, detail: "9900 more places like the 100 before"))
        #expect(reading.damage.reduce(0) { $0 + ($1.bytesLost ?? 0) } == 20_000)
    }
}
