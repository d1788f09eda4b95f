// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

/// A ledger as it stands in files.
@Suite struct LedgerStorageTests {
    private func bytes(_ ledger: Ledger) -> [UInt8] {
        var writer = StorageWriter()
        ledger.store(in: &writer)
        return writer.bytes
    }

    private func read(_ bytes: [UInt8]) throws -> Ledger {
        var reader = StorageReader(bytes)
        let ledger = try Ledger(from: &reader)
        guard reader.isAtEnd else { throw StorageError() }
        return ledger
    }

    private func text(_ ledger: Ledger) -> String {
        var text = ""
        dump(CaseAnswers(ledger, inventory: nil), to: &text)
        return text
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func whatComesBackGivesTheSameAnswersAndGoesOn(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        let (events, more) = (random.events(300), random.events(50))
        var ledger = Ledger(events, artifacts: random.artifacts())
        var back = try read(bytes(ledger))
        #expect(bytes(back) == bytes(ledger))
        #expect(text(back) == text(ledger))
        for event in more {
            ledger.observe(event)
            back.observe(event)
        }
        #expect(text(back) == text(ledger))
        back.merge(try read(bytes(Ledger(more))))
        ledger.merge(Ledger(more))
        #expect(text(back) == text(ledger))
    }

    @Test func everyTruncationIsAnError() throws {
        var random = RandomEvents(seed: 3)
        let stored = bytes(Ledger(random.events(12), artifacts: random.artifacts()))
        for count in stored.indices {
            #expect(throws: StorageError.self) { try read(Array(stored[..<count])) }
        }
    }

    /// What is not refused is a ledger of which answers can be made.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func noChangedByteDoesHarm(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        let events = random.events(8)
        let stored = bytes(Ledger(events, artifacts: Array(random.artifacts().prefix(2))))
        for place in stored.indices {
            for change in [1, 2, 128, 254, UInt8(1 + random.below(255))] {
                var changed = stored
                changed[place] &+= change
                guard let ledger = try? read(changed) else { continue }
                var sum = Ledger(sharedChannels: ledger.retrievals.sharedChannels)
                sum.merge(Ledger(events))
                sum.merge(ledger)
                _ = CaseAnswers(sum, inventory: nil)
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func noGarbageDoesHarm(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        for _ in 0..<100 {
            let garbage = (0..<random.below(400)).map { _ in UInt8(random.below(random.isOneOf(3) ? 256 : 5)) }
            guard let ledger = try? read(garbage) else { continue }
            _ = CaseAnswers(ledger, inventory: nil)
        }
    }

    /// What a scan keeps apart, since another part may tell of the channel too, adds up to what one reading sums at once.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func aLedgerOfAllChannelsSharedMergesIntoOneOfFewer(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        // Each way of transfer is told of by one log alone.
        let events = random.events(300).filter { event in
            event.series == "access" && event.channel == .http || event.series == "xferlog" && event.channel == .ftp
                || event.channel == .rsync
        }
        try #require(events.count > 30)
        var web = ChannelSet()
        web.insert(.http)
        for shared in [ChannelSet(), web, .all] {
            var whole = Ledger(sharedChannels: shared)
            for event in events { whole.observe(event) }
            var sum = Ledger(sharedChannels: shared)
            for part in [events.prefix(20), events.dropFirst(20)] { sum.merge(try read(bytes(Ledger(part)))) }
            #expect(text(sum) == text(whole))
            #expect(sum.retrievals.sharedChannels == shared)
        }
    }
}
