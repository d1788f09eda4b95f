// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What an rsync daemon writes, with any `log format`, and what a client writes with `--log-file`.
///
///     connect from UNDETERMINED (192.0.2.7)
///     rsync on calls/2015/01/ from anna@UNDETERMINED (192.0.2.7)
///     send UNDETERMINED [192.0.2.7] calls () 2015/01/x.wav 77624
///     2015/03/28 12:15:23 192.0.2.7 backup callsys send calls/x.wav len=24855 bytes=24898 cksum=16
///     sent 77798 bytes  received 54 bytes  total size 77624
///     >f+++++++++ scripts/sync.sh
///
/// `send` lines exist only with `transfer logging = yes`; they are written when a file is complete, and `%l` is the
/// file's length, not the bytes moved. What a line does not say of its session, the lines before it with the same process
/// id do. A pull that broke off leaves no `send`, only `rsync error`.
/// <https://download.samba.org/pub/rsync/rsyncd.conf.5>
struct RsyncdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "rsyncd", name: "rsync daemon, any log format; client log file", channels: [.rsync],
        reference: "https://download.samba.org/pub/rsync/rsyncd.conf.5", keepsSessions: true)
    static let programs: [StaticString] = ["rsyncd"]

    private var sessions = RsyncSessions()
    private var watch = SessionWatch()
    /// Those of the configuration.
    private var configured: [RsyncTransferFormat]

    private static let standard = RsyncTransferFormat("%o %h [%a] %m (%u) %f %l")
    /// Such as administrators choose; believed only where they say of a session what its other lines say.
    private static let usual: [RsyncTransferFormat] = [
        RsyncTransferFormat("%t %a %m %u %o %f len=%l bytes=%b cksum=%c"),
        RsyncTransferFormat("%t %a %m %u %o %f len=%l bytes=%b"),
        RsyncTransferFormat("%t [%p] %o %h [%a] %m (%u) %f %l"), RsyncTransferFormat("%t %o %h [%a] %m (%u) %f %l"),
        RsyncTransferFormat("%o %a %m %u %f %l %b"), RsyncTransferFormat("%o %a %m (%u) %f %l"),
        RsyncTransferFormat("%a %m %u %o %f %l %b"), RsyncTransferFormat("%t %o %a %m %f %l"),
        RsyncTransferFormat("%t %a %m %f %b"), RsyncTransferFormat("%a %u %m %f %l"),
    ]

    init(context: ReadingContext) {
        configured = context.transferFormats.compactMap { RsyncTransferFormat($0) }
    }

    mutating func begin(_ context: ReadingContext) {
        configured = context.transferFormats.compactMap { RsyncTransferFormat($0) }
    }

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        let outcome = read(message, into: &event)
        if outcome == .event {
            watchSession(message, &event)
        } else if outcome == .ignored {
            var cursor = message.cursor
            if cursor.take("sent ") { watch.close(message, event) }
        }
        return outcome
    }

    /// Nothing is moved before a line has told what was asked for.
    private mutating func watchSession(_ message: Message, _ event: inout Event) {
        switch event.action {
        case .retrieve, .upload, .delete:
            let session = sessions[RsyncSessions.Key(host: message.hostHash, processID: message.processID ?? -1)]
            let isUnasked = session.map { $0.isPull == nil } ?? false
            watch.follow(message, &event, lacking: isUnasked ? .sinceBeginning : .nothing)
        default: watch.observe(message, &event)
        }
    }

    private mutating func read(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .rsync
        let key = RsyncSessions.Key(host: message.hostHash, processID: message.processID ?? -1)
        var cursor = message.cursor
        for format in configured {
            if let columns = format.columns(cursor), !confirmations(of: columns, key, cursor.bytes).contains(false) {
                return transfer(columns, key, message, &event)
            }
        }
        if let columns = Self.standard.columns(cursor) { return transfer(columns, key, message, &event) }
        if cursor.take("connect from ") {
            sessions.begin(key)
            return session(&cursor, .connect, .success, key, &event)
        }
        if cursor.take("module-list request from ") { return session(&cursor, .list, .success, key, &event) }
        if cursor.take("rsync on ") { return request(&cursor, isPull: true, key, &event) }
        if cursor.take("rsync to ") { return request(&cursor, isPull: false, key, &event) }
        if cursor.take("unknown module '") {
            // The name is the client's and may imitate all of this; nothing of the client's stands behind it.
            guard cursor.takeThroughLast("' tried from ") else { return cursor.malformed(.message) }
            return session(&cursor, .denied, .failure, key, &event)
        }
        if cursor.take("rsync denied on module ") || cursor.take("auth failed on module ") {
            guard cursor.field(before: " from ") != nil else { return cursor.malformed(.message) }
            cursor.position += 6
            return denial(&cursor, key, &event)
        }
        if cursor.take("rsync error: ") { return failure(key, &event) }
        if cursor.take("rsyncd version ") {
            event.action = .start
            event.outcome = .success
            return .event
        }
        if let outcome = itemised(message, key, &event) { return outcome }
        if Self.isNote(cursor) { return .ignored }
        for format in Self.usual {
            guard let columns = format.columns(cursor) else { continue }
            let confirmations = confirmations(of: columns, key, cursor.bytes)
            if confirmations.contains(true), !confirmations.contains(false) {
                return transfer(columns, key, message, &event)
            }
        }
        return cursor.malformed(.message)
    }

    // MARK: files

    /// For each column that the session told too, whether it is the same.
    private func confirmations(
        of columns: RsyncTransferFormat.Columns, _ key: RsyncSessions.Key, _ bytes: Span<UInt8>
    ) -> [Bool] {
        guard let session = sessions[key] else { return [] }
        var confirmations: [Bool] = []
        for (column, known) in [(columns.address, session.address), (columns.module, session.module)] {
            guard let column, !known.isEmpty else { continue }
            confirmations.append(Array(bytes, column) == known)
        }
        return confirmations
    }

    private func transfer(
        _ columns: RsyncTransferFormat.Columns, _ key: RsyncSessions.Key, _ message: Message, _ event: inout Event
    ) -> RecordOutcome {
        let bytes = message.bytes
        let session = sessions[key]
        let action: Action
        if let operation = columns.operation {
            action = bytes.matches(operation, "send") ? .retrieve : bytes.matches(operation, "recv") ? .upload : .delete
        } else if let isPull = session?.isPull {
            action = isPull ? .retrieve : .upload
        } else {
            return message.cursor.malformed(.direction)
        }
        // The number at the end may have lost digits.
        guard message.isTerminated else { return ByteCursor(bytes, at: bytes.count).malformed(.end) }
        event.filePath = Self.path(columns.module.map { Array(bytes, $0) } ?? session?.module, columns.name, &event)
        if let address = columns.address ?? columns.host {
            event.source = EventField(address)
        } else if let session {
            event.take(source: session.address)
        }
        if let user = columns.user {
            if !user.isEmpty { event.user = EventField(user) }
        } else if let session {
            event.take(user: session.user)
        }
        event.action = action
        event.outcome = .success
        if action != .delete {
            event.byteCount = columns.length ?? columns.moved
            event.transfer = .complete
        }
        return .event
    }

    /// `>f+++++++++ name` of a client's log, or of a daemon's with `%i %n`: `<` went out, `>` came in; also `*deleting`.
    private func itemised(_ message: Message, _ key: RsyncSessions.Key, _ event: inout Event) -> RecordOutcome? {
        var cursor = message.cursor
        let action: Action
        if cursor.take("*deleting") {
            cursor.skip(" ")
            action = .delete
        } else {
            let start = cursor.position
            guard let change = cursor.token(), change.count == 9 || change.count == 11, cursor.take(" ") else {
                return nil
            }
            let bytes = message.bytes
            let (direction, kind) = (bytes[start], bytes[start + 1])
            guard "fdLDS".utf8.contains(kind), Self.isChange(bytes.extracting(start + 2..<change.upperBound)) else {
                return nil
            }
            switch direction {
            case UInt8(ascii: "<") where kind == UInt8(ascii: "f"): action = .retrieve
            case UInt8(ascii: ">") where kind == UInt8(ascii: "f"): action = .upload
            case UInt8(ascii: "c") where kind == UInt8(ascii: "d"): action = .mkdir
            case UInt8(ascii: "c"), UInt8(ascii: "h"), UInt8(ascii: "."): return .ignored
            default: return nil
            }
        }
        guard !cursor.isAtEnd else { return nil }
        guard message.isTerminated else { return cursor.malformed(.end) }
        let session = sessions[key]
        event.filePath = Self.path(session?.module, cursor.position..<cursor.bytes.count, &event)
        if let session {
            event.take(source: session.address)
            event.take(user: session.user)
        }
        event.action = action
        event.outcome = .success
        if action == .retrieve || action == .upload { event.transfer = .complete }
        return .event
    }

    /// `+++++++++`, `.st......`: letters of attributes, `.`, `+`, `?` and blanks.
    private static func isChange(_ text: Span<UInt8>) -> Bool {
        for index in 0..<text.count where !".+? cstpoguaxnbT".utf8.contains(text[index]) { return false }
        return true
    }

    /// A pull or push that broke off: who asked for what, and that it failed; what had left by then, no line says.
    private func failure(_ key: RsyncSessions.Key, _ event: inout Event) -> RecordOutcome {
        guard let session = sessions[key], !session.request.isEmpty else { return .ignored }
        event.filePath = Self.path(nil, session.request, &event)
        event.take(source: session.address)
        event.take(user: session.user)
        event.action = .other
        event.outcome = .failure
        return .event
    }

    /// `module/name`; the module's folder stands in the daemon's configuration.
    private static func path(_ module: [UInt8]?, _ name: Range<Int>, _ event: inout Event) -> EventField {
        let text = event.bytes(EventField(name))
        return path(module, text, &event)
    }

    private static func path(_ module: [UInt8]?, _ name: [UInt8], _ event: inout Event) -> EventField {
        event.appending { output in
            var start = output.count
            if let module, !module.isEmpty {
                output += module
                start = output.count
                output.append(UInt8(ascii: "/"))
            }
            Escapes.undoRsync(name.span, into: &output)
            PathNormalisation.resolve(&output, from: start)
        }
    }

    // MARK: sessions

    /// `module/path from user@host (address)`: what was asked for, not what was sent.
    ///
    /// The path is the client's and may imitate the rest, of which nothing is: it ends at the last ` from `.
    private mutating func request(
        _ cursor: inout ByteCursor, isPull: Bool, _ key: RsyncSessions.Key, _ event: inout Event
    ) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position
        guard cursor.takeThroughLast(" from ") else { return cursor.malformed(.message) }
        let end = cursor.position - 6
        let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: start).flatMap { $0 < end ? $0 : nil }
        let module = Array(bytes, start..<(slash ?? end))
        event.filePath = slash.map { Self.path(module, $0 + 1..<end, &event) } ?? EventField(start..<end)
        if event.filePath.range.isEmpty { event.filePath = .absent }
        let request = event.bytes(event.filePath)
        let outcome = session(&cursor, .other, .success, key, &event)
        guard outcome == .event else { return outcome }
        sessions.update(key) { session in
            session.module = module
            session.request = request
            session.isPull = isPull
        }
        return outcome
    }

    /// `host (address)`, and after a wrong password ` for user: reason`, or `: missing secret for user "user"`.
    private mutating func denial(
        _ cursor: inout ByteCursor, _ key: RsyncSessions.Key, _ event: inout Event
    ) -> RecordOutcome {
        let outcome = session(&cursor, .denied, .failure, key, &event)
        if outcome == .event, cursor.take("): missing secret for user \"") {
            if let quote = cursor.lastPosition(of: "\"") { event.user = EventField(cursor.position..<quote) }
        } else if outcome == .event, cursor.take(") for ") {
            let start = cursor.position
            if cursor.takeThroughLast(": ") { event.user = EventField(start..<cursor.position - 2) }
        }
        return outcome
    }

    /// `user@host (address)` and whatever follows.
    private mutating func session(
        _ cursor: inout ByteCursor, _ action: Action, _ outcome: Outcome, _ key: RsyncSessions.Key,
        _ event: inout Event
    ) -> RecordOutcome {
        guard let host = cursor.field(before: " ("), cursor.take(" ("), let address = cursor.field(before: ")") else {
            return cursor.malformed(.address)
        }
        let bytes = cursor.bytes
        var user: Range<Int>?
        if let sign = bytes.lastIndex(of: UInt8(ascii: "@"), before: host.upperBound), sign > host.lowerBound {
            user = host.lowerBound..<sign
            event.user = EventField(host.lowerBound..<sign)
        }
        event.source = EventField(address)
        event.action = action
        event.outcome = outcome
        sessions.update(key) { session in
            session.address = Array(bytes, address)
            if let user { session.user = Array(bytes, user) }
        }
        return .event
    }

    /// Lines about a session that name nobody and no file that moved.
    private static func isNote(_ start: ByteCursor) -> Bool {
        notes.contains { note in
            var cursor = start
            return cursor.take(note)
        }
    }

    private static let notes: [StaticString] = [
        "building file list", "receiving file list", "sending incremental file list", "receiving incremental file list",
        "sending file list", "sent ", "total: ", "total size is ", "rsync: ", "rsync warning: ",
        "rsync allowed access on module ", "params.c:", "name lookup failed ", "forward name lookup ",
        "reverse name lookup ", "max connections (", "file has vanished: ", "skipping ", "IO error ", "link_stat ",
        "created directory ", "delta-transmission ", "Number of ", "Total ", "Literal data", "Matched data",
        "File list ", "opendir ", "rsync_xal", "secrets file ", "continuing without ", "unable to ",
        "send_files failed ",
        "inflate ", "deflate ", "Connection ", "protocol version mismatch",
    ]
}

extension Event {
    /// Bytes of a field, which may then be kept for longer than the record.
    fileprivate func bytes(_ field: EventField) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: text(field))
        return bytes
    }

    fileprivate mutating func take(source known: [UInt8]) {
        if !known.isEmpty { source = append(known.span) }
    }

    fileprivate mutating func take(user known: [UInt8]) {
        if !known.isEmpty { user = append(known.span) }
    }
}

extension [UInt8] {
    fileprivate init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        self.init()
        append(addingBytesOf: bytes.extracting(range))
    }
}
