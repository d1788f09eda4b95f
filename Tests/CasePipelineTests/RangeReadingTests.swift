// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// A large plain log that is read in ranges of its bytes tells what one reading of it tells.
@Suite struct RangeReadingTests {
    /// Lines in every state at every distance from a cut: whole, malformed, empty, with CR, out of order, of the log's own
    /// channel and another.
    private static func log(seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var second = 0
        var log: [UInt8] = []
        for _ in 0..<Int.random(in: 20...80, using: &random) {
            second += Int.random(in: -4...90, using: &random)
            switch Int.random(in: 0..<20, using: &random) {
            case 0: log += Array("no format fits this\n".utf8)
            case 1: log += Array("\n".utf8)
            case 2: log += Array(line(second).dropLast().utf8) + [13, 10]
            case 3: log += Array(line(second - 40_000).utf8)
            case 4: log += Array(line(second).prefix(Int.random(in: 1...60, using: &random)).utf8) + [10]
            default: log += Array(line(max(second, 0)).utf8)
            }
        }
        if seed % 3 == 0 { log.removeLast() }
        return log
    }

    private static func line(_ number: Int) -> String {
        let (time, client, file) = (max(number, 0) + 36_000, abs(number) % 5, abs(number) % 7)
        let clock = [time / 3600 % 24, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let day = 4 + time / 86_400
        return
            "192.0.2.\(client) - - [\(day < 10 ? "0" : "")\(day)/Mar/2015:\(clock.joined(separator: ":")) +0100] \"GET /calls/\(file).wav HTTP/1.1\" 200 \(number & 0xffff)\n"
    }

    private static func scans(
        _ made: MadeCase, _ rangeByteCount: Int64, shares count: Int, jobs: Int = 1
    ) async throws -> [LedgerFile] {
        var ledgers: [LedgerFile] = []
        for number in 1...count {
            ledgers.append(
                try await made.scan(
                    share: .init(number: number, of: count), jobs: jobs, rangeByteCount: rangeByteCount))
        }
        return ledgers
    }

    /// The law below would hold of readings that are all made again.
    @Test func mostRangesNeedNoOtherReading() async throws {
        var sufficient = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            var made = try MadeCase()
            try made.add(Self.log(seed: seed), to: "access.log")
            let sum = try MadeCase.merged(try await Self.scans(made, 700, shares: 2))
            if try CaseMerge(sum, .init()).readAgain.isEmpty { sufficient += 1 }
        }
        #expect(sufficient > 15)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func anyRangesInAnyOrderTellWhatOneReadingTells(seed: UInt64) async throws {
        var made = try MadeCase()
        try made.add(Self.log(seed: seed), to: "access.log")
        var random = SeededGenerator(seed: seed)
        let size = Int64.random(in: 1...2000, using: &random)
        let ledgers = try await Self.scans(
            made, size, shares: Int.random(in: 2...5, using: &random), jobs: Int.random(in: 1...3, using: &random))
        let sum = try MadeCase.merged(ledgers.shuffled(using: &random))
        #expect(sum.bytes == (try MadeCase.merged(ledgers.shuffled(using: &random))).bytes)
        let head = try MadeCase.merged(Array(ledgers.prefix(2)))
        let tail = ledgers.count > 2 ? [try MadeCase.merged(Array(ledgers.dropFirst(2)))] : []
        #expect(sum.bytes == (try MadeCase.merged(tail + [head])).bytes)
        #expect(firstDifference(try await MadeCase.answers(sum), await made.answers()) == nil)
    }

    /// Nothing needs to be read again, and so the evidence need not be there.
    @Test(arguments: [100, 333, 1000, 5000] as [Int64])
    func rangesAreEnoughWithoutTheEvidence(size: Int64) async throws {
        var made = try MadeCase()
        let lines = LogLines.apache(0..<60) + "no format fits this\n\n" + LogLines.apache(60..<120)
        try made.add(lines, to: "var/access.log")
        let whole = await made.answers()
        let sum = try MadeCase.merged(try await Self.scans(made, size, shares: 3))
        #expect(try CaseMerge(sum, .init()).readAgain == [])
        try made.move("var", to: "gone")
        #expect(firstDifference(try await MadeCase.answers(sum), whole) == nil)
    }

    /// Every place of a cut, in the middle of lines and at their ends.
    @Test func aCutAnywhereTellsTheSame() async throws {
        var made = try MadeCase()
        let lines = LogLines.apache(0..<2) + "cut\r\n\n" + LogLines.apache(2..<4)
        try made.add(lines, to: "access.log")
        let whole = await made.answers()
        for size in 1..<Int64(lines.utf8.count) {
            let sum = try MadeCase.merged(try await Self.scans(made, size, shares: 2))
            #expect(try CaseMerge(sum, .init()).readAgain == [], "\(size)")
            #expect(firstDifference(try await MadeCase.answers(sum), whole) == nil, "\(size)")
        }
    }

    /// A line beyond the bound, over several cuts and read by nobody but the one in whose range it begins.
    @Test func aLineLongerThanARangeStandsInsideOne() async throws {
        var made = try MadeCase()
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: RecordStream.recordLimit + 5000)
        try made.add(
            Array(LogLines.apache(0..<9).utf8) + long + Array("\n\(LogLines.apache(9..<30))".utf8), to: "access.log")
        let sum = try MadeCase.merged(try await Self.scans(made, 400_000, shares: 3))
        #expect(try CaseMerge(sum, .init()).readAgain == [])
        #expect(firstDifference(try await MadeCase.answers(sum), await made.answers()) == nil)
    }

    /// More silences than are kept: in order, and with lines that step back over every seam.
    @Test(arguments: [0, 9]) func rangesForgetTheSilencesThatOneReadingForgets(back: Int) async throws {
        var made = try MadeCase()
        let lines = (0..<SilenceList.limit + 3000).map { Self.line($0 * 5 + $0 % 3 - ($0 % 2) * back) }
        try made.add(lines.joined(), to: "access.log")
        let sum = try MadeCase.merged(try await Self.scans(made, 1 << 20, shares: 2, jobs: 2))
        #expect(try CaseMerge(sum, .init()).readAgain.isEmpty == (back == 0))
        #expect(firstDifference(try await MadeCase.answers(sum), await made.answers()) == nil)
    }

    // MARK: what is read again as a whole

    private static let odd: [(name: String, text: String)] = [
        ("NUL bytes", "\(LogLines.apache(0..<9))\0\0\0\(LogLines.apache(9..<20))"),
        ("sessions", LogLines.rsyncd(0..<40)),
        ("another format", "\(LogLines.apache(0..<9))\(LogLines.xferlog(0..<1))\(LogLines.apache(9..<20))"),
        ("local time", LogLines.xferlog(0..<30)),
    ]

    @Test(arguments: odd.indices) func whatNeedsTheLinesBeforeItIsReadAgainOrNeverCut(index: Int) async throws {
        var made = try MadeCase()
        try made.add(Self.odd[index].text, to: "log")
        let sum = try MadeCase.merged(try await Self.scans(made, 300, shares: 3))
        #expect(
            firstDifference(try await MadeCase.answers(sum), await made.answers()) == nil, "\(Self.odd[index].name)")
    }

    /// Lines of a rotated file that stand in its successor too.
    @Test func linesThatStandInTwoFilesAreFound() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<40), to: "access.log.1")
        try made.add(LogLines.apache(30..<60), to: "access.log")
        let sum = try MadeCase.merged(try await Self.scans(made, 500, shares: 3))
        #expect(firstDifference(try await MadeCase.answers(sum), await made.answers()) == nil)
    }

    @Test func aFileThatIsKnownIsNotReadInRanges() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<40), to: "access.log")
        let known = try await made.scan()
        var ledgers: [LedgerFile] = []
        for number in 1...2 {
            let scan = try await made.scanned(
                share: .init(number: number, of: 2), known: known, rangeByteCount: 500)
            #expect(scan.read == [])
            ledgers.append(scan.ledger)
        }
        #expect(firstDifference(try await MadeCase.answers(MadeCase.merged(ledgers)), await made.answers()) == nil)
    }

    @Test func aRangeThatIsMissingIsThatOfAShareByName() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<40), to: "access.log")
        let ledgers = try await Self.scans(made, 500, shares: 3)
        let error = #expect(throws: CaseMergeError.self) {
            try CaseMerge(try MadeCase.merged([ledgers[0], ledgers[2]]), .init())
        }
        #expect(error?.description.hasPrefix("share 2/3 of the case is not among the ledgers, ") == true)
    }

    /// Shares that were cut differently are shares of different deals.
    @Test func sharesOfOtherRangesDoNotAddUp() async throws {
        var made = try MadeCase()
        try made.add(LogLines.apache(0..<40), to: "access.log")
        let one = try await made.scan(share: .init(number: 1, of: 2), rangeByteCount: 500)
        let other = try await made.scan(share: .init(number: 2, of: 2), rangeByteCount: 700)
        #expect(throws: CaseMergeError.self) { try CaseMerge(try MadeCase.merged([one, other]), .init()) }
    }
}
