// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct SilenceFoldTests {
    private func silences(_ seconds: [Int64?]) -> [Silence] {
        var fold = SilenceFold()
        for second in seconds {
            if let second {
                fold.observe(Instant(seconds: second), series: 0)
            } else {
                fold.observeUnreadable(series: 0)
            }
        }
        return fold.silences(of: 0).silences
    }

    @Test func linesThatStepBackByLessThanTheWindowAreInOrder() {
        #expect(silences([0, 60_000, 30_000]).map(\.length) == [30_000, 30_000])
    }

    @Test func linesThatStepBackByMoreAreInOrderAsWell() {
        #expect(silences([1_000_000, 2_000_000, 0, 1_500_000]).map(\.length) == [1_000_000, 500_000, 500_000])
    }

    @Test(arguments: UInt64(1)...20)
    func anyOrderOfLinesGivesTheSameSilences(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let seconds = (0..<400).map { _ in Int64.random(in: -200_000...200_000, using: &random) }
        let expected = silences(seconds.sorted())
        #expect(silences(seconds) == expected)
        #expect(expected.count == Set(seconds).count - 1 - expected.adjacentSeconds(seconds))
    }

    @Test func aLineThatCannotBeReadSplitsASilenceAndOpensNone() {
        #expect(silences([0, nil, 100]).map(\.length) == [50, 50])
        #expect(silences([0, nil, nil, nil, 100]).map(\.length) == [25, 25, 25, 25])
        #expect(silences([nil, 0, 100, nil]).map(\.length) == [100])
        #expect(silences([0, nil, 1]).isEmpty)
    }

    @Test func timesAtTheEndsOfAllTimeDoNotOverflow() {
        #expect(silences([.min, .max]).count == 1)
    }
}

extension [Silence] {
    /// How many records follow the one before within a second.
    fileprivate func adjacentSeconds(_ seconds: [Int64]) -> Int {
        let all = Set(seconds)
        return all.count { all.contains($0 + 1) }
    }
}
