// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// Logins and sessions, with names of users that imitate what sshd writes behind them.
struct SshdMessagesTests {
    private func parse(_ message: String) -> (outcome: RecordOutcome, event: Event) {
        var format = format("syslog")
        return format.parse("Mar  4 11:47:06 nas sshd[538]: " + message)
    }

    struct Stated: Sendable {
        let message: String
        let action: Action
        let outcome: Outcome
        var user: String?
        var source: String?
        var port: Int?
    }

    @Test(arguments: [
        Stated(
            message: "Accepted password for anna from 192.0.2.7 port 55777 ssh2", action: .login, outcome: .success,
            user: "anna", source: "192.0.2.7", port: 55777),
        Stated(
            message:
                "Accepted publickey for a from 2001:db8::7 port 1 ssh2: ED25519-CERT SHA256:x ID b from c (serial 0)",
            action: .login, outcome: .success, user: "a", source: "2001:db8::7", port: 1),
        Stated(
            message: "Failed keyboard-interactive/pam for invalid user a b from 192.0.2.7 port 1 ssh2", action: .login,
            outcome: .failure, user: "a b", source: "192.0.2.7", port: 1),
        Stated(
            message: "Failed none for illegal user t from 192.0.2.7 port 1 ssh2", action: .login, outcome: .failure,
            user: "t", source: "192.0.2.7", port: 1),
        Stated(
            message:
                "Failed publickey for x from 192.0.2.9 port 2 ssh2: RSA y from 192.0.2.7 port 1 ssh2: RSA SHA256:z",
            action: .login, outcome: .failure, user: "x from 192.0.2.9 port 2 ssh2: RSA y", source: "192.0.2.7", port: 1
        ),
        Stated(
            message: "Invalid user  from 192.0.2.7", action: .login, outcome: .failure, source: "192.0.2.7"),
        Stated(
            message: "User root from 192.0.2.7 not allowed because not listed in AllowUsers", action: .denied,
            outcome: .failure, user: "root", source: "192.0.2.7"),
        Stated(
            message: "User test1, coming from 192.0.2.7,  -  authenticated.", action: .login, outcome: .success,
            user: "test1", source: "192.0.2.7"),
        Stated(
            message:
                "error: maximum authentication attempts exceeded for invalid user q from 192.0.2.7 port 3 ssh2 [preauth]",
            action: .denied, outcome: .failure, user: "q", source: "192.0.2.7", port: 3),
        Stated(
            message:
                "PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=a b",
            action: .denied, outcome: .failure, user: "a b", source: "192.0.2.7"),
        Stated(
            message: "Connection closed by 192.0.2.7 port 4 [preauth]", action: .denied, outcome: .failure,
            source: "192.0.2.7", port: 4),
        Stated(
            message: "Connection reset by authenticating user root 192.0.2.7 port 4 [preauth]", action: .denied,
            outcome: .failure, user: "root", source: "192.0.2.7", port: 4),
        Stated(
            message: "Received disconnect from 192.0.2.7: 11: Bye Bye [preauth]", action: .disconnect,
            outcome: .success,
            source: "192.0.2.7"),
        Stated(
            message: "Received disconnect from 2001:db8::7 port 5:11: disconnected by user", action: .disconnect,
            outcome: .success, source: "2001:db8::7", port: 5),
        Stated(
            message: "Disconnecting invalid user a b 192.0.2.7 port 5: Too many authentication failures [preauth]",
            action: .denied, outcome: .failure, user: "a b", source: "192.0.2.7", port: 5),
        Stated(
            message: "Starting session: shell on pts/0 for anna from 192.0.2.7 port 6 id 0", action: .other,
            outcome: .success, user: "anna", source: "192.0.2.7", port: 6),
        Stated(
            message: "Close session: user anna from 192.0.2.7 port 6 id 0", action: .other, outcome: .success,
            user: "anna", source: "192.0.2.7", port: 6),
        Stated(
            message: "subsystem request for sftp by user anna", action: .other, outcome: .success, user: "anna"),
        Stated(
            message: "refused connect from host.example.org (::ffff:192.0.2.7)", action: .denied, outcome: .failure,
            source: "::ffff:192.0.2.7"),
        Stated(
            message: "fatal: Unable to negotiate with 192.0.2.7: no matching key exchange method found.",
            action: .denied, outcome: .failure, source: "192.0.2.7"),
        Stated(
            message: "Bad protocol version identification 'x from 192.0.2.9 port 1' from 192.0.2.7 port 7",
            action: .denied, outcome: .failure, source: "192.0.2.7", port: 7),
        Stated(
            message: "banner exchange: Connection from 192.0.2.7 port 8: invalid format", action: .denied,
            outcome: .failure, source: "192.0.2.7", port: 8),
        Stated(
            message: "ROOT LOGIN REFUSED FROM 192.0.2.7 port 5", action: .denied, outcome: .failure,
            source: "192.0.2.7", port: 5),
        Stated(message: "Received signal 15; terminating.", action: .stop, outcome: .success),
    ])
    func messagesStateWhoDidWhat(stated: Stated) {
        let (outcome, event) = parse(stated.message)
        #expect(outcome == .event)
        #expect(event.channel == .ssh)
        #expect(event.action == stated.action)
        #expect(event.outcome == stated.outcome)
        #expect(event.string(event.user) == stated.user)
        #expect(event.string(event.source) == stated.source)
        #expect(event.sourcePort == stated.port)
    }

    @Test func failuresThatPAMCountsAreAsManyEvents() {
        #expect(parse("PAM 2 more authentication failures; logname= ruser= rhost=192.0.2.7").event.count == 2)
    }

    @Test(arguments: [
        "Accepted key ED25519 SHA256:x found at /home/anna/.ssh/authorized_keys:1", "User child is on pid 544",
        "Postponed publickey for anna from 192.0.2.7 port 1 ssh2 [preauth]", "Corrupted MAC on input.",
        "pam_unix(sshd:auth): check pass; user unknown", "Disconnecting: Too many authentication failures [preauth]",
        "error: Could not load host key: /etc/ssh/x", "",
    ])
    func notesStateNothing(message: String) {
        #expect(parse(message).outcome == .ignored)
    }

    @Test func theOldFormNamesTheModuleInTheTag() {
        var format = format("syslog")
        let (outcome, event) = format.parse(
            "Mar  4 11:47:06 nas sshd(pam_unix)[538]: authentication failure; logname= uid=0 rhost=192.0.2.7  user=root"
        )
        #expect(outcome == .event)
        #expect(event.action == .denied)
        #expect(event.string(event.user) == "root")
    }
}
