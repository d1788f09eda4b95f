// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Foundation
import Glibc
import TestSupport
import Testing

/// However a case is dealt out to scans, their ledgers tell what one reading of it tells.
@Suite struct CaseMergeTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func anyPartsInAnyOrderTellWhatOneReadingTells(seed: UInt64) async throws {
        let made = try MadeCase(seed: seed)
        let whole = await made.answers()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2 {
            var parts = [[String]](repeating: [], count: Int.random(in: 1...5, using: &random))
            for name in made.names { parts[parts.indices.randomElement(using: &random)!].append(name) }
            var ledgers: [LedgerFile] = []
            for part in parts where !part.isEmpty {
                ledgers.append(try await made.scan(part, jobs: Int.random(in: 1...3, using: &random)))
            }
            let sum = try MadeCase.merged(ledgers.shuffled(using: &random))
            #expect(sum.bytes == (try MadeCase.merged(ledgers.shuffled(using: &random))).bytes)
            let jobs = Int.random(in: 1...3, using: &random)
            #expect(firstDifference(try await MadeCase.answers(sum, jobs: jobs), whole) == nil)
        }
    }

    @Test(arguments: 1...4) func sharesTellWhatOneReadingTellsAndReadNothingAgain(count: Int) async throws {
        let made = try MadeCase(seed: 1)
        var ledgers: [LedgerFile] = []
        for number in 1...count {
            ledgers.append(try await made.scan(share: LedgerFile.Share(number: number, of: count)))
        }
        let whole = await made.answers()
        let sum = try MadeCase.merged(ledgers.reversed())
        #expect(try CaseMerge(sum, .init()).readAgain == [])
        // Nothing is at hand any more.
        try made.move("var", to: "gone")
        #expect(firstDifference(try await MadeCase.answers(sum), whole) == nil)
    }

    /// Parts that overlap, files that are the same under several names, and copies of another time.
    @Test func mergingIsCommutativeAssociativeAndIdempotent() async throws {
        var made = try MadeCase(seed: 2)
        let etc = made.names.filter { $0.hasPrefix("etc/") }
        let first = try await made.scan(etc + ["var/log/auth.log"])
        let second = try await made.scan(etc.filter { $0.hasSuffix(".conf") } + ["backup", "var/log/apache2"])
        for name in made.names where name != "etc/linked.conf" {
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: made.path(name))))
            try made.add(bytes, to: name, modified: 1_425_700_000)
        }
        let third = try await made.scan(["var/log", "backup"])
        let orders = [
            [first, second, third], [second, first, third], [third, second, first], [second, third, first],
        ]
        let sums = try orders.map { try MadeCase.merged($0).bytes }
        for sum in sums { #expect(sum == sums[0]) }
        let tail = try MadeCase.merged([second, third])
        #expect(try MadeCase.merged([first, tail]).bytes == sums[0])
        for ledger in [first, second, third] { #expect(try MadeCase.merged([ledger, ledger]).bytes == ledger.bytes) }
    }

    /// The same files from two places: which place is kept must not rest on the order.
    @Test func copiesInTwoPlacesMergeToOneInEitherOrder() async throws {
        var ledgers: [LedgerFile] = []
        var cases: [MadeCase] = []
        for _ in 0..<2 {
            var made = try MadeCase()
            try made.add(LogLines.apache(1...9), to: "access.log")
            ledgers.append(try await made.scan())
            cases.append(made)
        }
        let sum = try MadeCase.merged(ledgers)
        #expect(sum.bytes == (try MadeCase.merged(ledgers.reversed())).bytes)
        #expect(firstDifference(try await MadeCase.answers(sum), await cases[0].answers()) == nil)
    }

    @Test func anyNumberOfJobsMakesTheSameLedger() async throws {
        let made = try MadeCase(seed: 3)
        let alone = try await made.scan(jobs: 1).bytes
        for jobs in [2, 5] { #expect(try await made.scan(jobs: jobs).bytes == alone) }
    }

    /// The system gives an error for its first byte, in the scan as in one reading; the merge need not find it.
    @Test func aFileThatCouldNotBeReadIsTheSameInTheReportOfItsLedger() async throws {
        let scan = try CaseScan(["/proc/self/mem", "/proc/self/status"], below: nil, .init(), MadeCase.settings)
        let merge = try CaseMerge(LedgerFile(await scan.file().0.bytes), .init())
        let artifact = try #require(await merge.ledger().artifacts.first { $0.path == Array("/proc/self/mem".utf8) })
        #expect(artifact.content == .unreadable(reason: "Input/output error"))
    }

    // MARK: what cannot be merged

    /// The configuration in another part says how these lines are to be read.
    private func dependentParts() async throws -> (MadeCase, LedgerFile) {
        let made = try MadeCase(seed: 4)
        let sum = try MadeCase.merged([
            try await made.scan(["etc"]), try await made.scan(["var/log/apache2/own.log.1"]),
        ])
        return (made, sum)
    }

    @Test func evidenceThatMustBeReadAgainIsReadWhereItLay() async throws {
        let (made, sum) = try await dependentParts()
        let merge = try CaseMerge(sum, .init())
        #expect(merge.readAgain == [Array("var/log/apache2/own.log.1".utf8)])
        let ledger = try await merge.ledger()
        #expect(CaseAnswers(ledger, inventory: nil).retrievals.files.map(\.path) == [Array("/calls/a.wav".utf8)])
        _ = made
    }

    @Test func evidenceThatIsGoneAndMustBeReadAgainIsNamed() async throws {
        let (made, sum) = try await dependentParts()
        try made.move("var", to: "gone")
        let name = Array("var/log/apache2/own.log.1".utf8)
        #expect(throws: CaseMergeError.evidenceNeeded([name])) { try CaseMerge(sum, .init()) }
    }

    @Test func evidenceThatHasGrownAndMustBeReadAgainIsNamed() async throws {
        var (made, sum) = try await dependentParts()
        try made.add("more\n", to: "var/log/apache2/own.log.1")
        let name = Array("var/log/apache2/own.log.1".utf8)
        #expect(throws: CaseMergeError.evidenceNeeded([name])) { try CaseMerge(sum, .init()) }
    }

    /// Neither its size nor its time tells.
    @Test func evidenceWithOtherBytesIsFoundOutByItsDigest() async throws {
        var (made, sum) = try await dependentParts()
        let name = "var/log/apache2/own.log.1"
        try made.add("192.0.2.9|1425546000|GET|/calls/a.wav|200|1234\n", to: name)
        let merge = try CaseMerge(sum, .init())
        await #expect(throws: CaseMergeError.evidenceChanged(Array(name.utf8))) { try await merge.ledger() }
    }

    @Test func aShareThatIsMissingIsNamed() async throws {
        let made = try MadeCase(seed: 5)
        let sum = try MadeCase.merged([
            try await made.scan(share: .init(number: 3, of: 3)), try await made.scan(share: .init(number: 1, of: 3)),
        ])
        let error = #expect(throws: CaseMergeError.self) { try CaseMerge(sum, .init()) }
        #expect(error?.description.hasPrefix("share 2/3 of the case is not among the ledgers, ") == true)
    }
}
