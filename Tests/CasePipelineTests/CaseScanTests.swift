// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What a scan reads, and what it takes from a ledger that was made before.
@Suite struct CaseScanTests {
    @Test func nothingIsReadAgainThatIsKnown() async throws {
        let made = try MadeCase(seed: 1)
        let first = try await made.scanned()
        #expect(Set(first.read).isSuperset(of: ["var/log/auth.log", "var/log/xferlog", "etc/timezone"]))
        let second = try await made.scanned(known: first.ledger)
        // Of these there was nothing to read: a link, and a file that is another one's copy.
        #expect(second.read == ["backup/access.log.1.gz", "etc/linked.conf"])
        #expect(second.ledger.bytes == first.ledger.bytes)
    }

    @Test func aNewFileCostsItsOwnReading() async throws {
        var made = try MadeCase(seed: 2)
        let known = try await made.scan()
        try made.add(LogLines.rsyncd(100..<110), to: "var/log/other/rsyncd.log.7")
        let (ledger, read) = try await made.scanned(known: known)
        #expect(read == ["backup/access.log.1.gz", "etc/linked.conf", "var/log/other/rsyncd.log.7"])
        #expect(ledger.bytes == (try await made.scan()).bytes)
        #expect(firstDifference(try await MadeCase.answers(ledger), await made.answers()) == nil)
    }

    /// The oldest name first, as logrotate does it.
    @Test func rotatedFilesAreKnownByTheirBytes() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<20), to: "access.log.1")
        try made.add(LogLines.apache(4000..<4020), to: "access.log")
        let known = try await made.scan()
        try made.move("access.log.1", to: "access.log.2")
        try made.move("access.log", to: "access.log.1")
        try made.add(LogLines.apache(8000..<8020), to: "access.log")
        let (ledger, read) = try await made.scanned(known: known)
        #expect(read == ["access.log"])
        #expect(ledger.bytes == (try await made.scan()).bytes)
        #expect(firstDifference(try await MadeCase.answers(ledger), await made.answers()) == nil)
    }

    @Test func aFileThatOnlyLooksTheSameIsReadAgain() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(100..<110), to: "access.log")
        let known = try await made.scan()
        try made.add(LogLines.apache(200..<210), to: "access.log")
        let (ledger, read) = try await made.scanned(known: known)
        #expect(read == ["access.log"])
        #expect(firstDifference(try await MadeCase.answers(ledger), await made.answers()) == nil)
    }

    /// Which events it holds rests on them.
    @Test func aLedgerOfOtherSettingsIsNotTakenAsKnown() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<20), to: "access.log")
        let known = try await made.scan()
        var other = MadeCase.settings
        other.since = .init(text: "2015-03-06", instant: Instant(seconds: 1_425_600_000))
        #expect(throws: LedgerFileError.settingsOfKnown("--since")) {
            try CaseScan(
                [made.evidence.folder.path], below: nil, .init(since: other.since?.instant), other, known: known)
        }
    }

    @Test func aLinkInTheRootIsALinkAlsoWhereItIsNamed() async throws {
        let made = try MadeCase(seed: 3)
        let named = try await made.scanned(["etc/linked.conf"])
        let artifact = try await CaseMerge(named.ledger, .init()).ledger().artifacts
        #expect(artifact.map(\.content) == [.symbolicLink(target: Array("vsftpd.conf".utf8))])
    }

    @Test(arguments: ["/nowhere", "/"]) func whatLiesOutsideTheRootIsRefused(argument: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: OutsideRoot.self) {
            try CaseScan([argument], below: folder.path, .init(), MadeCase.settings)
        }
        #expect(throws: OutsideRoot.self) {
            try CaseScan([folder.path + "/../other"], below: folder.path, .init(), MadeCase.settings)
        }
    }
}
