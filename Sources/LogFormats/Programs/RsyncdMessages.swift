// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What an rsync daemon writes, with its default `log format`, `%o %h [%a] %m (%u) %f %l`.
///
///     connect from UNDETERMINED (127.0.0.7)
///     rsync on calls/2015/01/ from anna@UNDETERMINED (127.0.0.7)
///     send UNDETERMINED [127.0.0.7] calls () 2015/01/x.wav 77624
///     sent 77798 bytes  received 54 bytes  total size 77624
///
/// `send` lines exist only with `transfer logging = yes`; they are written when a file is complete, and `%l` is the
/// file's length, not the bytes moved. <https://download.samba.org/pub/rsync/rsyncd.conf.5>
struct RsyncdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "rsyncd", name: "rsync daemon, default log format", channels: [.rsync],
        reference: "https://download.samba.org/pub/rsync/rsyncd.conf.5")
    static let programs: [StaticString] = ["rsyncd"]

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .rsync
        var cursor = message.cursor
        let isTerminated = message.isTerminated
        let start = cursor.position
        if cursor.take("send ") { return transfer(&cursor, .retrieve, isTerminated, &event, orElse: start) }
        if cursor.take("recv ") { return transfer(&cursor, .upload, isTerminated, &event, orElse: start) }
        if cursor.take("del. ") { return transfer(&cursor, .delete, isTerminated, &event, orElse: start) }
        if cursor.take("connect from ") { return session(&cursor, .connect, .success, &event) }
        if cursor.take("module-list request from ") { return session(&cursor, .list, .success, &event) }
        if cursor.take("rsync on ") || cursor.take("rsync to ") { return request(&cursor, &event) }
        if cursor.take("unknown module '") {
            // The name is the client's and may imitate all of this; nothing of the client's stands behind it.
            guard cursor.takeThroughLast("' tried from ") else { return cursor.malformed(.message) }
            return session(&cursor, .denied, .failure, &event)
        }
        if cursor.take("rsync denied on module ") || cursor.take("auth failed on module ") {
            guard cursor.field(before: " from ") != nil else { return cursor.malformed(.message) }
            cursor.position += 6
            return denial(&cursor, &event)
        }
        return Self.isNote(cursor) ? .ignored : cursor.malformed(.message)
    }

    /// `host [address] module (user) name length`: the name may imitate all of this, so that the parts before it are
    /// taken from the left, the length from the right, and the name is what is left.
    private func transfer(
        _ cursor: inout ByteCursor, _ action: Action, _ isTerminated: Bool, _ event: inout Event, orElse start: Int
    ) -> RecordOutcome {
        let bytes = cursor.bytes
        guard cursor.token() != nil, cursor.take(" ["), let address = cursor.field(before: "]"), cursor.take("] "),
            let module = cursor.field(before: " ("), cursor.take(" ("), let user = cursor.field(before: ")"),
            cursor.take(") "), let blank = bytes.lastIndex(of: UInt8(ascii: " "), before: bytes.count),
            blank > cursor.position
        else {
            cursor.position = start
            return cursor.malformed(.message)
        }
        let name = cursor.position..<blank
        cursor.position = blank + 1
        guard let length = cursor.integer(), cursor.isAtEnd else { return cursor.malformed(.byteCount) }
        guard isTerminated else { return cursor.malformed(.end) }
        event.source = EventField(address)
        if !user.isEmpty { event.user = EventField(user) }
        event.filePath = Self.path(module, name, of: bytes, &event)
        event.action = action
        event.outcome = .success
        if action != .delete {
            event.byteCount = length
            event.transfer = .complete
        }
        return .event
    }

    /// `module/name`; the module's folder stands in the daemon's configuration.
    private static func path(
        _ module: Range<Int>, _ name: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event
    ) -> EventField {
        event.appending { output in
            output.append(addingBytesOf: bytes.extracting(module))
            let start = output.count
            output.append(UInt8(ascii: "/"))
            Escapes.undoRsync(bytes.extracting(name), into: &output)
            PathNormalisation.resolve(&output, from: start)
        }
    }

    /// `module/path from user@host (address)`: what was asked for, not what was sent.
    ///
    /// The path is the client's and may imitate the rest, of which nothing is: it ends at the last ` from `.
    private func request(_ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position
        guard cursor.takeThroughLast(" from ") else { return cursor.malformed(.message) }
        let end = cursor.position - 6
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: start), slash < end {
            event.filePath = Self.path(start..<slash, slash + 1..<end, of: bytes, &event)
        } else {
            event.filePath = EventField(start..<end)
        }
        return session(&cursor, .other, .success, &event)
    }

    /// `host (address)`, and after a wrong password ` for user: reason`.
    private func denial(_ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let outcome = session(&cursor, .denied, .failure, &event)
        if outcome == .event, cursor.take(") for ") {
            let start = cursor.position
            if cursor.takeThroughLast(": ") { event.user = EventField(start..<cursor.position - 2) }
        }
        return outcome
    }

    /// `user@host (address)` and whatever follows.
    private func session(
        _ cursor: inout ByteCursor, _ action: Action, _ outcome: Outcome, _ event: inout Event
    ) -> RecordOutcome {
        guard let host = cursor.field(before: " ("), cursor.take(" ("), let address = cursor.field(before: ")") else {
            return cursor.malformed(.address)
        }
        if let sign = cursor.bytes.lastIndex(of: UInt8(ascii: "@"), before: host.upperBound), sign > host.lowerBound {
            event.user = EventField(host.lowerBound..<sign)
        }
        event.source = EventField(address)
        event.action = action
        event.outcome = outcome
        return .event
    }

    /// Lines about a session that name nobody and no file that moved.
    private static func isNote(_ start: ByteCursor) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        return cursor.take("building file list") || cursor.take("receiving file list") || cursor.take("sent ")
            || cursor.take("total: ") || cursor.take("rsync: ") || cursor.take("rsync error: ")
            || cursor.take("rsync warning: ") || cursor.take("rsync allowed access on module ")
            || cursor.take("rsyncd version ") || cursor.take("params.c:") || cursor.take("name lookup failed ")
            || cursor.take("max connections (") || cursor.take("file has vanished: ") || cursor.take("skipping ")
            || cursor.take("IO error ")
    }
}
