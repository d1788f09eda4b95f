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
    /// The seven channels in the order of `Channel.allCases`: whether each was open, and whether it can be seen.
    package let channelStates: [ChannelState]
    /// What the configuration files of the evidence say.
    package let configuration: MachineConfiguration
    package let retrievals: Retrievals
    /// By id.
    package let actors: [Actor]
    package let exposure: Exposure
    /// By series and text.
    package let serverVersions: [ServerVersion]

    /// - Parameters:
    ///   - inventory: What lay there; with it, its files are the scope.
    ///   - scope: Which files count without an inventory.
    ///   - configuration: Of the machines that the evidence is from; empty where it holds none.
    package init(
        _ ledger: consuming Ledger, inventory: Inventory?, scope: Scope = .all,
        configuration: MachineConfiguration = MachineConfiguration()
    ) {
        var ledger = ledger
        ledger.silences.unite()
        evidence = ledger.artifacts.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        lines = evidence.reduce(into: LineAccount()) { $0 += $1.lines ?? LineAccount() }
        let ranking = ActorRanking(ledger)
        let found = RetrievalFinder(
            ledger, inventory: inventory, scope: scope, configuration: configuration, ranking: ranking)
        retrievals = found.retrievals
        channels = found.channels
        self.configuration = configuration
        let coverage = CoverageFinder(
            ledger, channels: found.channelsOfSeries, configuration: configuration)
        gaps = coverage.gaps
        series = Series.all(in: ledger, channels: found.channelsOfSeries, coverage)
        actors = found.actors(ledger, ranking)
        serverVersions = ServerVersion.all(in: ledger)
        channelStates = ChannelExaminer(
            configuration, evidence: evidence, named: found.namedChannels,
            losses: ChannelLosses(series: series, evidence: evidence, gaps: gaps, configuration).reasons
        ).states(channels)
        exposure = Exposure(retrievals, clients: found.clientsInScope, inventory: inventory)
    }

    /// Channels with a retrieval in scope.
    package var usedChannels: [Channel] { channels.filter { $0.retrievals > 0 }.map(\.channel) }
}
