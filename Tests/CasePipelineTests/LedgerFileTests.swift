// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// The container of ledgers: what it refuses, and that nothing in it can do harm.
@Suite struct LedgerFileTests {
    private static let digestSize = 32

    private func small() async throws -> LedgerFile {
        var made = try MadeCase()
        try made.add(LogLines.apache([7]), to: "a")
        try made.add("etc", to: "etc/timezone")
        return try await made.scan(share: .init(number: 1, of: 1))
    }

    /// With the checksum that its content has.
    private func rehashed(_ content: some Collection<UInt8>) -> [UInt8] {
        Array(content) + sha256(of: content)
    }

    /// Whatever it is, it is refused or can be used; if it is used, it must make answers or say why it does not.
    private func use(_ bytes: [UInt8], with other: LedgerFile) async {
        guard var ledger = try? LedgerFile(bytes) else { return }
        try? ledger.merge(ledger)
        try? ledger.merge(other)
        _ = try? await CaseMerge(ledger, .init()).ledger()
    }

    @Test func bytesComeBackAsTheyWere() async throws {
        let bytes = try await MadeCase(seed: 1).scan().bytes
        #expect(try LedgerFile(bytes).bytes == bytes)
        #expect(bytes.starts(with: "logtrace ledger\n\u{2}\0\0\0".utf8))
    }

    @Test func everyFlippedByteIsFoundOut() async throws {
        let bytes = try await small().bytes
        for place in bytes.indices {
            var flipped = bytes
            flipped[place] ^= 1 << (place % 8)
            #expect(throws: LedgerFileError.self, "\(place)") { try LedgerFile(flipped) }
        }
    }

    @Test func everyTruncationIsFoundOut() async throws {
        let bytes = try await small().bytes
        for count in bytes.indices { #expect(throws: LedgerFileError.self) { try LedgerFile(Array(bytes[..<count])) } }
        for count in bytes.indices where count != bytes.count - Self.digestSize {
            #expect(throws: LedgerFileError.self) { try LedgerFile(rehashed(bytes[..<count])) }
        }
        #expect(throws: LedgerFileError.damaged) { try LedgerFile(rehashed(bytes.dropLast(Self.digestSize) + [0])) }
    }

    /// With two ranges of one file, and its digest.
    private func ranged() async throws -> LedgerFile {
        var made = try MadeCase()
        let lines = LogLines.apache(0..<3)
        try made.add(lines, to: "a")
        var ledgers: [LedgerFile] = []
        for number in 1...2 {
            ledgers.append(
                try await made.scan(
                    share: .init(number: number, of: 2), rangeByteCount: Int64(lines.utf8.count / 2)))
        }
        return try MadeCase.merged(ledgers)
    }

    /// Changed on purpose, with the right checksum.
    @Test(arguments: [false, true]) func noForgedByteDoesHarm(isRanged: Bool) async throws {
        let ledger = isRanged ? try await ranged() : try await small()
        let content = ledger.bytes.dropLast(Self.digestSize)
        var random = SeededGenerator(seed: 1)
        for place in 20..<content.count {
            var forged = content
            forged[place] = UInt8.random(in: 0...255, using: &random)
            await use(rehashed(forged), with: ledger)
            forged[place] = content[place] &+ (Bool.random(using: &random) ? 2 : 254)
            await use(rehashed(forged), with: ledger)
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func noGarbageDoesHarm(seed: UInt64) async throws {
        let ledger = try await small()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let garbage = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...4, using: &random) : .random(in: 0...255, using: &random)
            }
            await use(rehashed(ledger.bytes[..<20] + garbage), with: ledger)
        }
    }

    /// A name that stands twice would be two files with one name.
    @Test func aForgedLedgerWithOneNameTwiceIsRefused() async throws {
        var made = try MadeCase()
        for name in ["a", "b"] { try made.add(LogLines.apache([1]), to: name) }
        let folder = made.evidence.folder.path
        let scan = try CaseScan(["a", "b"].map { folder + "/" + $0 }, below: folder, .init(), MadeCase.settings)
        let content = await scan.file().0.bytes.dropLast(Self.digestSize)
        // The name "b", behind its count (doubled, as a whole number is stored), begins the second file.
        let place = try #require(
            (20..<content.count - 1).first { content[$0] == 2 && content[$0 + 1] == UInt8(ascii: "b") })
        var forged = Array(content)
        forged[place + 1] = UInt8(ascii: "a")
        #expect(throws: LedgerFileError.damaged) { try LedgerFile(rehashed(forged)) }
    }

    @Test func anotherVersionIsRefusedBeforeItsChecksum() async throws {
        var bytes = try await small().bytes
        bytes[16] = 3
        #expect(throws: LedgerFileError.newer(version: 3, known: 2)) { try LedgerFile(bytes) }
        bytes[16] = 1
        #expect(throws: LedgerFileError.older(version: 1, known: 2)) { try LedgerFile(bytes) }
        bytes[16] = 0
        #expect(throws: LedgerFileError.self) { try LedgerFile(rehashed(bytes.dropLast(Self.digestSize))) }
    }

    @Test func filesThatDifferUnderOneNameAreRefused() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(100..<110), to: "access.log")
        let first = try await made.scan()
        try made.add(LogLines.apache(200..<210), to: "access.log")
        var second = try await made.scan()
        #expect(throws: LedgerFileError.differentFiles(Array("access.log".utf8))) { try second.merge(first) }
    }

    @Test(arguments: ["--timezone", "the case file's timezone", "--log-format", "--since", "--until"])
    func ledgersOfOtherSettingsDoNotAddUp(option: String) async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache([1]), to: "access.log")
        var settings = MadeCase.settings
        let bound = ScanSettings.Bound(text: "2019", instant: Instant(seconds: 0))
        switch option {
        case "--timezone": settings.timezone = "UTC"
        case "--log-format": settings.logFormats = ["common"]
        case "--since": settings.since = bound
        case "--until": settings.until = bound
        default: settings.caseTimezone = "UTC"
        }
        var ledger = try await made.scan()
        let other = try CaseScan([made.evidence.folder.path], below: nil, .init(), settings)
        let file = try LedgerFile(await other.file().0.bytes)
        #expect(file.settings == settings)
        #expect(throws: LedgerFileError.settings(option)) { try ledger.merge(file) }
    }
}
