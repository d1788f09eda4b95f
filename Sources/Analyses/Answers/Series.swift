// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The files of one log.
package struct Series: Sendable {
    package let id: String
    /// Id of the log format.
    package let dataset: String
    /// In the order of `Channel.allCases`.
    package let channels: [Channel]
    /// Paths, ordered by the first instant in them; those without one come last, by path.
    package let artifacts: [[UInt8]]
    package let events: Int64
    /// Of its events.
    package let span: TimeSpan
    /// Of all its records, also of those that state no event.
    package let records: TimeSpan
    /// The seconds for which it can vouch: from its first record to its last, without the gaps that hide something.
    package let coverage: TimeRanges
    package let detectionLimit: DetectionLimit
    /// The days of UTC on which it has retrievals, in scope or not, in order.
    package let retrievalDays: [Day]

    package struct Day: Sendable, Hashable {
        /// Since 1970-01-01.
        package let day: Int64
        package let retrievals: Int64
    }

    /// - Parameter channels: By the number of the series.
    static func all(in ledger: borrowing Ledger, channels: [ChannelSet], _ coverage: CoverageFinder) -> [Series] {
        let members = Dictionary(grouping: ledger.artifacts.filter { $0.series != nil }, by: { $0.series! })
        let days = ledger.hours.retrievalDays(seriesCount: ledger.seriesNames.count)
        return members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { id in
            let number = ledger.seriesNames.id(of: Array(id.utf8).span)
            return Series(
                id: id, members[id]!, number.map { ledger.series.rows[$0] }, number.map { channels[$0] } ?? [],
                number.map { days[$0] } ?? [], coverage)
        }
    }

    private init(
        id: String, _ members: [Artifact], _ row: SeriesFold.Row?, _ channels: ChannelSet, _ days: [Day],
        _ coverage: CoverageFinder
    ) {
        self.id = id
        dataset = members.lazy.compactMap { $0.format }.min() ?? ""
        self.channels = channels.members
        artifacts =
            members.sorted { left, right in
                guard let first = left.first, let second = right.first, first != second else {
                    if (left.first == nil) != (right.first == nil) { return right.first == nil }
                    return left.path.lexicographicallyPrecedes(right.path)
                }
                return first < second
            }.map(\.path)
        events = row?.events ?? 0
        span = row?.span ?? TimeSpan()
        records = coverage.records(of: id)
        self.coverage = records.seconds.map { coverage.coverage(of: id, in: $0) } ?? .none
        retrievalDays = days
        detectionLimit = coverage.detectionLimit(of: id)
    }
}

extension Artifact {
    /// Id of its log format; nil for what is no log.
    package var format: String? {
        if case .log(let format) = content { format } else { nil }
    }
}
