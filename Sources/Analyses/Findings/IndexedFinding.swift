// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Search engines got an answer from the machine, so that others could find it.
package enum IndexedFinding: FindingKind {
    package static let id = "indexed_by_search_engines"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let engines = zip(conclusions.answers.actors, conclusions.actorClasses).filter { $0.1.kind == .searchEngine }
        let witnesses = conclusions.window.witnesses.filter { $0.kind == .indexed }
        guard !engines.isEmpty || !witnesses.isEmpty else { return [] }
        let names = Set(engines.compactMap(\.1.name)).sorted()
        let first = engines.compactMap(\.0.span.seconds?.lowerBound).min()
        var detail = ""
        if !names.isEmpty {
            detail +=
                "\(listed(names)) asked for pages"
                + (first.map { ", first on \(dated($0))" } ?? "") + ". A user agent is what a client says of itself. "
        }
        if !witnesses.isEmpty {
            detail += "Stated from outside: \(witnesses.compactMap(\.what).joined(separator: "; ")). "
        }
        return [
            Finding(
                id: id, severity: .high, phase: .during, title: "Search engines knew the machine",
                detail: detail + "Whoever searched there could find it, and such searches leave no trace in its logs.",
                nextStep: "Ask these services for their records of the address: they date when it could be reached.",
                evidence: engines.prefix(5).map { FindingEvidence("\($0.0.id.words): \($0.1.name ?? "")") },
                attack: ["T1596.005"])
        ]
    }
}
