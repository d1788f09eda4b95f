// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Whether one channel was open, and whether what went through it would show in the logs that are left.
package struct ChannelState: Sendable {
    package enum Kind: String, Sendable {
        /// It was logged, and the log is there.
        case observed
        /// A part of it was not logged, or a part of its log is lost.
        case partlyObserved = "partly_observed"
        /// It was open, and nothing that would name a retrieval was logged or is left.
        case blind
        /// A configuration shows that it was not offered.
        case absent
    }

    package let channel: Channel
    /// Nil where nothing tells whether it was offered.
    package let kind: Kind?
    /// Nil where that is not known, or the channel was not there.
    package let isLogged: Bool?
    package let reasons: [ConfigurationReason]
    /// What the logs show of it.
    package let use: ChannelUse
}

/// Decides the state of channels from the configuration, the logs that are there and what they show.
package struct ChannelExaminer {
    private let configuration: MachineConfiguration
    /// Logs of the evidence by the last component of their stem, and whether their lines were understood.
    private var logs: [[UInt8]: [(stem: [UInt8], isUnderstood: Bool)]] = [:]
    private var hasSyslog = false
    private let losses: [Channel: [ConfigurationReason]]
    /// All channels with a retrieval, in scope or not.
    private let named: ChannelSet

    /// - Parameters:
    ///   - named: Channels of which a retrieval is named.
    ///   - losses: Why a part of a channel's log is not there.
    package init(
        _ configuration: MachineConfiguration, evidence: [Artifact], named: ChannelSet,
        losses: [Channel: [ConfigurationReason]] = [:]
    ) {
        self.configuration = configuration
        self.named = named
        self.losses = losses
        for artifact in evidence {
            guard let isUnderstood = artifact.isUnderstoodLog else { continue }
            let stem = [UInt8(ascii: "/")] + RotatedName(artifact.path).stem
            logs[stem.lastComponent, default: []].append((stem, isUnderstood))
            if artifact.format == "syslog" { hasSyslog = true }
        }
    }

    /// The seven channels in the order of `Channel.allCases`.
    ///
    /// - Parameter uses: Channels with events.
    package func states(_ uses: [ChannelUse]) -> [ChannelState] {
        let loginCount = uses.first { $0.channel == .ssh }?.events ?? 0
        return Channel.allCases.filter { $0 != .ssh }.map { channel in
            let use = uses.first { $0.channel == channel } ?? ChannelUse(unused: channel)
            let services = configuration.services(of: channel)
            let offered = services.filter { $0.state == .on }
            if !offered.isEmpty { return state(use, offered) }
            if use.events > 0 { return stateByLogs(use) }
            if channel.isOverSSH, services.isEmpty, loginCount > 0 { return stateByLogins(use) }
            if !services.isEmpty, services.allSatisfy({ $0.state == .off }) {
                return ChannelState(
                    channel: channel, kind: .absent, isLogged: nil, reasons: services.flatMap(\.reasons), use: use)
            }
            let reasons = services.flatMap(\.reasons)
            let unknown = ConfigurationReason("no configuration in the evidence tells whether it was offered")
            return ChannelState(
                channel: channel, kind: nil, isLogged: nil, reasons: reasons.isEmpty ? [unknown] : reasons, use: use)
        }
    }

    // MARK: by configuration

    /// What one service adds to a channel's state.
    private enum Part {
        case seen, partlySeen, unseen, unknown
    }

    private func state(_ use: ChannelUse, _ services: [ConfiguredService]) -> ChannelState {
        var parts: [Part] = []
        var reasons: [ConfigurationReason] = []
        for service in services {
            let (part, why) = judge(service, use)
            parts.append(part)
            reasons += why.filter { !reasons.contains($0) }
        }
        return state(use, parts, reasons)
    }

    private func judge(_ service: ConfiguredService, _ use: ChannelUse) -> (Part, [ConfigurationReason]) {
        let hasRetrieval = named.contains(ChannelSet(use.channel))
        switch service.logging {
        case .no:
            // A configuration is that of one moment: before it, things may have been logged.
            return (hasRetrieval ? .partlySeen : .unseen, service.reasons)
        case .unknown:
            return (hasRetrieval ? .partlySeen : .unknown, service.reasons)
        case .yes, .partly:
            let isOnly = configuration.services(of: use.channel).count == 1
            let part = service.logging == .yes ? Part.seen : .partlySeen
            switch trace(of: service) {
            case .there, .untold: return (part, service.reasons)
            // The log may have been found under another name, or be one that an older configuration wrote.
            case _ where hasRetrieval && isOnly: return (part, service.reasons)
            case .notUnderstood(let reason): return (.unknown, service.reasons + [reason])
            case .missing(let reason): return (.unseen, service.reasons + [reason])
            }
        }
    }

    private func state(_ use: ChannelUse, _ parts: [Part], _ reasons: [ConfigurationReason]) -> ChannelState {
        let losses = losses[use.channel] ?? []
        let kind: ChannelState.Kind?
        if parts.contains(.seen) || parts.contains(.partlySeen) {
            kind = parts.allSatisfy { $0 == .seen } && losses.isEmpty ? .observed : .partlyObserved
        } else {
            kind = parts.contains(.unseen) ? .blind : nil
        }
        let isLogged: Bool? =
            switch kind {
            case .observed, .partlyObserved: true
            case .blind: false
            case .absent, nil: nil
            }
        return ChannelState(
            channel: use.channel, kind: kind, isLogged: isLogged, reasons: reasons + losses, use: use)
    }

    /// What there is of the logs that a service writes.
    private enum Trace {
        case there
        /// They go where it cannot be told whether they are there.
        case untold
        case notUnderstood(ConfigurationReason)
        case missing(ConfigurationReason)
    }

    private func trace(of service: ConfiguredService) -> Trace {
        let written = configuration.logs.filter { log in
            log.daemon == service.daemon && (log.kind == .access || log.kind == .transfer)
        }
        var notUnderstood: ConfiguredLog?
        for log in written {
            switch log.destination {
            case .program: return .untold
            case .syslog: if hasSyslog { return .there }
            case .file(let path):
                // A name that the server makes up from patterns.
                if path.contains(UInt8(ascii: "%")) { return .untold }
                let found = logs(at: path)
                if found.contains(where: \.isUnderstood) { return .there }
                if !found.isEmpty { notUnderstood = log }
            }
        }
        if let log = notUnderstood {
            return .notUnderstood(ConfigurationReason("\(log.name) is there and has no known format", at: log.source))
        }
        guard let log = written.first(where: { $0.path != nil }) ?? written.first else { return .untold }
        return .missing(
            ConfigurationReason(
                "\(service.daemon.rawValue) logs to \(log.name), and no such log is in the evidence", at: log.source))
    }

    private func logs(at path: [UInt8]) -> [(stem: [UInt8], isUnderstood: Bool)] {
        let name = path.lastComponent
        return (logs[name] ?? []).filter { log in
            // In a heap of files only the name is left.
            log.stem.suffix(path.count).elementsEqual(path) || log.stem.count == name.count + 1
        }
    }

    // MARK: by logs alone

    private func stateByLogs(_ use: ChannelUse) -> ChannelState {
        guard named.contains(ChannelSet(use.channel)) || use.channel == .http || use.channel == .webdav else {
            return state(
                use, [.partlySeen],
                [ConfigurationReason("its log names no retrieved file, and no configuration tells whether it would")])
        }
        return state(
            use, [.seen], [ConfigurationReason("its log is there; no configuration tells whether all of it was logged")]
        )
    }

    /// Where users log in to sshd, its channels are there as well.
    private func stateByLogins(_ use: ChannelUse) -> ChannelState {
        state(
            use, [.unseen],
            [
                ConfigurationReason(
                    use.channel == .sftp
                        ? "users logged in to sshd, and no line of its file server is there"
                        : "users logged in to sshd, and no log at any level names files that \(use.channel == .scp ? "scp" : "rsync") moves"
                )
            ])
    }
}

extension Channel {
    fileprivate var isOverSSH: Bool { self == .sftp || self == .scp || self == .rsyncSSH }
}

extension Artifact {
    /// Nil for what is no log; false for text whose lines fit no format.
    fileprivate var isUnderstoodLog: Bool? {
        switch content {
        case .log, .empty: true
        case .unrecognisedText: false
        case .configuration, .unrecognisedBinary, .symbolicLink, .special, .unreadable: nil
        }
    }
}

extension ConfiguredLog {
    fileprivate var name: String { path.map { String(decoding: $0, as: UTF8.self) } ?? "syslog" }
}

extension Array<UInt8> {
    fileprivate var lastComponent: [UInt8] {
        lastIndex(of: UInt8(ascii: "/")).map { Array(self[($0 + 1)...]) } ?? self
    }
}
