// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What reading tells the search for gaps.
@Suite struct GapReadingTests {
    private func line(_ hour: Int, _ minute: Int = 0) -> String {
        let clock = "\(hour % 24 < 10 ? "0" : "")\(hour % 24):\(minute < 10 ? "0" : "")\(minute):00"
        return
            "192.0.2.7 - - [\(hour / 24 < 9 ? "0" : "")\(hour / 24 + 1)/Mar/2015:\(clock) +0000] \"GET /a HTTP/1.1\" 200 9\n"
    }

    private func lines(_ hours: some Sequence<Int>) -> String { hours.map { line($0) }.joined() }

    private func instant(_ hour: Int) -> Int64 { 1_425_168_000 + Int64(hour) * 3600 }

    @Test func aStreamThatBreaksOffNamesTheLastRecordBefore() async throws {
        let text = Array(lines(0..<40).utf8)
        let evidence = try CaseFolder()
        try evidence.folder.write(Array(gzip(text, level: 0).prefix(text.count / 2)), to: "access.log.1.gz")
        try evidence.folder.write(lines(60..<70), to: "access.log")
        let answers = await evidence.answers()
        let gap = try #require(answers.gaps.first)
        #expect(gap.kind == .damage)
        #expect(gap.verdict == .missing)
        #expect(gap.to?.seconds == instant(60))
        let artifact = try #require(answers.evidence.first { $0.path == Array("access.log.1.gz".utf8) })
        // The stamp of the cut line is whole, and tells when that was written.
        #expect(try #require(gap.from) >= artifact.last!)
        #expect(try #require(gap.from).seconds <= artifact.last!.seconds + 3600)
        #expect(artifact.damage.contains { $0.kind == .truncatedGzip && $0.before == gap.from })
    }

    @Test func whatACorruptStreamEndsWithTellsNoTime() async throws {
        // The last line is put together from two before, as by wrong distances.
        let fragment = String(line(3).dropLast(20))
        let text = Array((lines(0..<40) + fragment).utf8)
        let stored = [UInt8(text.count & 255), UInt8(text.count >> 8)]
        let blocks = [0] + stored + stored.map { ~$0 } + text + [UInt8(0b111)]
        let evidence = try CaseFolder()
        try evidence.folder.write(Array(gzip(text, level: 0).prefix(10)) + blocks + [0, 0, 0], to: "access.log.1.gz")
        try evidence.folder.write(lines(60..<70), to: "access.log")
        let answers = await evidence.answers()
        let artifact = try #require(answers.evidence.first { $0.path == Array("access.log.1.gz".utf8) })
        #expect(artifact.damage.map(\.kind) == [.corruptGzip])
        let gap = try #require(answers.gaps.first { $0.verdict == .missing })
        #expect(gap.from?.seconds == instant(39))
        #expect(gap.to?.seconds == instant(60))
    }

    @Test func theCutLineAtABreakIsNoRecordInTheMiddleOfTheGap() async throws {
        let evidence = try CaseFolder([
            "access.log.1": lines(0..<10) + "192.0.2.7 - - [01/Mar", "access.log": lines(60..<70),
        ])
        let gaps = await evidence.answers().gaps
        #expect(gaps.map(\.verdict) == [.missing])
        #expect(gaps.map(\.from?.seconds) == [instant(9)])
        #expect(gaps.map(\.to?.seconds) == [instant(60)])
    }

    @Test func nulBytesBetweenRecordsAreAGapBetweenThese() async throws {
        let evidence = try CaseFolder()
        let bytes = Array(lines(0..<10).utf8) + [UInt8](repeating: 0, count: 512) + Array(lines(15..<20).utf8)
        try evidence.folder.write(bytes, to: "access.log")
        let gaps = await evidence.answers().gaps
        #expect(gaps.map(\.kind) == [.damage])
        #expect(gaps.map(\.from?.seconds) == [instant(9)])
        #expect(gaps.map(\.to?.seconds) == [instant(15)])
    }

    @Test func linesThatCannotBeReadOpenNoGap() async throws {
        // Two weeks with a line each ten minutes; for two days only lines of an unknown form.
        let unreadable = (0..<288).map { "unreadable \($0)\n" }.joined()
        func log(_ middle: String) -> String {
            let before = (0..<168 * 6).map { line($0 / 6, $0 % 6 * 10) }.joined()
            let after = (216 * 6..<336 * 6).map { line($0 / 6, $0 % 6 * 10) }.joined()
            return before + middle + after
        }
        let without = try CaseFolder(["access.log": log("")])
        let gaps = await without.answers().gaps
        #expect(gaps.contains { $0.isLoss })
        let with = try CaseFolder(["access.log": log(unreadable)])
        let none = await with.answers().gaps
        #expect(!none.contains { $0.isLoss })
    }

    @Test func theClockOfALogIsTheOneThatItsStampsState() async throws {
        let evidence = try CaseFolder(["access.log": LogLines.apache(1...3), "xferlog": LogLines.xferlog(1...3)])
        let zone = ZoneRules(name: "-05:00", fixedOffsetSeconds: -18_000)
        let artifacts = await evidence.artifacts(.init(zone: zone))
        #expect(artifacts["access.log"]?.clockOffset == 3600)
        #expect(artifacts["xferlog"]?.clockOffset == -18_000)
    }

    @Test(arguments: [1, 2, 4])
    func theNumberOfJobsChangesNoGap(jobs: Int) async throws {
        var files: [String: String] = [:]
        for day in 0..<14 where day != 6 {
            files["access.log" + (day == 13 ? "" : ".\(13 - day)")] = lines(day * 24..<day * 24 + 24)
        }
        let evidence = try CaseFolder(files)
        let one = await evidence.answers()
        let several = await evidence.answers(.init(jobs: jobs))
        #expect(one.gaps.contains { $0.kind == .sequence && $0.verdict == .missing })
        #expect(several.gaps == one.gaps)
        #expect(several.series.map(\.coverage) == one.series.map(\.coverage))
    }
}
