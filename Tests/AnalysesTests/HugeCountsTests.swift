// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Byte counts that no disk holds, as a hostile or broken writer of a log states them.
@Suite struct HugeCountsTests {
    @Test func sumsOverFilesStayAtTheLargestInteger() {
        let answers = CaseAnswers([
            .retrieval("/a", byteCount: .max), .retrieval("/b", byteCount: .max), .retrieval("/c", byteCount: 1),
        ])
        #expect(answers.retrievals.byteCount == .max)
        #expect(answers.retrievals.routes.map(\.byteCount) == [.max])
        #expect(answers.channels.map(\.byteCount) == [.max])
        #expect(answers.actors.map(\.byteCount) == [.max])
        #expect(answers.exposure.proven.byteCount == .max)
    }

    /// Ten lines with the 18 digits that a count may have are enough; the run must not end with them.
    @Test func sumsOfOneFileDoNotEndTheRun() async {
        await #expect(processExitsWith: .success) {
            let events = (0..<10).map { _ in PlainEvent.retrieval("/a", byteCount: 999_999_999_999_999_999) }
            precondition(CaseAnswers(events).retrievals.byteCount == .max, "the sum is at its bound")
        }
    }

    /// Two parts of the evidence, each of which still fits.
    @Test func sumsOfMergedLedgersDoNotEndTheRun() async {
        await #expect(processExitsWith: .success) {
            var ledger = Ledger([.retrieval("/a", byteCount: .max)])
            ledger.merge(Ledger([.retrieval("/a", byteCount: .max)]))
            precondition(
                CaseAnswers(ledger, inventory: nil).retrievals.byteCount == .max, "the sum is at its bound")
        }
    }

    /// Sums per client and file are kept small while they are; a client's total must not tell where that ends.
    @Test(arguments: [(1 << 44) - 1, 1 << 44, (1 << 44) + 1, 1 << 50, 0, 1])
    func aClientsTotalIsExactWhateverTheSize(byteCount: Int64) {
        let events = (0..<3).map { _ in PlainEvent.retrieval("/a", byteCount: byteCount) }
        let actor = CaseAnswers(events + [.retrieval("/b", byteCount: 7)]).actors.first
        #expect(actor?.byteCount == 3 * byteCount + 7)
        #expect(actor?.retrievals == 4)
        #expect(actor?.files == 2)
    }

    /// More retrievals of one file by one client than are kept one by one, and than fit the small form.
    @Test func aClientsMillionsOfRetrievalsAreExact() {
        var ledger = Ledger()
        let series = ledger.seriesNumber("access.log")
        let event = PlainEvent.retrieval("/a", byteCount: 1 << 30).event
        let count = 1_200_000
        for _ in 0..<count { ledger.observe(event, series: series) }
        let actor = CaseAnswers(ledger, inventory: nil).actors.first
        #expect(actor?.retrievals == Int64(count))
        #expect(actor?.byteCount == Int64(count) << 30)
    }
}
