// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What OpenSSH's sshd writes: who came, who was let in, what sessions were begun, and what its sftp server did.
///
///     Accepted publickey for svcbackup from 192.0.2.7 port 55777 ssh2: ED25519 SHA256:...
///     Failed password for invalid user oracle from 192.0.2.7 port 41235 ssh2
///     Disconnected from user svcbackup 192.0.2.7 port 55777
///     Starting session: command for anna from 192.0.2.7 port 33649 id 0
///     pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
///
/// Names of users are the client's, and may hold ` from 192.0.2.9 port 22`: what sshd itself writes is looked for from
/// the end. A session's `command` may be scp, rsync or anything else, the log never says which. Lines of the sftp
/// server: `SftpSessions`. auth.c, auth2.c, session.c, packet.c of OpenSSH, <https://man.openbsd.org/sshd_config>
struct SshdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "sshd", name: "OpenSSH: logins, sessions, sftp transfers", channels: [.ssh, .sftp],
        reference: "https://man.openbsd.org/sftp-server", keepsSessions: true)
    static let programs: [StaticString] = ["sshd", "sshd-session", "sshd-auth", "internal-sftp", "sftp-server"]

    private var sftp = SftpSessions()
    /// Those that PAM opens and closes; other lines come from processes of which none tells the beginning.
    private var sessions = SessionWatch()

    init(context: ReadingContext) {}

    mutating func begin(_ context: ReadingContext) { sftp.begin(context) }

    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] { sftp.takeUnfinished(atEnd: atEnd) }

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        if let outcome = sftp.parse(message, into: &event) { return outcome }
        event.channel = .ssh
        var cursor = message.cursor
        let isBeforeLogin = cursor.endsWith(" [preauth]")
        cursor = cursor.without(" [preauth]").without(" [postauth]")
        return Self.login(cursor, &event) ?? Self.end(cursor, isBeforeLogin, &event) ?? module(cursor, message, &event)
            ?? Self.other(cursor, &event) ?? .ignored
    }

    // MARK: logins

    private static func login(_ start: ByteCursor, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        if cursor.take("Accepted key ") { return .ignored }
        if cursor.take("Accepted ") {
            // Who is let in has a name of the machine's own; the id of a certificate behind it may hold anything.
            guard cursor.field(before: " for ") != nil, cursor.take(" for "),
                let user = cursor.field(before: " from "), cursor.take(" from "), let address = cursor.token()
            else { return nil }
            event.user = EventField(user)
            event.source = EventField(address)
            takePort(&cursor, &event)
            return state(.login, .success, &event)
        }
        if cursor.take("Failed ") {
            guard cursor.field(before: " for ") != nil, cursor.take(" for ") else { return nil }
            return client(cursor.withoutDoubt, .login, .failure, &event)
        }
        if cursor.take("Invalid user ") || cursor.take("Illegal user ") {
            return client(cursor, .login, .failure, &event)
        }
        if cursor.take("error: maximum authentication attempts exceeded for ")
            || cursor.take("error: PAM: Authentication failure for ")
            || cursor.take("error: PAM: User not known to the underlying authentication module for ")
        {
            return client(cursor.withoutDoubt, .denied, .failure, &event)
        }
        if cursor.take("ROOT LOGIN REFUSED FROM ") { return endpoint(cursor, .denied, .failure, &event) }
        if cursor.take("User ") {
            let user = cursor.position
            // `User test1, coming from 192.0.2.7,  -  authenticated.`, of a commercial sshd.
            if cursor.takeThroughLast(", coming from "), let address = cursor.token(before: ",") {
                event.user = EventField(user..<address.lowerBound - 14)
                event.source = EventField(address)
                return state(.login, .success, &event)
            }
            guard let end = cursor.lastPosition(of: " not allowed because ") else { return nil }
            return client(cursor.until(end), .denied, .failure, &event)
        }
        return nil
    }

    // MARK: connections

    private static func end(_ start: ByteCursor, _ isBeforeLogin: Bool, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        if cursor.take("Connection from ") {
            guard let address = cursor.token() else { return nil }
            event.source = EventField(address)
            takePort(&cursor, &event)
            return state(.connect, .success, &event)
        }
        if cursor.take("Connection closed by ") || cursor.take("Connection reset by ")
            || cursor.take("Disconnected from ")
        {
            let action = isBeforeLogin ? Action.denied : .disconnect
            return endpoint(cursor, action, isBeforeLogin ? .failure : .success, &event)
        }
        if cursor.take("Received disconnect from ") || cursor.take("error: Received disconnect from ") {
            guard let word = cursor.token() else { return nil }
            let endsInColon = cursor.bytes[word.upperBound - 1] == UInt8(ascii: ":")
            event.source = EventField(word.lowerBound..<word.upperBound - (endsInColon ? 1 : 0))
            takePort(&cursor, &event)
            return state(.disconnect, .success, &event)
        }
        if cursor.take("Disconnecting ") {
            guard let port = cursor.lastPosition(of: " port ") else { return nil }
            var reason = ByteCursor(cursor.bytes, at: port + 6)
            guard reason.integer() != nil else { return nil }
            return endpoint(cursor.until(reason.position), .denied, .failure, &event)
        }
        return nil
    }

    /// Refusals of connections and of what is no ssh at all; server start and stop; sessions.
    private static func other(_ start: ByteCursor, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        if cursor.take("Starting session: ") || cursor.take("Close session: ") {
            return session(cursor, &event)
        }
        if cursor.take("subsystem request for ") {
            guard cursor.takeThroughLast(" by user ") else { return nil }
            let end = cursor.lastPosition(of: " failed, ") ?? cursor.bytes.count
            event.user = EventField(cursor.position..<end)
            return state(.other, end < cursor.bytes.count ? .failure : .success, &event)
        }
        if cursor.take("Server listening on ") { return state(.start, .success, &event) }
        if cursor.take("Received signal ") { return state(.stop, .success, &event) }
        if cursor.take("refused connect from ") {
            guard let open = cursor.lastPosition(of: "(") else { return nil }
            cursor.position = open + 1
            guard let address = cursor.field(before: ")") else { return nil }
            event.source = EventField(address)
            return state(.denied, .failure, &event)
        }
        _ = cursor.take("fatal: ") || cursor.take("error: ")
        if cursor.take("Unable to negotiate with ") || cursor.take("Timeout before authentication for connection from ")
            || cursor.take("Timeout before authentication for ")
            || cursor.take("ssh_dispatch_run_fatal: Connection from ")
            || cursor.take("banner exchange: Connection from ")
        {
            guard let word = cursor.token() else { return nil }
            let endsInColon = cursor.bytes[word.upperBound - 1] == UInt8(ascii: ":")
            event.source = EventField(word.lowerBound..<word.upperBound - (endsInColon ? 1 : 0))
            takePort(&cursor, &event)
            return state(.denied, .failure, &event)
        }
        if cursor.take("Bad protocol version identification ") || cursor.take("Did not receive identification string")
            || cursor.take("Magic value check failed ")
        {
            guard cursor.takeThroughLast(" from ") else { return nil }
            return endpoint(cursor, .denied, .failure, &event)
        }
        return nil
    }

    /// `command for anna from 192.0.2.7 port 33649 id 0`, `user anna from 192.0.2.7 port 33649 id 0`.
    private static func session(_ start: ByteCursor, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        if let name = cursor.lastPosition(of: " for ") {
            cursor.position = name + 5
        } else if !cursor.take("user ") {
            return nil
        }
        return client(cursor, .other, .success, &event)
    }

    // MARK: PAM

    /// `pam_unix(sshd:session): session opened for user anna(uid=1001) by (uid=0)`, and what follows the colon of
    /// `sshd(pam_unix)[538]: session opened for user anna by (uid=0)`.
    private mutating func module(_ start: ByteCursor, _ message: Message, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        if cursor.take("pam_"), cursor.field(before: "): ") != nil {
            _ = cursor.take("): ")
        } else if cursor.take("PAM "), let count = cursor.integer(), count < 1_000, cursor.take(" more ") {
            event.count = max(1, Int(count))
            guard cursor.take("authentication failure") else { return nil }
            _ = cursor.take("s")
            return Self.failure(cursor, &event)
        } else {
            cursor.position = start.position
        }
        if cursor.take("session opened for user ") {
            let user = cursor.position
            guard let end = cursor.lastPosition(of: " by ") else { return nil }
            event.user = EventField(user..<cursor.until(end).withoutID)
            sessions.begin(message, event)
            return Self.state(.other, .success, &event)
        }
        if cursor.take("session closed for user ") {
            event.user = EventField(cursor.position..<cursor.withoutID)
            sessions.end(message, &event)
            return Self.state(.logout, .success, &event)
        }
        if cursor.take("authentication failure") { return Self.failure(cursor, &event) }
        return nil
    }

    /// `; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root`: the user's name is the client's and last.
    private static func failure(_ start: ByteCursor, _ event: inout Event) -> RecordOutcome? {
        var cursor = start
        guard cursor.field(before: " rhost=") != nil, cursor.take(" rhost=") else { return nil }
        if let address = cursor.token() { event.source = EventField(address) }
        cursor.skip(" ")
        if cursor.take("user="), !cursor.isAtEnd { event.user = EventField(cursor.position..<cursor.bytes.count) }
        return state(.denied, .failure, &event)
    }

    // MARK: parts

    private static func state(_ action: Action, _ outcome: Outcome, _ event: inout Event) -> RecordOutcome {
        event.action = action
        event.outcome = outcome
        return .event
    }

    /// `user from address port 22 ...`: the last ` from ` that an address follows is sshd's own.
    private static func client(
        _ start: ByteCursor, _ action: Action, _ outcome: Outcome, _ event: inout Event
    ) -> RecordOutcome? {
        var end = start.bytes.count
        while let found = ByteCursor(start.bytes.extracting(0..<end), at: start.position).lastPosition(of: " from ") {
            var cursor = ByteCursor(start.bytes, at: found + 6)
            if let address = cursor.address() {
                event.source = EventField(address)
                if found > start.position { event.user = EventField(start.position..<found) }
                takePort(&cursor, &event)
                return state(action, outcome, &event)
            }
            end = found + 5
        }
        return nil
    }

    /// `192.0.2.7 port 22`, `user anna 192.0.2.7 port 22`, `invalid user a b 192.0.2.7 port 22` up to the end.
    private static func endpoint(
        _ start: ByteCursor, _ action: Action, _ outcome: Outcome, _ event: inout Event
    ) -> RecordOutcome? {
        var cursor = start
        let isNamed =
            cursor.take("user ") || cursor.take("authenticating user ") || cursor.take("invalid user ")
        let end = cursor.lastPosition(of: " port ") ?? cursor.bytes.count
        let front = cursor.until(end)
        let blank = isNamed ? front.lastPosition(of: " ") : nil
        guard !isNamed || blank != nil || front.position < end else { return nil }
        cursor.position = blank.map { $0 + 1 } ?? cursor.position
        guard let address = cursor.address() else { return nil }
        event.source = EventField(address)
        if isNamed, let blank, blank > front.position { event.user = EventField(front.position..<blank) }
        takePort(&cursor, &event)
        return state(action, outcome, &event)
    }

    @_lifetime(cursor: copy cursor)
    private static func takePort(_ cursor: inout ByteCursor, _ event: inout Event) {
        if cursor.take(" port "), let port = cursor.integer(), port < 65_536 { event.sourcePort = Int(port) }
    }
}

extension ByteCursor {
    /// Consumes an address or host name.
    @_lifetime(self: copy self)
    fileprivate mutating func address() -> Range<Int>? {
        let start = position
        while let byte = next, Self.isAddressByte(byte) { position += 1 }
        return position > start ? start..<position : nil
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "%"): true
        default: false
        }
    }

    /// Behind `invalid user ` or `illegal user `, if one is next.
    fileprivate var withoutDoubt: ByteCursor {
        @_lifetime(copy self)
        get {
            var cursor = self
            _ = cursor.take("invalid user ") || cursor.take("illegal user ")
            return cursor
        }
    }

    /// Where a user's name ends, behind which PAM may write `(uid=1001)`.
    fileprivate var withoutID: Int {
        guard bytes.count > position, bytes[bytes.count - 1] == UInt8(ascii: ")"),
            let parenthesis = lastPosition(of: "(uid=")
        else { return bytes.count }
        return parenthesis
    }
}
