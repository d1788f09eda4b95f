// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Glibc
import TestSupport
import Testing

/// Evidence that the system does not let us read as a file.
@Suite struct UnreadableEvidenceTests {
    private func only(_ reading: CaseReading) async throws -> Artifact {
        let artifacts = await reading.ledger().artifacts
        try #require(artifacts.count == 1)
        return artifacts[0]
    }

    @Test func aMissingPathIsAnArtifactThatCouldNotBeRead() async throws {
        let artifact = try await only(CaseReading(["/nowhere/at/all"], .init()))
        #expect(
            artifact
                == Artifact(
                    path: Array("/nowhere/at/all".utf8), content: .unreadable(reason: "No such file or directory")))
    }

    @Test func aFileThatGivesAnErrorAndNoByteCouldNotBeRead() async throws {
        // It can be opened, and page 0 of a process is never there.
        let artifact = try await only(CaseReading(["/proc/self/mem"], .init()))
        #expect(artifact == Artifact(path: Array("mem".utf8), content: .unreadable(reason: "Input/output error")))
    }

    @Test func aFileThatVanishesBetweenPlanAndReadingCouldNotBeRead() async throws {
        let evidence = try CaseFolder(["access.log": LogLines.apache(1...3)])
        let reading = CaseReading([evidence.folder.path], .init())
        try #require(unlink(evidence.folder.path + "/access.log") == 0)
        #expect(try await only(reading).content == .unreadable(reason: "No such file or directory"))
    }

    @Test(.disabled(if: getuid() == 0, "nothing is forbidden to root"))
    func aFileThatMayNotBeReadIsNamedAndTheRestIsRead() async throws {
        let evidence = try CaseFolder(["a.log": LogLines.apache(1...3), "b.log": LogLines.apache(4...6)])
        try #require(chmod(evidence.folder.path + "/a.log", 0) == 0)
        let artifacts = await evidence.artifacts()
        #expect(artifacts["a.log"]?.content == .unreadable(reason: "Permission denied"))
        #expect(artifacts["b.log"]?.lines == LineAccount(events: 3))
    }

    @Test func aPipeInAFolderDoesNotHoldUpTheRest() async throws {
        let evidence = try CaseFolder(["a.log": LogLines.apache(1...3)])
        try #require(mkfifo(evidence.folder.path + "/pipe", 0o600) == 0)
        let artifacts = await evidence.artifacts()
        #expect(artifacts["pipe"] == Artifact(path: Array("pipe".utf8), content: .special))
        #expect(artifacts["a.log"]?.lines == LineAccount(events: 3))
    }

    /// As a shell makes it of `<(zcat access.log.gz)`.
    @Test func aPipeThatIsNamedIsReadOnceAndWhole() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let lines = Array(LogLines.apache(1...300).utf8)
        try #require(lines.count < 1 << 16 && write(ends[1], lines, lines.count) == lines.count)
        close(ends[1])
        let artifact = try await only(CaseReading(["/dev/fd/\(ends[0])"], .init()))
        #expect(artifact.content == .log(format: "apache.access"))
        #expect(artifact.lines == LineAccount(events: 300))
        #expect(artifact.byteCount == Int64(lines.count))
        #expect(artifact.damage.isEmpty)
    }

    @Test func anEmptyPipeIsEmpty() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        close(ends[1])
        let artifact = try await only(CaseReading(["/dev/fd/\(ends[0])"], .init()))
        #expect(artifact.content == .empty)
        #expect(artifact.lines == LineAccount())
    }
}
