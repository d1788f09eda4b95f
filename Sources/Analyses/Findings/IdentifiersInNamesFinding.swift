// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Names of files identify people, so that a listing alone is a disclosure.
package enum IdentifiersInNamesFinding: FindingKind {
    package static let id = "identifiers_in_names"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.dataSubjects.filter { ($0.accessible ?? $0.proven) > 0 }.map { subjects in
            Finding(
                id: "\(id):\(subjects.name)", severity: .high, domain: .informal, phase: .before,
                title: "Names of files hold a \(subjects.name)",
                detail: (subjects.accessible.map { "\(counted($0, "different one", "different ones")) in all, " } ?? "")
                    + "\(subjects.proven) of them in names of files that provably left. A name is shown by every listing "
                    + "and every log, also where the file itself was never fetched.",
                nextStep:
                    "Count these people among those concerned, and name files by numbers that mean nothing outside.")
        }
    }
}
