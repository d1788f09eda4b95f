// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Names of files could be listed by anyone.
package enum OpenListingFinding: FindingKind {
    package static let id = "listing_open"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let mounts = conclusions.answers.configuration.mounts.filter {
            $0.allowsListing == true && $0.isAnonymous == true
        }
        guard !mounts.isEmpty else { return [] }
        return [
            Finding(
                id: id, severity: .medium, phase: .before, title: "Names of files could be listed without a login",
                detail: "\(places(mounts)). Nobody had to know or guess a name to fetch a file.",
                nextStep: "Turn listings off where nobody needs them, and ask for a login.",
                evidence: mounts.map(FindingEvidence.init), attack: ["T1083"])
        ]
    }
}

/// Files could be fetched without a login.
package enum AnonymousAccessFinding: FindingKind {
    package static let id = "anonymous_access"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let mounts = conclusions.answers.configuration.mounts.filter { $0.isAnonymous == true }
        guard !mounts.isEmpty else { return [] }
        return [
            Finding(
                id: id, severity: .high, phase: .before, title: "Files could be fetched without a login",
                detail: "\(places(mounts)). Logs then name addresses and no users.",
                nextStep: "Ask for a login on every channel that gives out personal data.",
                evidence: mounts.map(FindingEvidence.init), attack: ["T1190"])
        ]
    }
}

/// Files and passwords crossed the network as they are.
package enum PlainTextFinding: FindingKind {
    package static let id = "plain_text_protocol"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let services = conclusions.answers.configuration.services.filter { $0.state == .on && $0.isEncrypted == false }
        let channels = Set(services.map(\.channel.rawValue)).sorted()
        guard !channels.isEmpty else { return [] }
        return [
            Finding(
                id: id, severity: .low, phase: .before, title: "\(listed(channels)) without encryption",
                detail: "Whoever saw the traffic saw the files and the passwords; no log of the machine shows that.",
                nextStep: "Offer only encrypted channels, and change passwords that were used on these.",
                evidence: services.flatMap { $0.reasons.prefix(1).map { FindingEvidence($0) } },
                attack: ["T1040", "T1048.003"])
        ]
    }
}

private func places(_ mounts: [Mount]) -> String {
    let names = mounts.map { "\($0.channel.rawValue) \($0.address.words)" }
    return listed(Array(Set(names)).sorted())
}

extension FindingEvidence {
    fileprivate init(_ mount: Mount) {
        self.init(
            "\(mount.channel.rawValue) \(mount.address.words): \(mount.source.directive.words)",
            artifact: mount.source.file, line: Int64(mount.source.line))
    }
}
