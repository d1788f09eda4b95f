// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// What is proven lies within what could be had, and more evidence never proves less.
@Suite struct ExposureLawTests {
    private static let seeds: ClosedRange<UInt64> = 201...230

    @Test(arguments: seeds)
    func whatIsProvenLiesWithinWhatLayThere(seed: UInt64) throws {
        var random = RandomEvents(seed: seed)
        let inventory = random.inventory()
        let exposure = CaseAnswers(Ledger(random.events(300)), inventory: inventory).exposure
        let accessible = try #require(exposure.accessible)
        #expect(exposure.proven.completeFiles <= exposure.proven.files)
        #expect(exposure.proven.files <= accessible.files)
        #expect(Int64(exposure.proven.files) <= exposure.proven.retrievals)
        if let byteCount = accessible.byteCount { #expect(exposure.proven.byteCount <= byteCount) }
    }

    @Test(arguments: seeds)
    func moreEvidenceNeverProvesLess(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let events = random.shuffled(random.events(240))
        for inventory in [nil, random.inventory()] {
            var last: Exposure.Proven?
            for count in stride(from: 0, through: events.count, by: 30) {
                let proven = CaseAnswers(Ledger(events[..<count]), inventory: inventory).exposure.proven
                if let last {
                    #expect(proven.files >= last.files)
                    #expect(proven.completeFiles >= last.completeFiles)
                }
                last = proven
            }
        }
    }

    @Test(arguments: seeds)
    func aNarrowerScopeProvesNoMore(seed: UInt64) {
        var random = RandomEvents(seed: seed)
        let ledger = Ledger(random.events(200))
        let all = CaseAnswers(ledger, inventory: nil)
        let some = CaseAnswers(ledger, inventory: nil, scope: Scope(globs: ["calls/**", "/dav/*"]))
        #expect(some.exposure.proven.files <= all.exposure.proven.files)
        #expect(some.exposure.proven.retrievals <= all.exposure.proven.retrievals)
        #expect(some.exposure.proven.clients <= all.exposure.proven.clients)
        #expect(some.retrievals.files.count == all.retrievals.files.count)
        #expect(some.retrievals.byteCount == all.retrievals.byteCount)
    }
}
