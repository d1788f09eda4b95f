// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ServerVersionTests {
    private func ledger(_ starts: [(series: String, version: String, seconds: Int64)]) -> Ledger {
        var ledger = Ledger()
        for start in starts {
            var event = Event()
            event.action = .start
            event.channel = .http
            event.time = Instant(seconds: start.seconds)
            event.serverVersion = event.append(Array(start.version.utf8).span)
            ledger.observe(event, series: ledger.seriesNumber(start.series))
        }
        return ledger
    }

    @Test func theStartsOfAVersionAreCountedBetweenItsFirstAndItsLast() {
        let versions = CaseAnswers(
            ledger([("b", "Apache/2.4.7", 300), ("b", "Apache/2.4.7", 100), ("a", "Apache/2.4.9", 200)]), inventory: nil
        ).serverVersions
        #expect(versions.map { String(decoding: $0.text, as: UTF8.self) } == ["Apache/2.4.9", "Apache/2.4.7"])
        #expect(versions.map(\.starts) == [1, 2])
        #expect(versions[1].span.first == Instant(seconds: 100))
        #expect(versions[1].span.last == Instant(seconds: 300))
    }

    @Test func ledgersMergeToTheSameVersions() {
        let starts = [("a", "Apache/2.4.7", Int64(100)), ("b", "Apache/2.2.1", 200), ("b", "Apache/2.4.7", 300)]
        let whole = CaseAnswers(ledger(starts), inventory: nil).serverVersions
        for cut in 0...starts.count {
            var left = ledger(Array(starts[cut...]))
            left.merge(ledger(Array(starts[..<cut])))
            #expect(CaseAnswers(left, inventory: nil).serverVersions == whole)
        }
    }
}
