// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// One client took many files in a short time.
package enum BulkRetrievalFinding: FindingKind {
    package static let id = "bulk_retrieval"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        zip(conclusions.answers.actors, conclusions.actorClasses).filter { $0.1.kind == .bulk }.map { actor, known in
            let channels = listed(actor.channels.filter { $0 != .ssh }.map(\.rawValue))
            let span =
                actor.span.seconds.map { "between \(dated($0.lowerBound)) and \(dated($0.upperBound - 1))" } ?? ""
            return Finding(
                id: "\(id):\(actor.id.words)", severity: .high, phase: .during,
                title: "\(actor.id.words) took \(counted(actor.files, "file", "files"))",
                detail: "\(counted(actor.retrievals, "retrieval", "retrievals")) by \(channels) \(span). "
                    + (known.name.map { "It calls itself \($0). " } ?? "")
                    + "Whether it was meant to, a backup for one, the logs do not tell.",
                nextStep: "Ask whose address it is and whether it was allowed to; if nobody knows it, secure its "
                    + "provider's data before they are deleted.",
                attack: ["T1039", "T1020"])
        }
    }
}
