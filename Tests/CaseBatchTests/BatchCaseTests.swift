// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Foundation
import TestSupport
import Testing

@Suite struct BatchCaseTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func make(_ names: String...) throws -> [String] {
        try names.map { name in
            try folder.write("", to: name + "/access.log")
            return "\(folder.path)/\(name)"
        }
    }

    private func ids(_ arguments: [String]) -> [String] { BatchCases(arguments).cases.map(\.id) }

    @Test func aCaseIsCalledAsItsFolder() throws {
        let paths = try make("smith", "jones")
        let cases = BatchCases(paths).cases
        #expect(cases.map(\.id) == ["jones", "smith"])
        #expect(cases.map(\.source) == [.folder(paths[1]), .folder(paths[0])])
        #expect(ids([paths[0] + "/", paths[1] + "/."]) == ["jones", "smith"])
    }

    @Test func aFolderWithACaseFileIsTheCaseThatThisDescribes() throws {
        let path = try make("smith")[0]
        try folder.write("", to: "smith/case.yaml")
        let found = BatchCases([path]).cases[0]
        #expect(found.id == "smith")
        #expect(found.source == .caseFile("\(path)/case.yaml"))
    }

    @Test func aCaseFileWithANameOfItsOwnGivesThatToTheCase() throws {
        let file = try folder.write("", to: "cases/smith.yaml")
        let plain = try folder.write("", to: "jones/case.yaml")
        #expect(ids([file, plain]) == ["jones", "smith"])
    }

    @Test func foldersOfOneNameHaveThoseAboveThemInFront() throws {
        let paths = try make("smith/evidence", "jones/evidence", "other")
        #expect(ids(paths) == ["jones-evidence", "other", "smith-evidence"])
        let deep = try make("a/x/evidence", "b/x/evidence")
        #expect(ids(deep) == ["a-x-evidence", "b-x-evidence"])
    }

    @Test func whatIsStillTheSameIsNumbered() throws {
        // The second is called as the first two folders together.
        #expect(Set(ids(try make("a/b", "c/b", "a-b"))).count == 3)
        #expect(ids(["/b", "b"]) == ["b", "b-2"])
    }

    @Test func namesThatTheBatchNeedsItselfAreLeftToIt() throws {
        let paths = try make("index.html", ".hidden")
        #expect(ids(paths) == ["case-.hidden", "case-index.html"])
    }

    @Test func aNameIsNeverTooLongForAFolder() throws {
        let long = String(repeating: "ä", count: 120)
        let paths = try make("\(long)", "b/\(long)")
        #expect(ids(paths).allSatisfy { $0.utf8.count <= 210 })
        #expect(Set(ids(paths)).count == 2)
    }

    @Test func theSameCaseCountsOnceHoweverItIsNamed() throws {
        let path = try make("smith")[0]
        try folder.write("", to: "smith/case.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/smith")
        let found = BatchCases([path + "/case.yaml", path, folder.path + "/link", path])
        #expect(found.cases.map(\.id) == ["smith"])
        // The first in the order of their bytes counts.
        #expect(found.cases[0].path == folder.path + "/link")
        #expect(found.repeated.map(\.path) == [path, path, path + "/case.yaml"])
        #expect(found.repeated.allSatisfy { $0.id == "smith" })
    }

    @Test func noOrderOfTheArgumentsChangesAnything() throws {
        var paths = try make("a/evidence", "b/evidence", "c", "b/c") + ["/nowhere/c"]
        let expected = BatchCases(paths)
        #expect(expected.cases.count == 5)
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20 {
            paths.shuffle(using: &generator)
            #expect(BatchCases(paths) == expected)
        }
    }

    @Test func whatIsNotThereIsACaseThatIsMissing() {
        let found = BatchCases(["/nowhere/smith"]).cases[0]
        #expect(found.id == "smith")
        #expect(found.source == .missing(reason: "No such file or directory"))
    }
}
