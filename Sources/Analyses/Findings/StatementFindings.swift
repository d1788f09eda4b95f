// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A statement about the case is refuted by the evidence.
package enum RefutedStatementFinding: FindingKind {
    package static let id = "refuted_statement"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let claims = conclusions.claims.filter { $0.verdict == .contradicted }.map { answer in
            Finding(
                id: "\(id):\(answer.claim.id)", severity: .high, domain: .informal, phase: .after,
                title: "Contradicted: \(answer.claim.text)",
                detail: (answer.claim.claimant.map { "Said by \($0). " } ?? "")
                    + "The evidence holds a case against it; see the claims.",
                nextStep: "Correct the statement towards everybody who was told it.")
        }
        let bounds = conclusions.window.refutedBounds.map { bound in
            Finding(
                id: "\(id):\(bound.kind.rawValue)", severity: .medium, domain: .informal, phase: .after,
                title: "The exposure was not bounded as stated",
                detail:
                    "Stated: \(bound.what ?? bound.kind.rawValue). Retrievals or sightings lie beyond it, so that the "
                    + "window follows them.", nextStep: "Ask where the statement comes from.",
                evidence: bound.source.map { [FindingEvidence($0)] } ?? [])
        }
        return claims + bounds
    }
}

/// What people observed, as the case file states it.
package enum ObservationFinding: FindingKind {
    package static let id = "observation"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        (conclusions.description?.observations ?? []).enumerated().map { number, observation in
            Finding(
                id: "\(id):\(number < 9 ? "0" : "")\(number + 1)", severity: .info, domain: observation.domain,
                phase: observation.phase, title: observation.title,
                detail: observation.detail ?? "Stated by the case file; no log shows it.",
                nextStep: "Weigh it with its source.",
                evidence: observation.source.map { [FindingEvidence($0)] } ?? [])
        }
    }
}
