// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Testing

@Suite struct MemoryBudgetTests {
    private let budget = MemoryBudget(total: 100)

    @Test func theFirstThatFitsBeginsNext() {
        #expect(budget.next(of: [70, 40, 30, 10], beside: [60]) == 1)
        #expect(budget.next(of: [70, 41], beside: [60]) == nil)
        #expect(budget.next(of: [40], beside: [60]) == 0)
    }

    @Test func aCaseThatIsLargerThanTheBudgetRunsAlone() {
        #expect(budget.next(of: [500, 10], beside: []) == 0)
        #expect(budget.next(of: [10], beside: [500]) == nil)
        #expect(budget.next(of: [500], beside: [1]) == nil)
    }

    @Test func nothingBeginsWhereNothingWaits() {
        #expect(budget.next(of: [], beside: []) == nil)
        #expect(budget.next(of: [], beside: [10]) == nil)
    }

    @Test func compressedEvidenceIsExpectedToHoldTwelveTimesItsSize() {
        var size = CaseSize()
        #expect(size.memory(jobs: 1) == 64 << 20)
        size.add(fileNamed: "/logs/access.log", byteCount: 4 << 20)
        size.add(fileNamed: "/logs/access.log.2.gz", byteCount: 1 << 20)
        #expect(size.byteCount == 5 << 20)
        #expect(size.memory(jobs: 1) == (64 + 1 + 3) << 20)
        #expect(size.memory(jobs: 3) == (96 + 1 + 3) << 20)
    }
}
