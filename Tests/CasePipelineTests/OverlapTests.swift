// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// Lines that two files of one log share count once; lines that only look alike count each.
@Suite struct OverlapTests {
    private func lines(_ evidence: CaseFolder, jobs: Int = 1) async -> [String: LineAccount] {
        await evidence.artifacts(.init(jobs: jobs)).compactMapValues(\.lines)
    }

    @Test(arguments: [2, 3, 17, 500])
    func whatCopytruncateLeftInBothCountsOnce(count: Int) async throws {
        let evidence = try CaseFolder([
            "access.log.1": LogLines.apache(0..<2000), "access.log": LogLines.apache(2000 - count..<3000),
        ])
        let expected = [
            "access.log.1": LineAccount(events: Int64(2000 - count), duplicate: Int64(count)),
            "access.log": LineAccount(events: Int64(1000 + count)),
        ]
        for jobs in [1, 4] { #expect(await lines(evidence, jobs: jobs) == expected) }
        let answers = await evidence.answers()
        #expect(answers.lines.events == 3000)
        #expect(answers.series.map(\.events) == [3000])
    }

    @Test func aLogWithSessionsIsComparedBeforeItIsUnderstood() async throws {
        func log(_ numbers: Range<Int>) -> String {
            numbers.map { number in
                "2015/03/04 11:\(10 + number / 60 % 50):\(10 + number % 50) [485] send host [192.0.2.7] calls () "
                    + "2015/\(number).wav 77624\n"
            }.joined()
        }
        let evidence = try CaseFolder(["rsyncd.log.1": log(0..<40), "rsyncd.log": log(30..<45)])
        #expect(
            await lines(evidence) == [
                "rsyncd.log.1": LineAccount(events: 30, duplicate: 10), "rsyncd.log": LineAccount(events: 15),
            ])
    }

    @Test func aFileBesideItsOwnCutGzipCountsOnce() async throws {
        let evidence = try CaseFolder(["access.log.1": LogLines.apache(0..<3000)])
        let cut = Array(gzip(Array(LogLines.apache(0..<3000).utf8)).dropLast(9000))
        try evidence.folder.write(cut, to: "access.log.1.gz")
        let artifacts = await evidence.artifacts()
        #expect(artifacts["access.log.1"]?.lines == LineAccount(events: 3000))
        let copy = try #require(artifacts["access.log.1.gz"])
        let lines = try #require(copy.lines)
        #expect(lines.duplicate > 1000 && lines.duplicate == lines.total)
        #expect(copy.damage.map(\.kind).contains(.truncatedGzip))
        // It is less than the other, and so no equal of it.
        #expect(copy.duplicateOf == nil)
    }

    @Test func aCopyThatGoesOnLaterCountsOnce() async throws {
        let evidence = try CaseFolder([
            "access.log": LogLines.apache(0..<300), "access.log.current": LogLines.apache(0..<200),
            "elsewhere/saved": LogLines.apache(0..<100),
        ])
        #expect(
            await lines(evidence) == [
                "access.log": LineAccount(events: 300), "access.log.current": LineAccount(duplicate: 200),
                "elsewhere/saved": LineAccount(duplicate: 100),
            ])
    }

    @Test func aFileOfAllPartsRepeatsEachOfThem() async throws {
        let evidence = try CaseFolder([
            "access.log.2": LogLines.apache(0..<5000), "access.log.1": LogLines.apache(5000..<11_000),
            "access.log": LogLines.apache(11_000..<12_000), "access.log.old": LogLines.apache(0..<12_000),
        ])
        for jobs in [1, 3] {
            let answers = await evidence.answers(.init(jobs: jobs))
            #expect(answers.lines == LineAccount(events: 12_000, duplicate: 12_000))
        }
    }

    @Test func aCopyThatLacksLinesCountsWhatOnlyOneHas() async throws {
        let evidence = try CaseFolder([
            "access.log.1": LogLines.apache(0..<3000),
            "access.log.1.bak": LogLines.apache(Array(0..<1000) + Array(1200..<3000)),
        ])
        let answers = await evidence.answers()
        #expect(answers.lines == LineAccount(events: 3000, duplicate: 2800))
    }

    @Test func aLogWrittenAnewInAnotherZoneIsTheSame() async throws {
        let original = LogLines.apache(0..<50)
        let moved =
            original
            .replacing(" +0100]", with: " +0200]").replacing("05/Mar/2015:00:", with: "05/Mar/2015:01:")
        let evidence = try CaseFolder(["access.log.1": original, "access.log.1.orig": moved])
        let artifacts = await evidence.artifacts()
        #expect(artifacts.values.count { $0.duplicateOf != nil } == 1)
        #expect(await evidence.answers().lines == LineAccount(events: 50, duplicate: 50))
    }

    @Test func standardLinesWithinOneFileAreNoDuplicates() async throws {
        let line = LogLines.apache(7...7)
        let evidence = try CaseFolder(["access.log": String(repeating: line, count: 100)])
        #expect(await lines(evidence) == ["access.log": LineAccount(events: 100)])
    }

    @Test func oneEqualLineAtTheBoundaryIsNormal() async throws {
        let line = LogLines.apache(100...100)
        let evidence = try CaseFolder([
            "access.log.1": LogLines.apache(0..<100) + line + line, "access.log": line + LogLines.apache(101..<200),
        ])
        #expect(
            await lines(evidence) == [
                "access.log.1": LineAccount(events: 102), "access.log": LineAccount(events: 100),
            ])
    }

    @Test func slowRequestsThatEndBehindTheRotationAreNoDuplicates() async throws {
        let evidence = try CaseFolder([
            "access.log.1": LogLines.apache(0..<100) + LogLines.apache([104, 107]),
            "access.log": LogLines.apache([101, 102, 103, 105, 106]) + LogLines.apache(108..<200),
        ])
        #expect(await evidence.answers().lines == LineAccount(events: 199))
    }

    @Test func logsOfTwoServersWithTheSameNameAreNotCompared() async throws {
        let evidence = try CaseFolder([
            "web1/access.log": LogLines.apache(0..<100), "web2/access.log": LogLines.apache(50..<150),
        ])
        #expect(await evidence.answers().lines == LineAccount(events: 200))
    }

    @Test func linesComeInTheirOrderWhereSomeWereHeldBack() throws {
        let evidence = try CaseFolder([
            "access.log.1": LogLines.apache(0..<50) + LogLines.apache([60, 51, 52, 61, 53, 54]),
            "access.log": LogLines.apache(51..<52) + LogLines.apache(53..<60),
        ])
        var numbers: [Int64] = []
        let reading = CaseReading([evidence.folder.path], .init())
        _ = reading.forEachEvent { _, artifact, line, _ in
            if artifact.elementsEqual("access.log.1".utf8) { numbers.append(line) }
            return true
        }
        #expect(numbers == numbers.sorted())
    }
}
