// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import Foundation
import TestSupport
import Testing

/// Years of logs whose stamps state none.
@Suite struct YearFinderTests {
    private static func line(_ stamp: String) -> String {
        "\(stamp) nas sshd[1]: Server listening on 192.0.2.1 port 22.\n"
    }

    /// A log with such stamps, that was last written at `modified`, in ISO 8601.
    private static func write(
        _ stamps: [String], to name: String, of evidence: CaseFolder, modified: String, compressedAt: String? = nil
    ) throws {
        var bytes = Array(stamps.map(line).joined().utf8)
        if let compressedAt {
            bytes = gzip(bytes)
            let seconds = UInt32(try seconds(compressedAt))
            for place in 0..<4 { bytes[4 + place] = UInt8(truncatingIfNeeded: seconds >> (8 * UInt32(place))) }
        }
        let path = try evidence.folder.write(bytes, to: name)
        let date = Date(timeIntervalSince1970: TimeInterval(try seconds(modified)))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }

    private static func seconds(_ iso: String) throws -> Int64 {
        Int64(try Date.ISO8601FormatStyle().parse(iso).timeIntervalSince1970)
    }

    /// The first instants of the artifacts, by name.
    private func firsts(_ evidence: CaseFolder) async -> [String: String] {
        await evidence.artifacts().compactMapValues { artifact in
            artifact.first.map { Date(timeIntervalSince1970: TimeInterval($0.seconds)).ISO8601Format() }
        }
    }

    private static let extraction = "2026-11-25T12:00:00Z"

    @Test func theFileTimeTellsTheYearOfTheLastLineAcrossNewYear() async throws {
        let evidence = try CaseFolder()
        try Self.write(
            ["Dec 30 10:00:00", "Dec 31 10:00:00", "Jan  1 10:00:00"], to: "auth.log", of: evidence,
            modified: "2019-01-01T10:00:01Z")
        #expect(await firsts(evidence) == ["auth.log": "2018-12-30T10:00:00Z"])
    }

    @Test func theNameOfARotatedFileTellsMoreThanTheTimeOfItsExtraction() async throws {
        let evidence = try CaseFolder()
        try Self.write(["Mar  5 10:00:00"], to: "auth.log-20180312", of: evidence, modified: Self.extraction)
        try Self.write(["Mar 12 10:00:00"], to: "auth.log", of: evidence, modified: Self.extraction)
        #expect(
            await firsts(evidence) == [
                "auth.log": "2018-03-12T10:00:00Z", "auth.log-20180312": "2018-03-05T10:00:00Z",
            ])
    }

    @Test func theTimeInAGzipHeaderTellsTheYearsOfTheWholeLog() async throws {
        let evidence = try CaseFolder()
        try Self.write(
            ["Nov 20 10:00:00", "Dec 19 10:00:00"], to: "auth.log.2.gz", of: evidence, modified: Self.extraction,
            compressedAt: "2016-12-19T10:00:05Z")
        try Self.write(["Dec 26 10:00:00"], to: "auth.log.3.gz", of: evidence, modified: Self.extraction)
        try Self.write(
            ["Dec 20 10:00:00", "Jan  2 10:00:00"], to: "auth.log.1", of: evidence, modified: Self.extraction)
        try Self.write(["Jan 16 10:00:00"], to: "auth.log", of: evidence, modified: Self.extraction)
        #expect(
            await firsts(evidence) == [
                "auth.log": "2017-01-16T10:00:00Z", "auth.log.1": "2016-12-20T10:00:00Z",
                "auth.log.2.gz": "2016-11-20T10:00:00Z", "auth.log.3.gz": "2015-12-26T10:00:00Z",
            ])
    }

    @Test func otherLogsOfTheEvidenceTellItWhereFilesWereExtracted() async throws {
        let evidence = try CaseFolder(["access.log": LogLines.apache(1...3)])
        try Self.write(["Mar 28 10:00:00"], to: "auth.log", of: evidence, modified: Self.extraction)
        #expect(await firsts(evidence)["auth.log"] == "2015-03-28T10:00:00Z")
    }

    @Test func aTwentyNinthOfFebruaryForcesALeapYear() async throws {
        let evidence = try CaseFolder()
        try Self.write(["Feb 29 10:00:00", "Mar  1 10:00:00"], to: "auth.log", of: evidence, modified: Self.extraction)
        #expect(await firsts(evidence) == ["auth.log": "2024-02-29T10:00:00Z"])
    }

    @Test func aStampThatStatesItsYearTellsItOfTheOthers() async throws {
        let evidence = try CaseFolder()
        try Self.write(
            ["Dec 31 10:00:00", "2014-01-01T10:00:00Z", "Jan  2 10:00:00"], to: "auth.log", of: evidence,
            modified: Self.extraction)
        #expect(await firsts(evidence) == ["auth.log": "2013-12-31T10:00:00Z"])
    }

    @Test func aFileOfNoTimeIsNotFromTheFuture() async throws {
        let evidence = try CaseFolder()
        try Self.write(["Dec 31 10:00:00"], to: "auth.log", of: evidence, modified: Self.extraction)
        #expect(await firsts(evidence) == ["auth.log": "2025-12-31T10:00:00Z"])
    }

    @Test(arguments: ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
    func absurdFileTimesGiveAYear(modified: String) async throws {
        let evidence = try CaseFolder()
        try Self.write(["Mar  5 10:00:00"], to: "auth.log", of: evidence, modified: modified)
        #expect(await firsts(evidence)["auth.log"] != nil)
    }
}
