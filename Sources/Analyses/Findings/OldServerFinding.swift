// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A server ran that was years old when it was started.
package enum OldServerFinding: FindingKind {
    package static let id = "old_server_version"

    /// Months between release and last start from which on a version counts as old; an engineering default.
    private static let oldMonths = 24

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.serverVersions.compactMap { version -> Finding? in
            guard let last = version.span.last, let release = ServerReleases.all.release(of: version.text) else {
                return nil
            }
            let time = CivilTime(secondsSince1970: last.seconds)
            let months = (time.year - release.year) * 12 + time.month - release.month
            guard months >= oldMonths else { return nil }
            let age =
                "\(months / 12) years" + (months % 12 > 0 ? " and \(counted(months % 12, "month", "months"))" : "")
            return Finding(
                id: "\(id):\(version.series.words):\(release.version)", severity: .medium, phase: .before,
                title: "\(release.product) \(release.version) ran, released \(age) before",
                detail: "By its log it was started \(counted(version.starts, "time", "times")), last on "
                    + "\(dated(last.seconds)); it was released in \(release.year)-\(release.month < 10 ? "0" : "")"
                    + "\(release.month). Distributions mend old versions without a new number; where the banner names one, "
                    + "its package's own version tells more.",
                nextStep: "List the vulnerabilities published since, and whether the package had their fixes.",
                evidence: [FindingEvidence(version.text.words)], attack: ["T1190"])
        }
    }
}
