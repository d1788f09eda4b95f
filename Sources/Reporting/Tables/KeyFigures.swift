// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The figures of a case that everything else explains.
enum KeyFigures {
    struct Figure: Sendable {
        /// `proven_files`
        let name: String
        let title: String
        let value: ReportTable.Cell

        init(_ name: String, _ title: String, _ value: ReportTable.Cell) {
            self.name = name
            self.title = title
            self.value = value
        }
    }

    static func table(_ report: CaseReport) -> ReportTable {
        ReportTable(
            "summary", "Figures", ["figure": "name", "meaning": "meaning", "value": "value"], figures(report)
        ) { [.words($0.name), .words($0.title), $0.value] }
    }

    static func figures(_ report: CaseReport) -> [Figure] {
        let conclusions = report.conclusions
        return exposure(report.answers.exposure) + unobserved(conclusions.unobserved) + window(conclusions.window)
            + coverage(conclusions.times) + verdicts(conclusions) + evidence(report.answers)
    }

    private static func exposure(_ exposure: Exposure) -> [Figure] {
        let (proven, accessible) = (exposure.proven, exposure.accessible)
        return [
            Figure("accessible_files", "files that lay there", .count(accessible.map { Int64($0.files) })),
            Figure("accessible_bytes", "bytes that lay there", .bytes(accessible?.byteCount)),
            Figure(
                "accessible_audio_hours", "hours of audio that lay there", .hours(accessible?.seconds.map { $0 / 3600 })
            ),
            Figure("proven_files", "files that provably left", .count(proven.files)),
            Figure("proven_complete_files", "of these, files that provably left whole", .count(proven.completeFiles)),
            Figure("proven_bytes", "bytes that provably left, each file once", .bytes(proven.byteCount)),
            Figure("proven_clients", "addresses that fetched them", .count(proven.clients)),
            Figure("proven_retrievals", "retrievals that are logged", .count(proven.retrievals)),
        ]
    }

    private static func unobserved(_ total: UnobservedTotal) -> [Figure] {
        var (retrievals, files): (ClosedRange<Int64>?, ClosedRange<Int64>?) = (nil, nil)
        var obstacle = ReportTable.Cell.none
        switch total.unobserved {
        case .estimated(let estimate):
            retrievals = estimate.retrievals.interval95
            files = estimate.files?.interval95
        case .notIdentifiable(let reason): obstacle = .words(reason)
        }
        return [
            Figure("missing_periods", "gaps in which records are or may be missing", .count(total.gaps)),
            Figure("unobserved_retrievals_low", "retrievals in them, at least (95 %)", .count(retrievals?.lowerBound)),
            Figure("unobserved_retrievals_high", "retrievals in them, at most (95 %)", .count(retrievals?.upperBound)),
            Figure(
                "unobserved_files_low", "further files that left in them, at least (95 %)", .count(files?.lowerBound)),
            Figure(
                "unobserved_files_high", "further files that left in them, at most (95 %)", .count(files?.upperBound)),
            Figure("unobserved_not_identifiable", "why the unobserved cannot be estimated", obstacle),
        ]
    }

    private static func window(_ window: ExposureWindow) -> [Figure] {
        [
            Figure("earliest_possible", "earliest possible exposure", .time(seconds: window.earliestPossible)),
            Figure("earliest_proven", "earliest proven exposure", .time(seconds: window.earliestProven)),
            Figure("latest_proven", "latest proven exposure", .time(seconds: window.latestProven)),
            Figure("latest_possible", "latest possible exposure", .time(seconds: window.latestPossible)),
        ]
    }

    private static func coverage(_ times: ChannelTimes) -> [Figure] {
        [
            Figure(
                "exposed_hours", "channel-hours in which a channel was or may have been open",
                .hours(times.exposedHours)),
            Figure("observed_hours", "of these, channel-hours that a log vouches for", .hours(times.observedHours)),
            Figure("coverage", "share of the channel-time that a log vouches for", .share(times.coverage)),
            Figure("coverage_high", "the same of what is known to have been open", .share(times.coverageOfProvenOpen)),
            Figure(
                "coverage_all", "share of the time in which all channels are seen at once", .share(times.jointCoverage)),
        ]
    }

    private static func verdicts(_ conclusions: CaseConclusions) -> [Figure] {
        let single = conclusions.singleChannel
        func claims(_ verdict: ClaimAnswer.Verdict) -> ReportTable.Cell {
            .count(conclusions.claims.count { $0.verdict == verdict })
        }
        return [
            Figure("single_channel", "that one channel was the only way out", .words(single.verdict.rawValue)),
            Figure("single_channel_severity", "how grave it is to assume it", .words(single.severity.rawValue)),
            Figure("claims_supported", "claims that the evidence supports", claims(.supported)),
            Figure("claims_contradicted", "claims that it contradicts", claims(.contradicted)),
            Figure("claims_undecidable", "claims that it cannot decide", claims(.undecidable)),
        ]
    }

    private static func evidence(_ answers: CaseAnswers) -> [Figure] {
        [
            Figure("evidence_files", "files of evidence", .count(answers.evidence.count)),
            Figure("lines", "lines read", .count(answers.lines.total)),
            Figure("events", "of these, events", .count(answers.lines.events)),
            Figure("ignored", "of these, lines without an event", .count(answers.lines.ignored)),
            Figure("malformed", "of these, lines that no format fits", .count(answers.lines.malformed)),
            Figure("duplicate", "of these, lines that the evidence holds twice", .count(answers.lines.duplicate)),
        ]
    }
}
