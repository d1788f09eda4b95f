// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What the index of a batch tells of one case: figures of its report under the same names.
///
/// It stands in the manifest of the case, so that an index needs none of the large lists of the reports. Times are ISO 8601.
package struct CaseSummary: Sendable, Equatable, Decodable {
    package struct Window: Sendable, Equatable, Decodable {
        package let earliestPossible, earliestProven, latestProven, latestPossible: String?
    }

    package struct Proven: Sendable, Equatable, Decodable {
        package let files, completeFiles: Int
        package let bytes: Int64
        package let clients: Int
        package let retrievals: Int64
    }

    /// At least and at most, at 95 %.
    package struct Bounds: Sendable, Equatable, Decodable {
        package let low, high: Int64
    }

    package struct Unobserved: Sendable, Equatable, Decodable {
        /// Gaps in which records are or may be missing.
        package let gaps: Int
        package let retrievals, files: Bounds?
        /// Why there is no estimate.
        package let notIdentifiable: String?
    }

    package struct Accessible: Sendable, Equatable, Decodable {
        package let files: Int
        package let bytes: Int64?
        package let seconds: Double?
    }

    package struct SingleChannel: Sendable, Equatable, Decodable {
        package let verdict, severity: String
    }

    package struct Claim: Sendable, Equatable, Decodable {
        package let id, text, verdict: String
    }

    package struct Finding: Sendable, Equatable, Decodable {
        package let id, severity, title: String
    }

    package struct Evidence: Sendable, Equatable, Decodable {
        package let files, unread, damaged: Int
        package let lines, events, malformed: Int64
    }

    /// As the case file has it; nil without one.
    package let name: String?
    package let evidence: Evidence
    package let window: Window
    package let proven: Proven
    package let unobserved: Unobserved
    /// Nil without an inventory.
    package let accessible: Accessible?
    /// Share of the channel-time that logs vouch for.
    package let coverage: Double?
    package let singleChannel: SingleChannel
    /// Nil without a case file.
    package let claims: [Claim]?
    /// How many gaps have each verdict; verdicts that none has are left out.
    package let gaps: [String: Int]
    package let findings: Int
    /// Nil where nothing was found.
    package let worstFinding: Finding?

    /// Gaps but the quiet ones.
    package var toldGaps: Int { gaps.filter { $0.key != Gap.Verdict.quiet.rawValue }.values.reduce(0, +) }
}

extension CaseSummary {
    package init(_ report: CaseReport) {
        let (answers, conclusions) = (report.answers, report.conclusions)
        name = conclusions.description?.name
        evidence = Evidence(answers)
        let found = conclusions.window
        func time(_ second: Int64?) -> String? { second.map { Instant(seconds: $0).iso8601 } }
        window = Window(
            earliestPossible: time(found.earliestPossible), earliestProven: time(found.earliestProven),
            latestProven: time(found.latestProven), latestPossible: time(found.latestPossible))
        let left = answers.exposure.proven
        proven = Proven(
            files: left.files, completeFiles: left.completeFiles, bytes: left.byteCount, clients: left.clients,
            retrievals: left.retrievals)
        unobserved = Unobserved(conclusions.unobserved)
        accessible = answers.exposure.accessible.map {
            Accessible(files: $0.files, bytes: $0.byteCount, seconds: $0.seconds)
        }
        coverage = conclusions.times.coverage
        singleChannel = SingleChannel(
            verdict: conclusions.singleChannel.verdict.rawValue, severity: conclusions.singleChannel.severity.rawValue)
        claims =
            conclusions.description == nil
            ? nil
            : conclusions.claims.map {
                Claim(id: $0.claim.id, text: $0.claim.text, verdict: $0.verdict.rawValue)
            }
        gaps = answers.gaps.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 }
        findings = conclusions.findings.count
        worstFinding = conclusions.findings.first.map {
            Finding(id: $0.id, severity: $0.severity.rawValue, title: $0.title)
        }
    }
}

extension CaseSummary.Evidence {
    fileprivate init(_ answers: CaseAnswers) {
        files = answers.evidence.count
        unread = answers.evidence.count { if case .unreadable = $0.content { true } else { false } }
        damaged = answers.evidence.count { !$0.damage.isEmpty }
        lines = answers.lines.total
        events = answers.lines.events
        malformed = answers.lines.malformed
    }
}

extension CaseSummary.Unobserved {
    fileprivate init(_ total: UnobservedTotal) {
        gaps = total.gaps
        switch total.unobserved {
        case .estimated(let estimate):
            func bounds(_ range: ClosedRange<Int64>) -> CaseSummary.Bounds {
                CaseSummary.Bounds(low: range.lowerBound, high: range.upperBound)
            }
            retrievals = bounds(estimate.retrievals.interval95)
            files = estimate.files.map { bounds($0.interval95) }
            notIdentifiable = nil
        case .notIdentifiable(let reason):
            (retrievals, files) = (nil, nil)
            notIdentifiable = reason
        }
    }
}
