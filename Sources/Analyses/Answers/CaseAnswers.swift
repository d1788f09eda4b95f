// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What a finished ledger tells, in the order in which it is reported. Nothing in it depends on the order of reading.
package struct CaseAnswers: Sendable {
    /// By path.
    package let evidence: [Artifact]
    /// The lines of all artifacts.
    package let lines: LineAccount
    /// By id.
    package let series: [Series]
    /// In the order of `Channel.allCases`; only those with events.
    package let channels: [ChannelUse]
    /// By series, time and kind; quiet ones too.
    package let gaps: [Gap]
    package let retrievals: Retrievals
    /// By id.
    package let actors: [Actor]
    package let exposure: Exposure

    package init(_ ledger: consuming Ledger, inventory: Inventory?) {
        let ledger = ledger
        evidence = ledger.artifacts.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        lines = evidence.reduce(into: LineAccount()) { $0 += $1.lines ?? LineAccount() }
        let ranking = ActorRanking(ledger)
        let found = RetrievalFinder(ledger, inventory: inventory, ranking: ranking)
        retrievals = found.retrievals
        channels = found.channels
        let coverage = CoverageFinder(ledger, channels: found.channelsOfSeries)
        gaps = coverage.gaps
        series = Series.all(in: ledger, channels: found.channelsOfSeries, coverage)
        actors = found.actors(ledger, ranking)
        exposure = Exposure(retrievals, clients: found.clientsInScope, inventory: inventory)
    }

    /// Channels with a retrieval in scope.
    package var usedChannels: [Channel] { channels.filter { $0.retrievals > 0 }.map(\.channel) }
}
