// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A channel was open, and nothing that would name a retrieval was logged.
package enum ChannelNotLoggedFinding: FindingKind {
    package static let id = "channel_not_logged"

    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        conclusions.answers.channelStates.filter { $0.kind == .blind }.map { state in
            let name = state.channel.rawValue
            return Finding(
                id: "\(id):\(name)", severity: .high, phase: .before,
                title: "\(name) was open and not logged",
                detail: listedReasons(state.reasons)
                    + "Any file that it gave out may have left by it, and no log would show it.",
                nextStep: "Close the question from elsewhere: \(state.channel.otherWitnesses)."
                    + (state.reasons.compactMap(\.remedy).first.map { " For the future: \($0)." } ?? ""),
                evidence: state.reasons.map { FindingEvidence($0) })
        }
    }

    private static func listedReasons(_ reasons: [ConfigurationReason]) -> String {
        let words = reasons.map(\.words).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return words.isEmpty ? "" : "Why: \(words.joined(separator: "; ")). "
    }
}

extension FindingEvidence {
    init(_ reason: ConfigurationReason) {
        self.init(
            reason.words, artifact: reason.source?.file, line: reason.source.map { Int64($0.line) })
    }
}

extension Channel {
    /// What else could show what went by it.
    package var otherWitnesses: String {
        switch self {
        case .http, .webdav: "a proxy's or load balancer's log, the provider's netflow, the cloud's activity table"
        case .ftp: "vsftpd.log or xferlog, auth.log for logins, wtmp, netflow, the firewall's log"
        case .rsync: "rsyncd.log or syslog with transfer logging, netflow, the firewall's log"
        case .sftp: "auth.log with internal-sftp at INFO, wtmp, netflow"
        case .scp, .rsyncSSH: "auth.log and wtmp for logins, auditd or shell history for commands, netflow"
        case .ssh: "auth.log, wtmp"
        }
    }
}
