// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A way by which data could leave the machine.
public enum Channel: String, Sendable, CaseIterable {
    /// Plain and TLS-protected web access; the logs rarely tell them apart.
    case http
    case webdav
    case ftp
    /// The rsync daemon's own protocol.
    case rsync
    case sftp
    case scp
    /// rsync started through a remote shell.
    case rsyncSSH = "rsync-ssh"
    /// Lines of sshd that belong to no single channel: logins and sessions. Never a channel of retrievals.
    case ssh

    /// Its place in `allCases`.
    public var index: Int {
        switch self {
        case .http: 0
        case .webdav: 1
        case .ftp: 2
        case .rsync: 3
        case .sftp: 4
        case .scp: 5
        case .rsyncSSH: 6
        case .ssh: 7
        }
    }
}
