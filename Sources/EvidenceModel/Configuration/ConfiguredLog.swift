// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A log that a configuration tells a daemon to write.
package struct ConfiguredLog: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// Requests or commands: CustomLog, access_log, ExtendedLog.
        case access
        case error
        /// Files that were moved: xferlog, rsyncd's log.
        case transfer
        /// Logins, sessions and whatever else the daemon says.
        case system
    }

    package enum Destination: Sendable, Hashable {
        /// A file on the machine's disk; may hold `strftime` or `%v` patterns where a program makes the names.
        case file([UInt8])
        /// To a program, as `|/usr/bin/logger -t web`, that names no file.
        case program([UInt8])
        /// To the system's log; lower-case, `auth`, `ftp`, `daemon`.
        case syslog(facility: String)
    }

    package var daemon: Daemon
    package var kind: Kind
    package var destination: Destination
    /// The format's own text, resolved from its nickname: Apache's LogFormat, nginx' log_format, ProFTPD's LogFormat,
    /// rsyncd's `log format`; of Pure-FTPd the name of its AltLog, `clf`. Nil where the daemon's own default holds.
    package var format: [UInt8]?
    /// What must hold for a line to be written: `env=!dontlog`, `expr=...`, a module's name.
    package var conditions: [[UInt8]] = []
    /// Names of the virtual host; empty for the main server.
    package var hosts: [[UInt8]] = []
    package var source: ConfigurationLocator

    package init(
        daemon: Daemon, kind: Kind, destination: Destination, format: [UInt8]? = nil, source: ConfigurationLocator
    ) {
        self.daemon = daemon
        self.kind = kind
        self.destination = destination
        self.format = format
        self.source = source
    }

    /// Nil where it is no file.
    package var path: [UInt8]? {
        if case .file(let path) = destination { path } else { nil }
    }
}
