// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What pluggable authentication (PAM) writes in a daemon's name when it refuses a login.
///
///     pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=eve rhost=192.0.2.7
///     pam_unix(vsftpd:auth): authentication failure; ... tty=ftp ruser=anna rhost=192.0.2.7  user=anna
///     authentication failure; logname= uid=0 ... rhost=192.0.2.7 user=anna
///
/// The last stands behind `vsftpd(pam_unix)[15522]:`. `ruser` is what the client typed and may imitate the rest; `user` is
/// there only if it is an account, so that the last `rhost` is the true one. pam_unix of Linux-PAM, support.c.
enum PAMFailure {
    /// Nil if the message is none of PAM's.
    static func read(_ message: Message, into event: inout Event) -> RecordOutcome? {
        var cursor = message.cursor
        if cursor.take("pam_") {
            guard cursor.field(before: ": ") != nil else { return nil }
            cursor.position += 2
            // Modules say more than this one thing; a refused login always ends with it.
            guard cursor.take("authentication failure; ") else { return .ignored }
        } else if !cursor.take("authentication failure; ") {
            return nil
        }
        let bytes = cursor.bytes
        let typed = bytes.firstIndex(of: " ruser=", from: cursor.position)
        guard cursor.takeThroughLast(" rhost=") else { return .ignored }
        guard message.isTerminated else { return cursor.malformed(.end) }
        let end = cursor.position - 7
        if let client = cursor.token() { event.source = EventField(client) }
        cursor.skip(" ")
        if cursor.take("user="), !cursor.isAtEnd {
            event.user = EventField(cursor.position..<bytes.count)
        } else if let typed, typed + 7 < end {
            event.user = EventField(typed + 7..<end)
        }
        event.action = .denied
        event.outcome = .failure
        return .event
    }
}
