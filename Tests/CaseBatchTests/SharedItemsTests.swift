// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Reporting
import SystemPackage
import TestSupport
import Testing

@Suite struct SharedItemsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func lists(_ texts: String?...) throws -> [FilePath?] {
        try texts.enumerated().map { number, text in
            try text.map { FilePath(try folder.write($0, to: "\(number)/seen.tsv")) }
        }
    }

    @Test func whatOneCaseHasIsNotTold() throws {
        let shared = try SharedItems.find(
            in: lists(
                "actor\t192.0.2.1\t3\t100\nactor\t192.0.2.2\t0\t0\nfile\t/a%20b\t1\t7\n", nil,
                "actor\t192.0.2.2\t5\t50\nevidence\tffff\taccess.log\t9\nfile\t/a%20b\t2\t14\n",
                "actor\t192.0.2.2\t1\t2\nevidence\tffff\told/access.log\t9\n"))
        #expect(
            shared.actors == [
                .init(
                    name: Array("192.0.2.2".utf8),
                    sightings: [
                        .init(caseNumber: 0, retrievals: 0, byteCount: 0),
                        .init(caseNumber: 2, retrievals: 5, byteCount: 50),
                        .init(caseNumber: 3, retrievals: 1, byteCount: 2),
                    ])
            ])
        #expect(shared.files.map(\.name) == [Array("/a b".utf8)])
        #expect(shared.files[0].retrievals == 3)
        #expect(
            shared.evidence == [
                .init(
                    sha256: "ffff", byteCount: 9,
                    sightings: [
                        .init(caseNumber: 2, path: Array("access.log".utf8)),
                        .init(caseNumber: 3, path: Array("old/access.log".utf8)),
                    ])
            ])
    }

    /// Against a table of all names, for names that sort otherwise when they are encoded.
    @Test(arguments: 0..<8) func theListsOfManyCasesGiveWhatATableGives(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var seen: [[UInt8]: [Int]] = [:]
        let texts = (0..<5).map { number in
            let names = Set(
                (0..<3000).map { _ in
                    (0..<2).map { _ in UInt8.random(in: 0...255, using: &generator) }
                }
            ).sorted { $0.lexicographicallyPrecedes($1) }
            for name in names { seen[name, default: []].append(number) }
            return names.map { "file\t\(String(decoding: PercentEncoding.encode($0), as: UTF8.self))\t1\t1\n" }.joined()
        }
        let shared = try SharedItems.find(in: texts.enumerated().map { FilePath(try folder.write($1, to: "\($0)")) })
        let expected = seen.filter { $0.value.count > 1 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        #expect(shared.files.map(\.name) == expected.map(\.key))
        #expect(shared.files.map { $0.sightings.map(\.caseNumber) } == expected.map(\.value))
    }

    @Test(arguments: [
        ("file\t/a\t1\t1\nfile\t/b\t1", "breaks off"), ("file\t/a\t1\n", "is no list of what was seen"),
        ("file\t/b\t1\t1\nfile\t/a\t1\t1\n", "out of order"), ("house\t/a\t1\t1\n", "is no list of what was seen"),
        ("file\t/%4\t1\t1\n", "is no list of what was seen"),
    ])
    func aListThatIsBrokenIsAnError(text: String, reason: String) throws {
        let lists = try lists(text)
        do {
            _ = try SharedItems.find(in: lists)
            Issue.record("it was taken for a list")
        } catch {
            #expect(error.reason.contains(reason))
            #expect(error.path == lists[0])
        }
    }

    @Test func aListThatIsGoneIsAnError() throws {
        #expect(throws: SharedItems.Failure.self) { try SharedItems.find(in: [FilePath(folder.path + "/none")]) }
    }
}
