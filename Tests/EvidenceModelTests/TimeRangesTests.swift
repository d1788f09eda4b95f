// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import TestSupport
import Testing

@Suite struct TimeRangesTests {
    @Test func rangesThatTouchOrOverlapAreOne() {
        #expect(TimeRanges([5..<7, 0..<3, 3..<4, 6..<9, 2..<2]).ranges == [0..<4, 5..<9])
        #expect(TimeRanges(3..<3).isEmpty)
    }

    /// Against sets of single seconds, the plain meaning of all of it.
    @Test(arguments: 0..<40)
    func setAlgebraIsThatOfSeconds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func some() -> TimeRanges {
            TimeRanges(
                (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    let start = Int64.random(in: 0..<40, using: &random)
                    return start..<start + Int64.random(in: 0..<12, using: &random)
                })
        }
        let (left, right) = (some(), some())
        #expect(seconds(left.union(right)) == seconds(left).union(seconds(right)))
        #expect(seconds(left.intersection(right)) == seconds(left).intersection(seconds(right)))
        #expect(seconds(left.subtracting(right)) == seconds(left).subtracting(seconds(right)))
        #expect(left.contains(right) == seconds(left).isSuperset(of: seconds(right)))
        #expect(left.duration == Int64(seconds(left).count))
        #expect((0..<60).allSatisfy { left.contains($0) == seconds(left).contains($0) })
        for result in [left.union(right), left.intersection(right), left.subtracting(right)] {
            #expect(result.ranges.allSatisfy { !$0.isEmpty })
            #expect(zip(result.ranges, result.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
    }

    private func seconds(_ ranges: TimeRanges) -> Set<Int64> { Set(ranges.ranges.joined()) }
}
