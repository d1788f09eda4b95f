// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// All daemons whose messages are understood in syslog, in the order shown to users.
package enum ProgramRegistry {
    package static let all: [any MessageGrammar.Type] = [
        SshdMessages.self,
        DropbearMessages.self,
        RsyncdMessages.self,
        ApacheErrorMessages.self,
        NginxErrorMessages.self,
        CloudMessages.self,
        AccessMessages.self,
        VsftpdMessages.self,
        ProFTPDMessages.self,
        PureFTPdMessages.self,
        FTPDaemonMessages.self,
    ]
}
