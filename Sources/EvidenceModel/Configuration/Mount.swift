// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A folder of the machine's disk, and the name under which a channel gives it out.
///
///     http    /            of nas.example.org   /srv/nas
///     webdav  /webdav      of nas.example.org   /srv/nas
///     ftp     /            anonymous            /srv/nas
///     rsync   calls        (the module's name)  /srv/nas/calls
package struct Mount: Sendable, Hashable {
    package var daemon: Daemon
    package var channel: Channel
    /// What stands in front of a file's path in an address of the channel: a decoded URL prefix without a slash at its
    /// end, but for `/` itself; the root that an FTP or sftp user sees, `/`; an rsync module's name.
    package var address: [UInt8]
    /// Names and ports of the virtual host, as `nas.example.org`, `nas.example.org:8080`; empty for the main server.
    package var hosts: [[UInt8]] = []
    /// The folder, or the file that an alias leads to; nil where it depends on the user, as a home does.
    package var target: [UInt8]?
    /// The address is a regular expression, and the target may hold `$1`.
    package var isPattern = false
    /// Whether logs name files below it by their path on the disk instead of the address, as ProFTPD's TransferLog does.
    package var logsRealPaths = false

    /// What it leads to is a program that is run, not a file that is given out.
    package var isScript = false
    /// WebDAV methods are answered.
    package var isDAV = false
    /// Names can be listed: `Options Indexes`, `autoindex on`, `list = yes`. Nil where that is not told.
    package var allowsListing: Bool?
    /// Files can be fetched without a login.
    package var isAnonymous: Bool?
    package var source: ConfigurationLocator

    package init(daemon: Daemon, channel: Channel, address: [UInt8], target: [UInt8]?, source: ConfigurationLocator) {
        self.daemon = daemon
        self.channel = channel
        self.address = address
        self.target = target
        self.source = source
    }
}
