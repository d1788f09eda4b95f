// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

@testable import Analyses

@Suite struct CompanyTests {
    /// The slow and obvious way: every record of the one log is looked for among all of the other.
    private func slowlyProves(
        _ inside: Int, _ other: [Int64], _ records: [Int64], without gap: ClosedRange<Int64>, _ tolerance: Int64
    ) -> Bool {
        let alone = zip(other, other.dropFirst()).filter { $1 - $0 > 1 }.map(\.1)
            .filter { $0 >= records[0] && $0 <= records.last! && !gap.contains($0) }
            .map { second in !records.contains { ($0 - second).magnitude <= tolerance } }
        let count = alone.count { $0 }
        guard alone.count >= 20, Double(alone.count - count) >= 0.9 * Double(alone.count) else { return false }
        let longest = alone.split(separator: false).map(\.count).max() ?? 0
        return pow(Double(count + 1) / Double(alone.count + 2), Double(inside)) < 1e-4 && inside > 2 * longest
    }

    @Test(arguments: UInt64(1)...40)
    func itIsThatOfTheSlowWay(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let other = Set((0..<200).map { _ in Int64.random(in: 0..<40_000, using: &random) }).sorted()
        // Nearly all have company, but for a stretch without any.
        let start = Int64.random(in: 0..<30_000, using: &random)
        let stretch = start...start + Int64.random(in: 0..<9000, using: &random)
        let strays = Int.random(in: 0...14, using: &random)
        let records = Set(
            other.filter { !stretch.contains($0) && Int.random(in: 0..<200, using: &random) >= strays }
                .map { $0 + Int64.random(in: -2...2, using: &random) } + [0, 40_000]
        ).sorted()
        let times = try [other, records].map { try #require(RecordTimes(seconds: $0)) }
        let company = try #require(Company(of: times[0], with: times[1], 2, greatestInside: 200))
        var proven = 0
        for _ in 0..<50 {
            let from = Int64.random(in: 0..<40_000, using: &random)
            for gap in [stretch, from...from + Int64.random(in: 0..<9000, using: &random)] {
                for inside in [3, 6, 20] {
                    let expected = slowlyProves(inside, other, records, without: gap, 2)
                    #expect(company.proves(inside, without: gap) == expected, "\(gap) \(inside)")
                    proven += expected ? 1 : 0
                }
            }
        }
        if strays == 0 { #expect(proven > 0) }
    }

    @Test(arguments: UInt64(1)...20)
    func logsThatHaveNothingToDoWithEachOtherAreLeftEarly(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let logs = (0..<2).map { _ in
            Set((0..<300).map { _ in Int64.random(in: 0..<4_000_000, using: &random) } + [0, 4_000_000]).sorted()
        }
        let times = try logs.map { try #require(RecordTimes(seconds: $0)) }
        #expect(Company(of: times[0], with: times[1], 2, greatestInside: 50) == nil)
        // None of the gaps that were asked for could have been proven.
        for _ in 0..<50 {
            let from = Int64.random(in: 0..<3_000_000, using: &random)
            let gap = from...from + Int64.random(in: 0..<600_000, using: &random)
            let inside = logs[0].count { gap.contains($0) }
            if inside <= 50 { #expect(!slowlyProves(inside, logs[0], logs[1], without: gap, 2)) }
        }
    }
}
