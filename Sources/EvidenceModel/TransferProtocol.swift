// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What moves a file, whatever the channel is called: a transfer that two logs tell of is in both of one protocol.
package enum TransferProtocol: UInt8, Sendable {
    case http, ftp, rsync, sftp
    /// rsync through a remote shell, and sessions of sshd.
    case shell

    package init(_ channel: Channel) {
        switch channel {
        // One log may know that an address is WebDAV, and another not.
        case .http, .webdav: self = .http
        case .ftp: self = .ftp
        case .rsync: self = .rsync
        // scp of today speaks the protocol of sftp.
        case .sftp, .scp: self = .sftp
        case .rsyncSSH, .ssh: self = .shell
        }
    }
}
