// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// The ledger and its answers against a reference that keeps all events and counts them with dictionaries.
@Suite struct AnswersDifferentialTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func withoutAnInventoryEachLoggedPathIsAFile(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let events = random.events(250)
        expectEqual(PlainAnswers(answers(events, nil)), SlowAnswers(events).plain)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>, ["", "/", "/srv/nas/", "volume1/share/"])
    func filesAreFoundByWhicheverMountALogNamesThem(seed: UInt64, root: String) {
        let known = KnownCase(root: root, seed: seed)
        let slow = SlowAnswers(known.events, truth: known.truth).plain
        #expect(slow.proven.files == known.inventory.entries.count)
        expectEqual(PlainAnswers(answers(known.events, known.inventory)), slow)
    }

    private func answers(_ events: [PlainEvent], _ inventory: Inventory?) -> CaseAnswers {
        let artifacts = Set(events.map(\.series)).map { series in
            var artifact = Artifact(path: Array(series.utf8), content: .log(format: "any"))
            artifact.series = series
            return artifact
        }
        return CaseAnswers(Ledger(events, artifacts: artifacts), inventory: inventory)
    }

    /// Part by part and element by element, so that a failure says which differs.
    private func expectEqual(_ fast: PlainAnswers, _ slow: PlainAnswers) {
        expectEqual(fast.files, slow.files)
        expectEqual(fast.routes, slow.routes)
        expectEqual(fast.channels, slow.channels)
        expectEqual(fast.actors, slow.actors)
        expectEqual(fast.series, slow.series)
        #expect(fast.byteCount == slow.byteCount)
        #expect(fast.repeatedCount == slow.repeatedCount)
        #expect(fast.proven == slow.proven)
        #expect(fast.completeFiles == slow.completeFiles)
        #expect(fast.provenTimes == slow.provenTimes)
    }

    private func expectEqual<Element: Equatable>(_ fast: [Element], _ slow: [Element]) {
        #expect(fast.count == slow.count)
        for (fast, slow) in zip(fast, slow) where fast != slow {
            Issue.record("\(fast) ≠ \(slow)")
            return
        }
    }
}
