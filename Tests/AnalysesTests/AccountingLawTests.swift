// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Nothing is counted twice and nothing is lost: sums over one table of the answers are those over another.
@Suite struct AccountingLawTests {
    private struct Account {
        let events: [PlainEvent]
        let artifacts: [Artifact]
        let answers: CaseAnswers
        let hasInventory: Bool
        let isMatched: Bool

        var files: [RetrievedFile] { answers.retrievals.files }
        var inScope: [RetrievedFile] { files.filter(\.isInScope) }
        var retrievals: [PlainEvent] { events.filter { $0.action == .retrieve } }
    }

    private static func accounts(_ seed: UInt64) -> [Account] {
        var random = RandomEvents(seed: seed)
        let events = random.events(300)
        let artifacts = random.artifacts()
        let inventory = random.inventory()
        let choices: [(inventory: Inventory?, shared: ChannelSet)] = [
            (nil, .all), (inventory, .all), (nil, []), (inventory, []),
        ]
        return choices.map { inventory, shared in
            var ledger = Ledger(sharedChannels: shared)
            for event in events { ledger.observe(event) }
            ledger.artifacts = artifacts
            return Account(
                events: events, artifacts: artifacts, answers: CaseAnswers(ledger, inventory: inventory),
                hasInventory: inventory != nil, isMatched: shared == .all)
        }
    }

    private static let seeds: ClosedRange<UInt64> = 101...112

    @Test(arguments: seeds)
    func everyEventIsOfItsClientItsChannelAndItsSeries(seed: UInt64) {
        for account in Self.accounts(seed) {
            let (events, answers) = (account.events, account.answers)
            #expect(answers.actors.reduce(0) { $0 + Int($1.events) } == events.count { $0.source != nil })
            #expect(
                answers.channels.reduce(0) { $0 + Int($1.events) }
                    == events.count { $0.channel != nil && $0.channel != .ssh })
            let known = Set(answers.series.map(\.id))
            #expect(
                answers.series.reduce(0) { $0 + Int($1.events) } == events.count { known.contains($0.series) })
        }
    }

    @Test(arguments: seeds)
    func everyRetrievalIsOfOneFileAndOneWay(seed: UInt64) {
        for account in Self.accounts(seed) {
            let stated = account.retrievals.reduce(0) { $0 + ($1.byteCount ?? 0) }
            let bytes = account.files.reduce(0) { $0 + $1.byteCount }
            let repeated = Int(account.answers.retrievals.repeatedCount)
            #expect(account.files.reduce(0) { $0 + Int($1.retrievals) } + repeated == account.retrievals.count)
            #expect(repeated == 0 ? bytes == stated : bytes <= stated)
            #expect(account.answers.retrievals.byteCount == bytes)
            for file in account.files {
                #expect(file.ways.reduce(0) { $0 + $1.retrievals } == file.retrievals)
                #expect(file.ways.reduce(0) { $0 + $1.byteCount } == file.byteCount)
                #expect(Set(file.ways.flatMap(\.clients)).sorted() == file.clients)
                #expect(Set(file.ways.map(\.route)).count == file.ways.count)
                #expect(file.ways.compactMap(\.span.first).min() == file.span.first)
                #expect(file.ways.compactMap(\.span.last).max() == file.span.last)
                #expect(file.largest <= min(file.byteCount, file.size ?? .max))
            }
        }
    }

    @Test(arguments: seeds)
    func routesChannelsAndExposureCountTheSameRetrievalsInScope(seed: UInt64) {
        for account in Self.accounts(seed) {
            let answers = account.answers
            let retrievals = account.inScope.reduce(0) { $0 + $1.retrievals }
            let bytes = account.inScope.reduce(0) { $0 + $1.byteCount }
            #expect(answers.exposure.proven.retrievals == retrievals)
            #expect(answers.exposure.proven.files == account.inScope.count)
            #expect(answers.exposure.proven.byteCount == account.inScope.reduce(0) { $0 + $1.largest })
            #expect(answers.exposure.proven.clients == Set(account.inScope.flatMap(\.clients)).count)
            #expect(answers.exposure.span.first == account.inScope.compactMap(\.span.first).min())
            #expect(answers.exposure.span.last == account.inScope.compactMap(\.span.last).max())
            #expect(answers.retrievals.routes.reduce(0) { $0 + $1.retrievals } == retrievals)
            #expect(answers.retrievals.routes.reduce(0) { $0 + $1.byteCount } == bytes)
            #expect(answers.channels.reduce(0) { $0 + $1.retrievals } == retrievals)
            #expect(answers.channels.reduce(0) { $0 + $1.byteCount } == bytes)
        }
    }

    @Test(arguments: seeds)
    func filesAndClientsAreCountedOncePerRouteAndChannel(seed: UInt64) {
        for account in Self.accounts(seed) {
            for (number, route) in account.answers.retrievals.routes.enumerated() {
                let ways = account.inScope.flatMap(\.ways).filter { $0.route == number }
                #expect(route.files == ways.count)
                #expect(route.clients == Set(ways.flatMap(\.clients)).count)
                #expect(ways.allSatisfy { $0.channel == route.channel })
            }
            for use in account.answers.channels {
                let files = account.inScope.filter { $0.ways.contains { $0.channel == use.channel } }
                let ways = files.flatMap(\.ways).filter { $0.channel == use.channel }
                #expect(use.files == files.count)
                #expect(use.clients == Set(ways.flatMap(\.clients)).count)
                #expect(use.events >= use.retrievals)
            }
        }
    }

    @Test(arguments: seeds)
    func actorsCountTheFilesThatTheyTook(seed: UInt64) {
        for account in Self.accounts(seed) {
            let actors = account.answers.actors
            for (rank, actor) in actors.enumerated() {
                #expect(actor.files == account.inScope.count { $0.clients.contains(Int32(rank)) })
                #expect(actor.retrievals >= actor.files)
                #expect(actor.events >= actor.retrievals)
            }
            let retrievals = actors.reduce(0) { $0 + Int($1.retrievals) }
            let bytes = actors.reduce(0) { $0 + $1.byteCount }
            let named = account.retrievals.filter { $0.source != nil }
            if account.isMatched {
                let repeated = Int(account.answers.retrievals.repeatedCount)
                #expect(retrievals <= named.count)
                #expect(account.hasInventory || retrievals + repeated >= named.count)
            } else if account.hasInventory {
                #expect(retrievals <= Int(account.answers.exposure.proven.retrievals))
                #expect(bytes <= account.inScope.reduce(0) { $0 + $1.byteCount })
            } else {
                #expect(retrievals == named.count)
                #expect(bytes == named.reduce(0) { $0 + ($1.byteCount ?? 0) })
            }
        }
    }

    @Test(arguments: seeds)
    func theListsAreInTheirOrderAndNameNothingTwice(seed: UInt64) {
        for account in Self.accounts(seed) {
            let answers = account.answers
            expectAscending(account.files.map(\.path))
            expectAscending(answers.actors.map(\.id))
            expectAscending(answers.evidence.map(\.path))
            expectAscending(answers.series.map { Array($0.id.utf8) })
            expectAscending(answers.retrievals.routes.map { [UInt8($0.channel.index)] + $0.mount })
            expectAscending(answers.channels.map { [UInt8($0.channel.index)] })
            for actor in answers.actors {
                expectAscending(actor.users)
                expectAscending(actor.agents)
            }
            for file in account.files {
                #expect(file.clients == Set(file.clients).sorted())
                #expect(file.ways.map(\.route) == Set(file.ways.map(\.route)).sorted())
                for way in file.ways { #expect(way.clients == Set(way.clients).sorted()) }
            }
        }
    }

    @Test(arguments: seeds)
    func theLinesAreThoseOfAllArtifacts(seed: UInt64) {
        for account in Self.accounts(seed) {
            let lines = account.artifacts.compactMap(\.lines)
            #expect(account.answers.lines.events == lines.reduce(0) { $0 + $1.events })
            #expect(account.answers.lines.ignored == lines.reduce(0) { $0 + $1.ignored })
            #expect(account.answers.lines.malformed == lines.reduce(0) { $0 + $1.malformed })
            #expect(account.answers.lines.duplicate == lines.reduce(0) { $0 + $1.duplicate })
            #expect(account.answers.lines.total == lines.reduce(0) { $0 + $1.total })
        }
    }

    private func expectAscending(_ names: [[UInt8]], at place: SourceLocation = #_sourceLocation) {
        for (left, right) in zip(names, names.dropFirst()) {
            #expect(left.lexicographicallyPrecedes(right), sourceLocation: place)
        }
    }
}
