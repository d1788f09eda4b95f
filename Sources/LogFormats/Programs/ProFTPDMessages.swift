// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What ProFTPD writes to syslog and to its `SystemLog`: connections and logins, no files.
///
///     nas.example.org (client.example.net[192.0.2.7]): FTP session opened.
///     nas.example.org (192.0.2.7[192.0.2.7]): USER anna: Login successful.
///     nas.example.org (192.0.2.7[192.0.2.7]) - USER anna (Login failed): Incorrect password
///     nas.example.org (192.0.2.7[192.0.2.7]): USER eve: no such user found from 192.0.2.7 [192.0.2.7] to 192.0.2.9:21
///     nas.example.org: ProFTPD 1.3.8 (stable) (built Fri May 5 2023) standalone mode STARTUP
///     refused connect from 192.0.2.7 (192.0.2.7)
///
/// Each session has a process id of its own, by which its end is given the user of its login. What a client typed as user
/// stands unescaped and may imitate all of this, so that the client is read from the left and the user ends at the last
/// of the server's own words. mod_auth.c and log.c of ProFTPD 1.3, <http://www.proftpd.org/docs/howto/Logging.html>
struct ProFTPDMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "proftpd", name: "ProFTPD system log: connections and logins", channels: [.ftp],
        reference: "http://www.proftpd.org/docs/howto/Logging.html", keepsSessions: true)
    static let programs: [StaticString] = ["proftpd", "proftpd(pam_unix)"]

    /// The users that logged in, by process id.
    private var users = SessionTable<Int64, [UInt8]>()
    private var watch = SessionWatch()

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        let outcome = read(message, into: &event)
        if outcome == .event { watch.observe(message, &event) }
        return outcome
    }

    private mutating func read(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .ftp
        event.outcome = .success
        if let refusal = PAMFailure.read(message, into: &event) { return refusal }
        let cursor = message.cursor
        if let (client, text) = Self.client(ByteCursor(cursor.bytes, at: cursor.position)) {
            event.source = EventField(client)
            return session(ByteCursor(cursor.bytes, at: text), message, &event)
        }
        return Self.daemon(ByteCursor(cursor.bytes, at: cursor.position), message, &event)
    }

    /// Reads `server (name[address]): ` or `server (name[address]) - `; gives the address and where the text begins.
    private static func client(_ start: consuming ByteCursor) -> (Range<Int>, Int)? {
        var cursor = start
        guard cursor.token() != nil, cursor.take(" ("), cursor.field(before: "[") != nil, cursor.take("["),
            let client = cursor.field(before: "])"), !client.isEmpty, cursor.take("])"),
            cursor.take(": ") || cursor.take(" - ")
        else { return nil }
        return (client, cursor.position)
    }

    /// What concerns no session yet.
    private static func daemon(
        _ start: consuming ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome {
        var cursor = start
        let bytes = cursor.bytes
        let isRefused = cursor.take("refused connect from ")
        if isRefused || cursor.take("connect from ") {
            guard let client = cursor.token() else { return cursor.malformed(.address) }
            guard message.isTerminated || !cursor.isAtEnd else { return cursor.malformed(.end) }
            event.source = EventField(client)
            event.action = .connect
            if isRefused { event.outcome = .failure }
            return .event
        }
        if cursor.token() != nil, cursor.take(" "), cursor.take("ProFTPD ") {
            if bytes.ends(at: bytes.count, with: " mode STARTUP") {
                event.action = .start
                return .event
            }
            if bytes.ends(at: bytes.count, with: " mode SHUTDOWN") {
                event.action = .stop
                return .event
            }
        }
        return .ignored
    }

    // MARK: sessions

    private mutating func session(
        _ start: consuming ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome {
        var cursor = start
        let bytes = cursor.bytes
        if cursor.take("USER ") || cursor.take("ANON ") { return login(cursor, message, &event) }
        if bytes.ends(at: bytes.count, with: " session opened.") {
            if let processID = message.processID { users[processID] = nil }
            event.action = .connect
            return .event
        }
        if bytes.ends(at: bytes.count, with: " session closed.") {
            event.action = .disconnect
            if let processID = message.processID, let user = users[processID] {
                event.user = event.append(user.span)
                users[processID] = nil
            }
            return .event
        }
        event.outcome = .failure
        if cursor.take("Connection from ") {
            guard bytes.ends(at: bytes.count, with: " denied.") else { return .ignored }
            event.action = .connect
            return .event
        }
        event.action = .denied
        if cursor.take("no such user '") {
            guard bytes[bytes.count - 1] == UInt8(ascii: "'"), cursor.position < bytes.count else {
                return cursor.malformed(.quote)
            }
            event.user = EventField(cursor.position..<bytes.count - 1)
            return .event
        }
        if cursor.take("SECURITY VIOLATION: ") {
            if let user = cursor.token() { event.user = EventField(user) }
            return .event
        }
        return cursor.take("Maximum login attempts ") ? .event : .ignored
    }

    /// `anna: Login successful.` or a reason why not, of which the last is the server's.
    private mutating func login(
        _ cursor: consuming ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position
        let end = bytes.ends(at: bytes.count, with: ".") ? bytes.count - 1 : bytes.count
        if let colon = bytes.lastIndex(of: ": Login successful", from: start, before: end), colon + 18 == end {
            event.action = .login
            event.user = EventField(start..<colon)
            if let processID = message.processID {
                var user: [UInt8] = []
                user.append(addingBytesOf: bytes.extracting(start..<colon))
                users[processID] = user
            }
            return .event
        }
        guard
            let reason = bytes.lastIndex(of: " (Login failed): ", from: start, before: bytes.count)
                ?? bytes.lastIndex(of: ": no such user found", from: start, before: bytes.count)
                ?? bytes.lastIndex(of: ": ", from: start, before: bytes.count)
        else { return .ignored }
        event.action = .denied
        event.outcome = .failure
        event.user = EventField(start..<reason)
        return .event
    }
}
