// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What each series can vouch for: its gaps, the time that it covers, and how short a missing period it would show.
package struct CoverageFinder {
    /// By series, time and kind.
    package let gaps: [Gap]
    /// By id of the series.
    private let limits: [String: DetectionLimit]
    private let spans: [String: TimeSpan]

    package init(_ ledger: borrowing Ledger, channels: [ChannelSet], configuration: MachineConfiguration) {
        let all = Self.series(ledger, channels)
        let caseEnd = all.compactMap(\.records?.last).max() ?? 0
        let cross = CrossSearch(all)
        let found = all.map { series in
            var candidates = SilenceSearch.candidates(in: series)
            DamageSearch.add(to: &candidates, of: series, caseEnd: caseEnd)
            let files = FileEvidence(series)
            for index in candidates.indices { files.add(to: &candidates[index]) }
            cross.add(to: &candidates, of: series)
            SessionSearch(series).add(to: &candidates)
            EdgeSearch.add(to: &candidates, of: series, all: all, configuration)
            return candidates.map { $0.gap(of: series) }
        }
        let lossy = zip(all, found).compactMap { $1.contains(where: \.isLoss) ? $0.number : nil }
        let hidden = HiddenTimes(ledger, series: Set(lossy))
        gaps = zip(all, found).flatMap { hidden.completed($1, of: $0) }.sorted(by: Self.precedes)
        limits = Dictionary(uniqueKeysWithValues: all.map { ($0.id, Self.limit($0)) })
        spans = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.records?.timeSpan ?? TimeSpan()) })
    }

    private static func series(_ ledger: borrowing Ledger, _ channels: [ChannelSet]) -> [SeriesTimes] {
        let artifacts = ledger.artifacts.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        let members = Dictionary(grouping: artifacts.filter { $0.series != nil }, by: { $0.series! })
        let byStem = Dictionary(grouping: artifacts, by: { RotatedName($0.path).stem })
        return members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { id in
            let number = ledger.seriesNames.id(of: Array(id.utf8).span)
            let records = number.flatMap { RecordTimes(ledger.silences.silences(of: $0)) }
            let channels = number.map { channels[$0].members } ?? []
            let stems = Set(members[id]!.map { RotatedName($0.path).stem })
            let offset = Self.clockOffset(members[id]!)
            return SeriesTimes(
                id: id, number: number, channel: channels.count == 1 ? channels[0] : nil, records: records,
                artifacts: members[id]!, files: stems.flatMap { byStem[$0] ?? [] },
                model: records.flatMap { SilenceModel($0, offset: offset) },
                service: number.map { ledger.services.row(of: $0) } ?? ServiceFold.Row(),
                sessions: number.map { ledger.sessions.row(of: $0) } ?? SessionFold.Row(), offset: offset)
        }
    }

    /// Seconds by which the clock of a log is ahead of UTC; the middle of those of its artifacts.
    private static func clockOffset(_ artifacts: [Artifact]) -> Int {
        let offsets = artifacts.compactMap(\.clockOffset).sorted()
        return offsets.isEmpty ? 0 : offsets[offsets.count / 2]
    }

    private static func precedes(_ left: Gap, _ right: Gap) -> Bool {
        if left.series != right.series { return left.series.utf8.lexicographicallyPrecedes(right.series.utf8) }
        func key(_ gap: Gap) -> (Int64, Int64, Int) {
            (
                gap.from?.seconds ?? .min, gap.to?.seconds ?? .max,
                Gap.Kind.allCases.firstIndex(of: gap.kind) ?? 0
            )
        }
        return key(left) < key(right)
    }

    // MARK: per series

    func records(of series: String) -> TimeSpan { spans[series] ?? TimeSpan() }

    func detectionLimit(of series: String) -> DetectionLimit { limits[series] ?? .none(reason: "no record has a time") }

    /// The seconds within `window` that no gap takes away.
    func coverage(of series: String, in window: Range<Int64>) -> TimeRanges {
        TimeRanges(window).subtracting(
            TimeRanges(gaps.lazy.filter { $0.series == series && $0.isUnseen }.map { $0.extent(in: window) }))
    }

    private static func limit(_ series: SeriesTimes) -> DetectionLimit {
        guard let records = series.records else { return .none(reason: "no record has a time") }
        guard let model = series.model else {
            if records.isSaturated {
                let least = Silence(start: records.first, length: SilenceSearch.leastLength)
                return .known(
                    DetectionLimit.Known(
                        daySeconds: least.length, nightSeconds: least.length,
                        expectedEvents: records.saturatedResidual(least)))
            }
            return .none(
                reason:
                    "it has only \(records.silences.count) silences, too few to know its habits; only names and damage "
                    + "could show a gap")
        }
        guard let limits = model.limits else {
            return .none(reason: "no silence within its time would be longer than natural ones can be")
        }
        return .known(
            DetectionLimit.Known(
                daySeconds: Int64(limits.day.rounded()), nightSeconds: Int64(limits.night.rounded()),
                expectedEvents: limits.hazard))
    }
}
