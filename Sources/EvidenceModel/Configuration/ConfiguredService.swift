// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The programs whose configuration is understood.
package enum Daemon: String, Sendable, CaseIterable {
    case apache, nginx, vsftpd, proftpd
    case pureFTPd = "pure-ftpd"
    case rsyncd, sshd
}

/// A channel that a daemon offers, and what its configuration makes of it.
///
/// A daemon whose configuration is not in the evidence has none: whether it ran is unknown, and not that it did not.
package struct ConfiguredService: Sendable, Hashable {
    package enum State: String, Sendable {
        case on, off, unknown
    }

    /// Whether a retrieval would have left a line that names the file.
    package enum Logging: String, Sendable {
        /// Every one.
        case yes
        /// None.
        case no
        /// Some: by virtual host, module or user, or under a condition.
        case partly
        case unknown
    }

    package var daemon: Daemon
    package var channel: Channel
    package var state: State
    package var logging: Logging
    /// What the two rest on.
    package var reasons: [ConfigurationReason]
    /// Whether all of it is closed to who names no user; nil where that is not told.
    package var requiresAuthentication: Bool?
    /// Whether all of it is encrypted on the wire; nil where that is not told.
    package var isEncrypted: Bool?
    /// Ports that it listens on, as configured; empty where the default holds.
    package var ports: [Int]

    package init(
        daemon: Daemon, channel: Channel, state: State, logging: Logging, reasons: [ConfigurationReason] = [],
        requiresAuthentication: Bool? = nil, isEncrypted: Bool? = nil, ports: [Int] = []
    ) {
        self.daemon = daemon
        self.channel = channel
        self.state = state
        self.logging = logging
        self.reasons = reasons
        self.requiresAuthentication = requiresAuthentication
        self.isEncrypted = isEncrypted
        self.ports = ports
    }
}
