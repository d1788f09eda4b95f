// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import Glibc
import SystemPackage
import TestSupport
import Testing

@Suite struct FileListingTests {
    private let folder: TemporaryFolder
    private var path: FilePath { FilePath(folder.path) }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func namesComeInTheOrderOfTheirBytes() throws {
        for name in ["b", "a.log", "a", "B", "a.log.10", "a.log.2", "é", ".hidden"] { try folder.write("", to: name) }
        let names = try namesInFolder(path)
        #expect(names.map(\.string) == [".hidden", "B", "a", "a.log", "a.log.10", "a.log.2", "b", "é"])
    }

    @Test func aNameThatIsNoUTF8IsKeptAsItIs() throws {
        let bytes: [UInt8] = [0x61, 0xe5, 0xff, 0x2e]
        let file = (path.bytes + [0x2f] + bytes + [0]).map { CChar(bitPattern: $0) }
        let descriptor = open(file, O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        let name = try #require(namesInFolder(path).first)
        #expect(name.bytes == bytes)
        #expect(try FileFacts(of: path.appending(name)).kind == .regular)
        #expect(try contents(of: path.appending(name), limit: 10).isEmpty)
    }

    @Test func aMissingFolderIsAnErrorWithTheSystemsNumber() {
        #expect(throws: SourceError(code: .list, path: "/nowhere", errno: .noSuchFileOrDirectory)) {
            try namesInFolder("/nowhere")
        }
        #expect(throws: SourceError(code: .inspect, path: "/nowhere", errno: .noSuchFileOrDirectory)) {
            try FileFacts(of: "/nowhere")
        }
    }

    @Test func aFileIsNoFolder() throws {
        let file = FilePath(try folder.write("", to: "file"))
        #expect(throws: SourceError(code: .list, path: file, errno: .notDirectory)) { try namesInFolder(file) }
    }

    @Test func factsTellKindsApart() throws {
        try folder.write("12345", to: "sub/file")
        let link = path.appending("link")
        let dangling = path.appending("dangling")
        let pipe = path.appending("pipe")
        try #require(symlink("sub/file", link.string) == 0)
        try #require(symlink("/nowhere/at/all", dangling.string) == 0)
        try #require(mkfifo(pipe.string, 0o600) == 0)

        let file = try FileFacts(of: path.appending("sub").appending("file"))
        #expect(file.kind == .regular)
        #expect(file.byteCount == 5)
        #expect(file.modified > 1_700_000_000)
        #expect(try FileFacts(of: path.appending("sub")).kind == .folder)
        #expect(try FileFacts(of: pipe).kind == .special)
        #expect(try FileFacts(of: "/dev/null").kind == .special)
        #expect(try FileFacts(of: link).kind == .symbolicLink(target: Array("sub/file".utf8)))
        #expect(try FileFacts(of: link, followsLink: true).kind == .regular)
        #expect(try FileFacts(of: dangling).kind == .symbolicLink(target: Array("/nowhere/at/all".utf8)))
        #expect(throws: SourceError(code: .inspect, path: dangling, errno: .noSuchFileOrDirectory)) {
            try FileFacts(of: dangling, followsLink: true)
        }
    }

    @Test func contentsStopAtTheLimit() throws {
        let file = FilePath(try folder.write([UInt8](repeating: 7, count: 200_000), to: "file"))
        #expect(try contents(of: file, limit: 300_000).count == 200_000)
        #expect(try contents(of: file, limit: 100_000).count == 100_000)
        #expect(try contents(of: file, limit: 0).isEmpty)
    }
}
