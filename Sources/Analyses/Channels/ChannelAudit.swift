// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What a machine's configuration makes of each channel before anything has happened: whether a retrieval would be named
/// in a log, and for how long it would stay there.
package struct ChannelAudit: Sendable {
    package enum Verdict: String, Sendable {
        case accountable
        /// For a part of its users, hosts or modules only.
        case partly
        /// Offered, and no log would name a retrieval.
        case blind
        /// Offered, and its configuration does not tell.
        case unknown
        /// Not offered.
        case off
    }

    /// How far back its logs reach.
    package enum Retention: Sendable, Equatable {
        case days(Int)
        /// Rotated files are never removed.
        case unlimited
        /// Nothing rotates it, that the configuration tells.
        case notRotated
        /// By the size of files: how far back depends on traffic.
        case bySize
    }

    package struct Log: Sendable {
        package let log: ConfiguredLog
        package let retention: Retention
        /// Where the retention is set.
        package let source: ConfigurationLocator?
    }

    package let service: ConfiguredService
    package let verdict: Verdict
    /// Those that would name a retrieval and are files.
    package let logs: [Log]
    /// What to write where, in the order of its weight.
    package let advice: [ConfigurationReason]

    /// Half a year: intrusions are often found only months after they began.
    private static let shortestDays = 180

    /// One for each channel of each daemon, in the order of the channels.
    package static func all(in configuration: MachineConfiguration) -> [ChannelAudit] {
        Channel.allCases.flatMap { channel in
            configuration.services(of: channel).map { ChannelAudit($0, configuration) }
        }
    }

    private init(_ service: ConfiguredService, _ configuration: MachineConfiguration) {
        self.service = service
        switch (service.state, service.logging) {
        case (.off, _): verdict = .off
        case (_, .yes): verdict = .accountable
        case (_, .partly): verdict = .partly
        case (_, .no): verdict = service.state == .on ? .blind : .unknown
        case (_, .unknown): verdict = .unknown
        }
        var logs: [Log] = []
        if verdict == .accountable || verdict == .partly {
            for log in configuration.logs
            where log.daemon == service.daemon && log.kind != .error && log.kind != .system {
                guard let path = log.path, !logs.contains(where: { $0.log.path == path }) else { continue }
                let retention = configuration.retention(ofLogAt: path)
                logs.append(Log(log: log, retention: Self.retention(retention), source: retention?.source))
            }
        }
        self.logs = logs
        let changes = verdict == .off ? [] : service.reasons.filter { $0.remedy != nil }
        advice = changes + logs.compactMap(Self.longer) + (verdict == .off ? [] : Self.closer(service))
    }

    private static func retention(_ retention: LogRetention?) -> Retention {
        guard let retention else { return .notRotated }
        if let days = retention.days { return .days(days) }
        return retention.count == nil ? .unlimited : .bySize
    }

    private static func longer(_ log: Log) -> ConfigurationReason? {
        guard case .days(let days) = log.retention, days < shortestDays, let path = log.log.path else { return nil }
        return ConfigurationReason(
            "\(String(decoding: path, as: UTF8.self)) reaches back \(days) days", at: log.source,
            remedy: "rotate and maxage for at least \(shortestDays) days")
    }

    private static func closer(_ service: ConfiguredService) -> [ConfigurationReason] {
        var advice: [ConfigurationReason] = []
        if service.requiresAuthentication == false {
            advice.append(ConfigurationReason("anybody can fetch without a login: a log names addresses and no users"))
        }
        if service.isEncrypted == false {
            advice.append(ConfigurationReason("passwords and files cross the network in plain text"))
        }
        return advice
    }
}
