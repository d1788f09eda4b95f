// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What the answers mean, as tables.
enum ConclusionTables {
    static func witnesses(_ window: ExposureWindow) -> ReportTable {
        ReportTable(
            "witnesses", "Witnesses of the exposure",
            [
                "number": "no.", "from": "from", "to": "to", "stated": "as stated", "shows": "shows", "what": "what",
                "source": "source",
            ], Array(window.witnesses.enumerated())
        ) { number, witness in
            [
                .count(number + 1), .time(seconds: witness.time.lowerBound), .time(seconds: witness.time.upperBound),
                witness.stated.map { .words($0) } ?? .none, .words(witness.kind.words),
                witness.what.map { .words($0) } ?? .none,
                witness.source.map { .words($0) } ?? .none,
            ]
        }
    }

    static func claims(_ claims: [ClaimAnswer]) -> ReportTable {
        ReportTable(
            "claims", "Claims",
            note: claims.isEmpty
                ? "None were given; a case file (--case) states them."
                : "Supported and contradicted follow from the logs; undecidable is what they cannot tell.",
            [
                "id": "id", "verdict": "verdict", "text": "claim", "claimant": "by", "coverage": "covered",
                "because": "because", "missing": "what would decide it",
            ], claims
        ) { answer in
            [
                .words(answer.claim.id), .words(answer.verdict.rawValue), .words(answer.claim.text),
                answer.claim.claimant.map { .words($0) } ?? .none, .share(answer.coverage),
                .list(ClaimWords.because(answer) + [ClaimWords.basis(answer)].compactMap { $0 }),
                answer.verdict == .undecidable ? .list(ClaimWords.missing(answer)) : .none,
            ]
        }
    }

    /// By domain and phase, the gravest of each first.
    static func findings(_ findings: [Finding]) -> ReportTable {
        let sorted = findings.enumerated().sorted { left, right in
            (left.element.place, left.offset) < (right.element.place, right.offset)
        }
        return ReportTable(
            "findings", "Findings by domain and phase",
            [
                "domain": "domain", "phase": "phase", "severity": "severity", "title": "finding", "detail": "detail",
                "next_step": "next step", "evidence": "evidence", "attack": "ATT&CK", "id": "id",
            ], sorted.map(\.element)
        ) { finding in
            [
                .words(finding.domain.rawValue), .words(finding.phase.rawValue), .words(finding.severity.rawValue),
                .words(finding.title), .words(finding.detail), .words(finding.nextStep),
                .list(finding.evidence.map(words)), .list(finding.attack), .words(finding.id),
            ]
        }
    }

    private static func words(_ evidence: FindingEvidence) -> String {
        evidence.words + (evidence.artifact.map { " (\(TerminalText.escaped($0))" } ?? "")
            + (evidence.line.map { ", line \($0)" } ?? "") + (evidence.artifact == nil ? "" : ")")
    }

    static func scenarios(_ total: UnobservedTotal) -> ReportTable {
        ReportTable(
            "scenarios", "In place of an estimate",
            note: "Bounds, each under its own assumption; they must not be averaged.",
            [
                "scenario": "scenario", "assumption": "if", "retrievals_low": "retrievals, at least",
                "retrievals_high": "at most", "files": "files, at most", "bytes": "bytes, at most",
            ], total.scenarios
        ) { scenario in
            [
                .words(ScenarioWords.name(scenario)), .words(ScenarioWords.assumption(scenario)),
                scenario.retrievals.map { .count($0.lowerBound) } ?? .none,
                scenario.retrievals.map { .count($0.upperBound) } ?? .none,
                scenario.files.map { .count($0) } ?? .none, scenario.byteCount.map { .bytes($0) } ?? .none,
            ]
        }
    }

    static func people(_ conclusions: CaseConclusions) -> ReportTable {
        struct Row: Sendable {
            let whose, unit: String
            let proven: Int
            let accessible: Int?
            let seconds: Double?
        }
        let rows =
            conclusions.owners.map {
                Row(
                    whose: $0.rule.owner ?? $0.rule.glob, unit: $0.rule.unit ?? "files", proven: $0.provenFiles,
                    accessible: $0.accessibleFiles, seconds: $0.accessibleSeconds)
            }
            + conclusions.dataSubjects.map {
                Row(
                    whose: "people named by \($0.name)", unit: "people", proven: $0.proven, accessible: $0.accessible,
                    seconds: nil)
            }
        return ReportTable(
            "people", "Whose data",
            [
                "whose": "whose", "unit": "counted in", "proven": "provably left", "accessible": "lay there",
                "audio_hours": "hours of audio",
            ], rows
        ) { row in
            [
                .words(row.whose), .words(row.unit), .count(row.proven), .count(row.accessible.map(Int64.init)),
                row.seconds.map { .hours($0 / 3600) } ?? .none,
            ]
        }
    }
}

extension Finding {
    /// Domains and phases in the order in which they are declared.
    fileprivate var place: Int {
        let phases = FindingPhase.allCases
        return (FindingDomain.allCases.firstIndex(of: domain) ?? 0) * phases.count
            + (phases.firstIndex(of: phase) ?? 0)
    }
}
