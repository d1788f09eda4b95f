// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What Dropbear, the ssh server of small boxes, writes.
///
///     Child connection from 192.0.2.7:51234
///     Password auth succeeded for 'root' from 192.0.2.7:51234
///     Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:... from 192.0.2.7:51234
///     Bad password attempt for 'root' from 192.0.2.7:51234
///     Login attempt for nonexistent user 'x' from 192.0.2.7:51234
///     Exit (root) from <192.0.2.7:51234>: Disconnect received
///     Exit before auth from <192.0.2.7:51234>: Exited normally
///
/// It has no file transfer of its own; what scp, sftp or rsync move over it leaves no line.
/// svr-auth.c, svr-session.c of Dropbear, <https://matt.ucc.asn.au/dropbear/dropbear.html>
struct DropbearMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "dropbear", name: "Dropbear: logins and sessions", channels: [.ssh],
        reference: "https://matt.ucc.asn.au/dropbear/dropbear.html")
    static let programs: [StaticString] = ["dropbear"]

    private var watch = SessionWatch()

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        let outcome = read(message, into: &event)
        if outcome == .event { watch.observe(message, &event) }
        return outcome
    }

    private mutating func read(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .ssh
        var cursor = message.cursor
        guard message.isTerminated else { return cursor.malformed(.end) }
        if cursor.take("Child connection from ") {
            return Self.state(.connect, .success, cursor.position..<cursor.bytes.count, cursor, &event)
        }
        if cursor.take("Exit before auth") {
            return Self.bracketed(cursor, .denied, .failure, &event)
        }
        if cursor.take("Exit (") {
            // Behind the name, which is one of the machine's own, stands nothing of the client's choice.
            guard let user = cursor.field(before: ")") else { return .ignored }
            event.user = EventField(user)
            return Self.bracketed(cursor, .disconnect, .success, &event)
        }
        let isSuccess = cursor.take("Password auth succeeded for ") || cursor.take("Pubkey auth succeeded for ")
        guard
            isSuccess || cursor.take("Bad password attempt for ") || cursor.take("Bad PAM password attempt for ")
                || cursor.take("Login attempt for nonexistent user") || cursor.take("Login attempt with wrong user ")
        else { return .ignored }
        guard let end = cursor.lastPosition(of: " from ") else { return .ignored }
        cursor.skip(" ")
        if cursor.take("'") {
            let name = cursor.until(end)
            let quote = isSuccess ? name.bytes.firstIndex(of: UInt8(ascii: "'"), from: name.position) : end - 1
            if let quote, quote >= name.position { event.user = EventField(name.position..<quote) }
        }
        return Self.state(
            .login, isSuccess ? .success : .failure, end + 6..<cursor.bytes.count, cursor, &event)
    }

    /// `... from <192.0.2.7:51234>: reason`; older servers leave the address out.
    private static func bracketed(
        _ start: ByteCursor, _ action: Action, _ outcome: Outcome, _ event: inout Event
    ) -> RecordOutcome {
        var cursor = start
        guard cursor.field(before: " from <") != nil, cursor.take(" from <"), let end = cursor.field(before: ">") else {
            event.action = action
            event.outcome = outcome
            return .event
        }
        return state(action, outcome, end, cursor, &event)
    }

    /// - Parameter endpoint: `192.0.2.7:51234` or `2001:db8::7:51234`: the port stands behind the last colon.
    private static func state(
        _ action: Action, _ outcome: Outcome, _ endpoint: Range<Int>, _ cursor: ByteCursor, _ event: inout Event
    ) -> RecordOutcome {
        let colon = cursor.bytes.lastIndex(of: UInt8(ascii: ":"), before: endpoint.upperBound)
        if let colon, colon > endpoint.lowerBound {
            event.source = EventField(endpoint.lowerBound..<colon)
            var port = ByteCursor(cursor.bytes.extracting(0..<endpoint.upperBound), at: colon + 1)
            if let number = port.integer(), number < 65_536 { event.sourcePort = Int(number) }
        } else {
            event.source = EventField(endpoint)
        }
        event.action = action
        event.outcome = outcome
        return .event
    }
}
