// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Glibc
import TestSupport
import Testing

/// The same lines handed in twice count once.
@Suite struct DuplicateTests {
    private let lines = LogLines.apache(1...40)

    /// Paths of duplicates, each with what it repeats.
    private func duplicates(_ artifacts: [String: Artifact]) -> [String: String] {
        artifacts.compactMapValues { artifact in artifact.duplicateOf.map { String(decoding: $0, as: UTF8.self) } }
    }

    @Test func aRotatedFileBesideItsOwnGzipCountsOnce() async throws {
        let evidence = try CaseFolder(["access.log": LogLines.apache(50...60), "access.log.1": lines])
        try evidence.folder.write(gzip(Array(lines.utf8)), to: "access.log.1.gz")
        let artifacts = await evidence.artifacts()
        #expect(duplicates(artifacts) == ["access.log.1.gz": "access.log.1"])
        let copy = try #require(artifacts["access.log.1.gz"])
        #expect(copy.lines == LineAccount(duplicate: 40))
        #expect(copy.content == .log(format: "apache.access"))
        #expect(copy.compression == .gzip)
        #expect(copy.decompressedByteCount == Int64(lines.utf8.count))
        #expect(copy.series == nil)
        let answers = await evidence.answers()
        #expect(answers.lines == LineAccount(events: 51, duplicate: 40))
        #expect(answers.series.map(\.events) == [51])
        #expect(answers.series.map(\.artifacts) == [[Array("access.log.1".utf8), Array("access.log".utf8)]])
    }

    @Test func ofACopyUnderAnotherNameTheOneAmongItsRotationIsKept() async throws {
        let evidence = try CaseFolder([
            "access.bak": lines, "access.log": lines, "access.log.1": LogLines.apache(100...110),
            "access.log.2": LogLines.apache(200...210),
        ])
        #expect(await duplicates(evidence.artifacts()) == ["access.bak": "access.log"])
    }

    @Test func ofEqualsTheFirstByNameIsKept() async throws {
        let evidence = try CaseFolder(["c.log": lines, "a.log": lines, "b.log": lines])
        let artifacts = await evidence.artifacts()
        #expect(duplicates(artifacts) == ["b.log": "a.log", "c.log": "a.log"])
        #expect(artifacts["a.log"]?.lines == LineAccount(events: 40))
        #expect(await evidence.answers().lines == LineAccount(events: 40, duplicate: 80))
    }

    @Test func filesThatOnlyBeginAlikeAreNoDuplicates() async throws {
        let head = LogLines.apache(0..<2000)
        let evidence = try CaseFolder(["a.log": head + LogLines.apache(2000...2001), "b.log": head])
        let artifacts = await evidence.artifacts()
        #expect(duplicates(artifacts).isEmpty)
        #expect(artifacts["a.log"]?.lines == LineAccount(events: 2002))
    }

    @Test func textOfNoFormatIsComparedToo() async throws {
        let evidence = try CaseFolder(["a.txt": "no log\nat all", "b.txt": "no log\nat all"])
        let artifacts = await evidence.artifacts()
        #expect(duplicates(artifacts) == ["b.txt": "a.txt"])
        #expect(artifacts["a.txt"]?.lines == LineAccount(malformed: 2))
        #expect(artifacts["b.txt"]?.lines == LineAccount(duplicate: 2))
        #expect(artifacts["b.txt"]?.content == .unrecognisedText)
    }

    @Test func twoDamagedCopiesAreDuplicatesAndBothTellTheirDamage() async throws {
        let evidence = try CaseFolder()
        let cut = Array(gzip(Array(lines.utf8)).dropLast(20))
        try evidence.folder.write(cut, to: "access.log.1.gz")
        try evidence.folder.write(cut, to: "copy.gz")
        let artifacts = await evidence.artifacts()
        #expect(duplicates(artifacts) == ["copy.gz": "access.log.1.gz"])
        for artifact in artifacts.values { #expect(artifact.damage.map(\.kind) == [.truncatedGzip]) }
        #expect(artifacts["copy.gz"]?.lines?.total == artifacts["access.log.1.gz"]?.lines?.total)
    }

    @Test func ofTwoCopiesWithALossInTheMiddleBothHaveTheSameLines() async throws {
        let evidence = try CaseFolder()
        var first = gzip(Array(lines.utf8.dropLast(10)))
        first[first.count - 8] ^= 1
        let bytes = first + gzip(Array(LogLines.apache(50...60).utf8))
        try evidence.folder.write(bytes, to: "a.gz")
        try evidence.folder.write(bytes, to: "b.gz")
        let artifacts = await evidence.artifacts()
        #expect(artifacts["a.gz"]?.lines?.total == 51)
        #expect(artifacts["b.gz"]?.lines == LineAccount(duplicate: 51))
    }

    @Test func emptyFilesBinariesAndConfigurationAreNotCompared() async throws {
        let evidence = try CaseFolder(["a": "", "b": "", "etc/a": "x\n", "etc/b": "x\n"])
        try evidence.folder.write([0, 1, 2, 3], to: "a.bin")
        try evidence.folder.write([0, 1, 2, 3], to: "b.bin")
        #expect(await duplicates(evidence.artifacts()).isEmpty)
    }

    /// Looking at all names again for each duplicate would take a hundred times as long.
    @Test func thousandsOfDuplicatesTakeNoLongerThanTheirReading() throws {
        func time(_ text: String, duplicates expected: Int) throws -> Duration {
            let evidence = try CaseFolder(["0.txt": text])
            for number in 1..<2000 {
                try #require(link(evidence.folder.path + "/0.txt", evidence.folder.path + "/\(number).txt") == 0)
            }
            return threadTime {
                let duplicates = evidence.plan().entries.count { entry in
                    if case .done(let artifact) = entry.task { artifact.duplicateOf != nil } else { false }
                }
                #expect(duplicates == expected)
            }
        }
        #expect(try time("no log\n", duplicates: 1999) < time("", duplicates: 0) * 10)
    }
}
