// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct BatchFolderTests {
    private let parent: TemporaryFolder
    private var path: String { parent.path + "/out" }

    init() throws { parent = try TemporaryFolder() }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    private func open(mayHaveResults: Bool = false) throws -> BatchFolder {
        try BatchFolder(path, mayHaveResults: mayHaveResults)
    }

    private func finish(_ id: String, _ text: String, in folder: BatchFolder) throws {
        let partial = try folder.beginResults(of: id)
        try parent.write("", to: "out/\(partial.lastComponent!.string)/csv/gaps.csv")
        try parent.write(text, to: "out/\(partial.lastComponent!.string)/manifest.json")
        try folder.finishResults(of: id, in: partial)
    }

    private func manifest(_ id: String) throws -> String {
        try String(contentsOfFile: path + "/\(id)/manifest.json", encoding: .utf8)
    }

    @Test func resultsHaveTheirNameOnceTheyAreFinished() throws {
        let folder = try open()
        let partial = try folder.beginResults(of: "smith")
        #expect(!folder.hasResults(of: "smith"))
        #expect(try names().count == 2)
        try folder.remove(partial)
        try finish("smith", "new", in: folder)
        #expect(folder.hasResults(of: "smith"))
        #expect(try names() == [".lock", "smith"])
    }

    @Test func newResultsStandInPlaceOfTheOld() throws {
        let folder = try open()
        try finish("smith", "old", in: folder)
        try finish("smith", "new", in: folder)
        #expect(try manifest("smith") == "new")
        #expect(try names() == [".lock", "smith"])
    }

    @Test func resultsThatMayNotHoldAnyMoreGetAnotherName() throws {
        let folder = try open()
        #expect(try folder.setAsideResults(of: "smith") == nil)
        for text in ["older", "old"] {
            try finish("smith", text, in: folder)
            #expect(try folder.setAsideResults(of: "smith") == FilePath(path + "/smith.before"))
        }
        #expect(try manifest("smith.before") == "old")
        #expect(try names() == [".lock", "smith.before"])
    }

    @Test func aFolderThatIsNoResultIsNeverRemoved() throws {
        let folder = try open()
        try parent.write("mine", to: "out/smith/letter.txt")
        #expect(throws: BatchFolder.Failure.self) { try finish("smith", "new", in: folder) }
        #expect(throws: BatchFolder.Failure.self) { try folder.setAsideResults(of: "smith") }
        #expect(FileManager.default.fileExists(atPath: path + "/smith/letter.txt"))
    }

    @Test func whatAKilledBatchLeftUnfinishedIsRemoved() throws {
        try parent.write("half", to: "out/.smith.1f.partial/csv/gaps.csv")
        try parent.write("half", to: "out/.index.html.77.partial")
        _ = try open()
        #expect(try names() == [".lock"])
    }

    @Test func aFolderWithSomethingInItIsRefusedUnlessItMayHaveResults() throws {
        try parent.write("", to: "out/smith/manifest.json")
        #expect(throws: BatchFolder.Refusal.self) { try open() }
        let folder = try open(mayHaveResults: true)
        #expect(folder.hasResults(of: "smith"))
        #expect(try folder.others(than: []) == ["smith"])
        #expect(try folder.others(than: BatchCases(["/nowhere/smith"]).cases) == [])
    }
}
