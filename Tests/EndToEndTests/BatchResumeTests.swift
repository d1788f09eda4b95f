// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Going on with a batch: nothing is lost, and nothing is done twice.
@Suite struct BatchResumeTests {
    private let batch: BatchRunner
    private let cases = ["cases/jones", "cases/smith"]

    init() throws {
        batch = try BatchRunner()
        try batch.addTwo()
    }

    private func resume(_ options: [String] = []) throws -> ChildProcess.Outcome {
        try batch.run(cases + ["-o", "out", "--resume"] + options)
    }

    /// Goes on, with status 0, and compares which of the two cases were done anew.
    private func expectRedone(
        _ names: [String], _ options: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        func numbers() throws -> [Int] {
            try ["jones", "smith"].map { try batch.fileNumber("out/\($0)/manifest.json") }
        }
        let before = try numbers()
        let outcome = try resume(options)
        #expect(outcome.status == 0, "\(outcome.errorText)", sourceLocation: sourceLocation)
        let redone = zip(["jones", "smith"], zip(before, try numbers())).filter { $1.0 != $1.1 }.map(\.0)
        #expect(redone == names, sourceLocation: sourceLocation)
    }

    /// Whether the results are those of a batch that begins now.
    private func expectAsNew(_ options: [String] = [], sourceLocation: SourceLocation = #_sourceLocation) throws {
        _ = try batch.run(cases + ["-o", "new"] + options)
        #expect(try batch.differences("out", "new") == [], sourceLocation: sourceLocation)
    }

    @Test func whatIsCompleteStays() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        try expectRedone([])
        #expect(try resume().errorText.contains("logtrace: jones: unchanged, its report stays\n"))
        try expectAsNew()
    }

    @Test func aFolderThatIsNotThereIsMade() throws {
        #expect(try resume().status == 0)
        try expectAsNew()
    }

    @Test(arguments: ["access.log", "case.yaml"]) func aChangeIsSeenThoughSizeAndTimeAreTheSame(name: String) throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        let path = name == "case.yaml" ? "cases/smith/case.yaml" : "cases/smith/evidence/access.log"
        let time = try #require(
            FileManager.default.attributesOfItem(atPath: batch.path(path))[.modificationDate] as? Date)
        let changed = try batch.text(path).replacing("The Smith", with: "The Other").replacing(
            "/calls/c", with: "/calls/d")
        try batch.folder.write(changed, to: path)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: batch.path(path))
        try expectRedone(["smith"])
        try expectAsNew()
    }

    @Test func evidenceThatIsAddedOrGoneIsSeen() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        try batch.folder.write(accessLine("/calls/z.wav"), to: "cases/jones/access.log.1")
        try expectRedone(["jones"])
        try expectAsNew()
        try FileManager.default.removeItem(atPath: batch.path("cases/jones/access.log.1"))
        try expectRedone(["jones"])
    }

    @Test func anotherTimeOfAFileIsSeenSinceYearsMayRestOnIt() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)],
            ofItemAtPath: batch.path("cases/jones/access.log"))
        try expectRedone(["jones"])
    }

    @Test func otherOptionsAreSeen() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        let options = ["--scope", "/calls/a*"]
        try expectRedone(["jones", "smith"], options)
        try expectAsNew(options)
        // Those that change no byte are not.
        try expectRedone([], options + ["--jobs", "7", "--memory", "1GiB"])
    }

    @Test(arguments: ["report.json", "csv/gaps.csv", "seen.tsv", "manifest.json"])
    func resultsThatWereDamagedAreMadeAnew(name: String) throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        try batch.folder.write(
            Array(try batch.contents("out/smith/\(name)").dropLast(2)) + [0x20, 0x0a], to: "out/smith/\(name)")
        try expectRedone(["smith"])
        try expectAsNew()
    }

    @Test func resultsOfAnotherProgramAreMadeAnew() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        let manifest = try batch.text("out/smith/manifest.json").replacing(
            #""version": "0.1.0""#, with: #""version": "0.0.9""#)
        try batch.folder.write(manifest, to: "out/smith/manifest.json")
        try expectRedone(["smith"])
        try expectAsNew()
    }

    @Test(arguments: ["nonsense: 1\n", nil])
    func resultsOfACaseThatFailsNowAreNotLostAndDoNotPassForNewOnes(caseFile: String?) throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        let report = try batch.contents("out/smith/report.json")
        if let caseFile {
            try batch.folder.write(caseFile, to: "cases/smith/case.yaml")
        } else {
            try FileManager.default.removeItem(atPath: batch.path("cases/smith"))
        }
        #expect(try resume().status == 1)
        #expect(try batch.names("out") == [".lock", "index.html", "index.json", "jones", "smith.before"])
        #expect(try batch.contents("out/smith.before/report.json") == report)
        let failed = try #require(try batch.index().cases.last)
        #expect(failed.state == "failed")
        #expect(
            failed.problems.last
                == "what was reported before, which may not hold any more, lies in out/smith.before")
    }

    @Test func aCaseThatFailedIsTriedAgain() throws {
        let right = try batch.text("cases/smith/case.yaml")
        try batch.folder.write("nonsense: 1\n", to: "cases/smith/case.yaml")
        #expect(try batch.run(cases + ["-o", "out"]).status == 1)
        try batch.folder.write(right, to: "cases/smith/case.yaml")
        let jones = try batch.fileNumber("out/jones/manifest.json")
        #expect(try resume().status == 0)
        #expect(try batch.fileNumber("out/jones/manifest.json") == jones)
        try expectAsNew()
    }

    @Test func whatIsOfNoCaseStaysAndIsNamed() throws {
        #expect(try batch.run(cases + ["-o", "out"]).status == 0)
        let outcome = try batch.run(["cases/jones", "-o", "out", "--resume"])
        #expect(outcome.status == 0)
        #expect(
            outcome.errorText.contains(
                "logtrace: out: smith is of no case named here; it stays, and is not in the index\n"))
        #expect(try batch.names("out/smith").count == 5)
        #expect(try batch.index().cases.map(\.id) == ["jones"])
    }

    /// The whole of it, at random moments; `scripts/batch-kill.sh` alone does more of them.
    @Test func aBatchThatIsKilledAndResumedGivesTheBytesOfOneThatNobodyDisturbed() throws {
        let script = Binary.repository.appendingPathComponent("scripts/batch-kill.sh").path
        let outcome = try Binary.shell(#"LOGTRACE=$0 exec "$1" --rounds 2"#, [script])
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(outcome.text.hasPrefix("batch-kill: 2 rounds, "))
    }
}
