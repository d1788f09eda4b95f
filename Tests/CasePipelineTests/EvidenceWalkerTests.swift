// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Glibc
import TestSupport
import Testing

@Suite struct EvidenceWalkerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func files(_ arguments: [String]) -> [(name: String, source: EvidenceFile.Source)] {
        EvidenceWalker.files(in: arguments).map { (String(decoding: $0.name, as: UTF8.self), $0.source) }
    }

    private func content(_ source: EvidenceFile.Source) -> Artifact.Content? {
        if case .unread(let content) = source { content } else { nil }
    }

    @Test func aSingleFileIsNamedByItsLastComponent() throws {
        let path = try folder.write("text", to: "var/log/access.log")
        let files = files([path])
        #expect(files.map(\.name) == ["access.log"])
        guard case .file(let byteCount, _) = files[0].source else {
            Issue.record("\(files[0].source)")
            return
        }
        #expect(byteCount == 4)
    }

    @Test func filesOfAFolderAreNamedRelativeToItInTheOrderOfTheirBytes() throws {
        for name in ["b.log", "a/z.log", "a.log", "a/b/c.log", "B.log"] { try folder.write("", to: name) }
        let expected = ["B.log", "a.log", "a/b/c.log", "a/z.log", "b.log"]
        #expect(files([folder.path]).map(\.name) == expected)
        #expect(files([folder.path + "/"]).map(\.name) == expected)
    }

    @Test func filesOfSeveralArgumentsHaveTheArgumentInFront() throws {
        try folder.write("", to: "one/access.log")
        let single = try folder.write("", to: "two/error.log")
        #expect(
            files([folder.path + "/one", single]).map(\.name) == [folder.path + "/one/access.log", single])
    }

    @Test func aFileFoundByTwoArgumentsIsReadOnce() throws {
        let single = try folder.write("", to: "one/access.log")
        let one = folder.path + "/one"
        #expect(files([one, single, one]).map(\.name) == [single])
    }

    @Test func aFolderAboveTheEvidenceMakesNoConfiguration() async throws {
        let one = try folder.write(LogLines.apache(0..<3), to: "etc/one/access.log")
        let two = try folder.write(LogLines.apache(3..<5), to: "etc/two/access.log")
        try folder.write("", to: "etc/two/etc/hosts")
        let reading = CaseReading([one, folder.path + "/etc/two"], .init())
        let artifacts = await reading.ledger().artifacts.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        let isConfiguration = artifacts.map { $0.content == .configuration }
        #expect(artifacts.count == 3 && isConfiguration == [false, false, true])
        #expect(artifacts[1].path == Array(two.utf8))
    }

    @Test func theFolderEtcMayItselfBeHandedIn() async throws {
        try folder.write("LoadModule dav_module modules/mod_dav.so", to: "etc/apache2/mods-enabled/dav.load")
        try folder.write("[calls]\npath = /srv/nas\n", to: "etc/rsyncd.conf")
        try folder.write(LogLines.apache(0..<3), to: "var/log/access.log")
        let (etc, logs) = (folder.path + "/etc", folder.path + "/var")
        for arguments in [[etc], [etc, logs], [logs, etc], [etc + "/", folder.path + "/var/log/access.log"]] {
            let reading = CaseReading(arguments, .init())
            #expect(reading.plan.configuration.mounts.map(\.address) == [Array("calls".utf8)], "\(arguments)")
            let artifacts = await reading.ledger().artifacts
            #expect(artifacts.count { $0.content == .configuration } == 2, "\(arguments)")
        }
    }

    @Test func anEmptyFolderHasNoFiles() {
        #expect(files([folder.path]).isEmpty)
    }

    @Test func linksAreListedAndNotFollowed() throws {
        try folder.write("text", to: "evidence/real.log")
        try folder.write("text", to: "outside/other.log")
        let evidence = folder.path + "/evidence"
        try #require(symlink("real.log", evidence + "/link.log") == 0)
        try #require(symlink("../outside", evidence + "/outside") == 0)
        try #require(symlink(".", evidence + "/self") == 0)
        let files = files([evidence])
        #expect(files.map(\.name) == ["link.log", "outside", "real.log", "self"])
        #expect(content(files[0].source) == .symbolicLink(target: Array("real.log".utf8)))
        #expect(content(files[1].source) == .symbolicLink(target: Array("../outside".utf8)))
        #expect(content(files[3].source) == .symbolicLink(target: Array(".".utf8)))
    }

    @Test func aLinkThatIsNamedItselfIsFollowed() throws {
        try folder.write("text", to: "real/access.log")
        try #require(symlink("real", folder.path + "/link") == 0)
        #expect(files([folder.path + "/link"]).map(\.name) == ["access.log"])
    }

    @Test func aMissingPathIsListedWithTheSystemsWords() throws {
        let path = try folder.write("", to: "there.log")
        let files = files([path, "/nowhere/at all"])
        #expect(files.map(\.name) == ["/nowhere/at all", path])
        #expect(content(files[0].source) == .unreadable(reason: "No such file or directory"))
    }

    @Test func aPipeInAFolderIsNotOpened() throws {
        try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let files = files([folder.path])
        #expect(files.map(\.name) == ["pipe"])
        #expect(content(files[0].source) == .special)
    }

    @Test func aPipeThatIsNamedIsForReadingOnce() throws {
        try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let files = files([folder.path + "/pipe"])
        guard case .pipe = files[0].source else {
            Issue.record("\(files[0].source)")
            return
        }
    }

    @Test func aDashIsStandardInput() {
        let files = files(["-"])
        #expect(files.map(\.name) == ["-"])
        guard case .standardInput = files[0].source else {
            Issue.record("\(files[0].source)")
            return
        }
    }

    @Test(.disabled(if: getuid() == 0, "nothing is forbidden to root"))
    func aFolderThatMayNotBeReadIsListedWithTheSystemsWords() throws {
        try folder.write("", to: "closed/a.log")
        try #require(chmod(folder.path + "/closed", 0) == 0)
        defer { chmod(folder.path + "/closed", 0o700) }
        let files = files([folder.path])
        #expect(files.map(\.name) == ["closed"])
        #expect(content(files[0].source) == .unreadable(reason: "Permission denied"))
    }
}
