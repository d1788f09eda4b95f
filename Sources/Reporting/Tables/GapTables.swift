// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Gaps, and what the logs can vouch for, as tables.
enum GapTables {
    /// The surest and the longest first: a reader who stops early has seen what matters.
    static func gaps(_ answers: CaseAnswers) -> ReportTable {
        let listed = answers.gaps.filter { $0.verdict != .quiet }.enumerated().sorted { left, right in
            (left.element.verdict.rank, left.offset) < (right.element.verdict.rank, right.offset)
        }.map(\.element)
        return ReportTable(
            "gaps", "Gaps in the logs",
            note: listed.isEmpty
                ? "None found; how short a missing period would have been noticed is told for each log below."
                : "A gap is the time between two records; what is missing lies within it. Without a record before or after, the log begins or ends in "
                    + "it. Quiet times are left out.",
            [
                "log": "log", "channel": "channel", "verdict": "verdict", "from": "last record before",
                "to": "first after", "seconds": "length", "confidence": "sure", "expected_events": "events expected",
                "retrievals_low": "retrievals, at least", "retrievals_high": "at most", "because": "because",
            ], listed
        ) { gap in
            let hidden = gap.unobserved.flatMap(\.retrievals)
            return [
                .words(gap.series), .words(gap.channel?.rawValue ?? "several or none"), .words(gap.verdict.words),
                gap.from.map { .time($0) } ?? .none, gap.to.map { .time($0) } ?? .none,
                gap.from.flatMap { from in gap.to.map { .duration($0.seconds - from.seconds) } } ?? .none,
                gap.confidence.map { .share($0) } ?? .none,
                gap.expectedEvents.map { .count(Int64(min($0, 9e15).rounded())) } ?? .none,
                gap.isLoss ? .count(hidden?.lowerBound) : .none, gap.isLoss ? .count(hidden?.upperBound) : .none,
                .list(gap.evidence.map(\.detail)),
            ]
        }
    }

    static func logs(_ answers: CaseAnswers) -> ReportTable {
        ReportTable(
            "logs", "What the logs can vouch for",
            note: "Shorter missing periods than shown, and records removed one by one, leave no trace.",
            [
                "log": "log", "dataset": "format", "channels": "channels", "events": "events", "first": "first record",
                "last": "last record", "covered_seconds": "vouches for", "span_seconds": "of",
                "day_limit_seconds": "shortest gap seen by day", "night_limit_seconds": "by night",
                "no_limit": "no limit, because",
            ], answers.series
        ) { log in
            var cells: [ReportTable.Cell] = [
                .words(log.id), .words(log.dataset), .list(log.channels.map(\.rawValue)), .count(log.events),
                .time(log.records.first), .time(log.records.last), .duration(log.coverage.duration),
                .duration(log.records.seconds.map { $0.upperBound - $0.lowerBound }),
            ]
            switch log.detectionLimit {
            case .known(let limit): cells += [.duration(limit.daySeconds), .duration(limit.nightSeconds), .none]
            case .none(let reason): cells += [.none, .none, .words(reason)]
            }
            return cells
        }
    }
}

extension Gap.Verdict {
    /// `missing or outage`
    var words: String { rawValue.replacing("_", with: " ") }

    /// The gravest first.
    fileprivate var rank: Int {
        switch self {
        case .missing: 0
        case .missingOrOutage: 1
        case .outage: 2
        case .unobservable: 3
        case .undetermined: 4
        case .quiet: 5
        }
    }
}

extension Unobserved {
    fileprivate var retrievals: ClosedRange<Int64>? {
        switch self {
        case .estimated(let estimate): estimate.retrievals.interval95
        case .notIdentifiable: nil
        }
    }
}
