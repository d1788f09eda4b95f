// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// All log formats, in the order shown to users.
///
/// Detection, the README's table and the conformance suite are derived from this list. Where two formats fit a log
/// alike, the one that fits less else comes first.
package enum FormatRegistry {
    package static let all: [any LogFormat.Type] = [
        PureFTPdTransfers.self,
        ProFTPDExtended.self,
        ApacheAccess.self,
        PHPFPMAccess.self,
        ApacheError.self,
        NginxError.self,
        NextcloudLog.self,
        OwnCloudLog.self,
        JSONAccess.self,
        Xferlog.self,
        Vsftpd.self,
        ProFTPDSystemLog.self,
        PureFTPdStats.self,
        PureFTPdW3C.self,
        NcFTPd.self,
        Rsyncd.self,
        Syslog.self,
    ]
}
