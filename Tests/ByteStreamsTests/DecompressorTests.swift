// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import TestSupport
import Testing

/// What the installed programs decompress.
@Suite struct DecompressorTests {
    private static let programs = ["bzip2", "xz", "zstd"]
    private let folder: TemporaryFolder
    private let lines = (0..<50_000).map { "line \($0) of a log\n" }.joined()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func compressed(_ text: String, with program: String) throws -> [UInt8] {
        try folder.write(text, to: "text")
        return try shellOutput("\(program) -c < '\(folder.path)/text'")
    }

    @Test(arguments: programs)
    func whatTheyCompressedIsReadWhole(program: String) throws {
        let path = try folder.write(compressed(lines, with: program), to: "log")
        let reading = try StreamReading(path)
        #expect(reading.texts.count == 50_000)
        #expect(reading.texts.last == "line 49999 of a log")
        #expect(reading.damage.isEmpty)
    }

    @Test(arguments: programs)
    func anEmptyStreamIsEmpty(program: String) throws {
        let path = try folder.write(compressed("", with: program), to: "log")
        let reading = try StreamReading(path)
        #expect(reading.texts.isEmpty)
        #expect(reading.damage.isEmpty)
    }

    @Test(arguments: programs)
    func ofACutStreamTheProgramsComplaintIsTheDamage(program: String) throws {
        let whole = try compressed(lines, with: program)
        let path = try folder.write(Array(whole.dropLast(whole.count / 3)), to: "log")
        let reading = try StreamReading(path)
        #expect(reading.damage.map(\.kind).contains(.corruptCompressed))
        #expect(reading.sha256 == (try StreamReading(path)).sha256)
    }
}
