// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

/// However the evidence is dealt out to ledgers and however these are merged, the answers are the same.
@Suite struct LedgerMergeTests {
    private static let seeds: ClosedRange<UInt64> = 1...12

    @Test(arguments: seeds)
    func anyPartsMergedInAnyOrderAndGroupingGiveTheAnswersOfOneLedger(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let events = random.events(300)
        let artifacts = random.artifacts()
        let inventories = [nil, random.inventory()]
        let whole = inventories.map { text(CaseAnswers(Ledger(events, artifacts: artifacts), inventory: $0)) }

        for _ in 0..<4 {
            var parts = [Ledger](repeating: Ledger(), count: 1 + random.below(7))
            for event in random.shuffled(events) { parts[random.below(parts.count)].observe(event) }
            for artifact in random.shuffled(artifacts) { parts[random.below(parts.count)].artifacts.append(artifact) }
            while parts.count > 1 {
                let part = parts.remove(at: random.below(parts.count))
                parts[random.below(parts.count)].merge(part)
            }
            for (inventory, expected) in zip(inventories, whole) {
                expectEqual(text(CaseAnswers(parts[0], inventory: inventory)), expected)
            }
        }
    }

    @Test(arguments: seeds)
    func mergingIsAssociative(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let (a, b, c) = (Ledger(random.events(60)), Ledger(random.events(60)), Ledger(random.events(60)))
        var left = a
        left.merge(b)
        left.merge(c)
        var tail = b
        tail.merge(c)
        var right = a
        right.merge(tail)
        expectEqual(text(left), text(right))
    }

    @Test(arguments: seeds)
    func anEmptyLedgerChangesNothingOnEitherSide(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let ledger = Ledger(random.events(100), artifacts: random.artifacts())
        var before = Ledger()
        before.merge(ledger)
        var after = ledger
        after.merge(Ledger())
        expectEqual(text(before), text(ledger))
        expectEqual(text(after), text(ledger))
    }

    /// A ledger that is merged into goes on reading: what it remembers of its last event must still be true.
    @Test(arguments: seeds)
    func aLedgerObservesOnAfterAMerge(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let events = random.events(90)
        var ledger = Ledger(events[0..<30])
        ledger.merge(Ledger(events[30..<60]))
        for event in events[60...] { ledger.observe(event) }
        expectEqual(text(ledger), text(Ledger(events)))
    }

    @Test func aMergedLedgerIsNotChangedByWhatItsCopyReadsLater() {
        var random = RandomEvents(seed: 1)
        let ledger = Ledger(random.events(50))
        let expected = text(ledger)
        var copy = ledger
        for event in random.events(50) { copy.observe(event) }
        expectEqual(text(ledger), expected)
        #expect(text(copy) != expected)
    }

    /// More names than any table begins with room for, so that tables grow on both sides of a merge.
    @Test func manyNamesSurviveAMerge() {
        func event(_ number: Int) -> PlainEvent {
            var event = PlainEvent.retrieval("/calls/\(number % 700).wav", from: "host-\(number % 900).example")
            event.user = Array("user \(number % 50)".utf8)
            event.agent = Array("agent \(number % 33)".utf8)
            return event
        }
        let events = (0..<3000).map(event)
        var odd = Ledger(events.indices.filter { $0 % 2 == 1 }.map { events[$0] })
        odd.merge(Ledger(events.indices.filter { $0 % 2 == 0 }.reversed().map { events[$0] }))
        expectEqual(text(odd), text(Ledger(events)))
        let answers = CaseAnswers(odd, inventory: nil)
        #expect(answers.retrievals.files.count == 700)
        #expect(answers.actors.count == 900)
    }

    /// Enough retrievals that what is kept of them must be condensed more than once on the way.
    @Test func manyRetrievalsAreCountedByFileAndClient() {
        let count = 100_000
        var parts = [Ledger](repeating: Ledger(), count: 2)
        var perClient = [Int64](repeating: 0, count: 89)
        var perFile = [Int64](repeating: 0, count: 701)
        var event = PlainEvent.retrieval("").event
        let series = parts.indices.map { parts[$0].seriesNumber("access.log") }
        for number in 0..<count {
            // Neither in order nor even: some pairs come often, most once or twice.
            let file = number * number / 7 % 701
            let client = number * 31 / 5 % 89
            event.begin(Array("/\(100 + file) \(10 + client)".utf8).span)
            event.action = .retrieve
            event.channel = .http
            event.byteCount = 3
            event.urlPath = EventField(0..<4)
            event.source = EventField(5..<7)
            let part = number < 70_000 ? 0 : 1
            parts[part].observe(event, series: series[part])
            perClient[client] += 1
            perFile[file] += 1
        }
        parts[0].merge(parts[1])
        parts[0].observe(event, series: series[0])
        perClient[(count - 1) * 31 / 5 % 89] += 1
        perFile[(count - 1) * (count - 1) / 7 % 701] += 1

        let answers = CaseAnswers(parts[0], inventory: nil)
        #expect(answers.actors.map(\.retrievals) == perClient)
        #expect(answers.actors.map(\.byteCount) == perClient.map { $0 * 3 })
        #expect(answers.retrievals.files.map(\.retrievals) == perFile.filter { $0 > 0 })
        #expect(
            answers.actors.reduce(0) { $0 + $1.files }
                == answers.retrievals.files.reduce(0) { $0 + $1.clients.count })
    }

    private func text(_ ledger: Ledger) -> String { text(CaseAnswers(ledger, inventory: nil)) }

    /// All that the answers hold, also what is added to them later.
    private func text(_ answers: CaseAnswers) -> String {
        var text = ""
        dump(answers, to: &text)
        return text
    }

    /// Says where two texts of thousands of lines differ, not what they are.
    private func expectEqual(_ left: String, _ right: String, at place: SourceLocation = #_sourceLocation) {
        guard left != right else { return }
        let lines = zip(left.split(separator: "\n"), right.split(separator: "\n"))
        let difference = lines.first { $0 != $1 }.map { "\($0) ≠ \($1)" } ?? "one is longer"
        Issue.record("the answers differ: \(difference)", sourceLocation: place)
    }
}
