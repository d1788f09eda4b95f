// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What Pure-FTPd writes to syslog.
///
///     (?@192.0.2.7) [INFO] New connection from 192.0.2.7
///     (?@192.0.2.7) [INFO] anna is now logged in
///     (?@192.0.2.7) [WARNING] Authentication failed for user [root]
///     (anna@192.0.2.7) [NOTICE] Restarting at 5000
///     (anna@192.0.2.7) [NOTICE] /srv/nas//calls/x.wav downloaded  (102614 bytes, 223686.51KB/sec)
///     (anna@192.0.2.7) [NOTICE] Deleted /srv/nas//inbox/y.wav
///     (anna@192.0.2.7) [NOTICE] File successfully renamed or moved: [/a.wav]->[/b.wav]
///
/// The user is `?` until the login; home folder and path are glued with `//`. An aborted download looks like a whole one,
/// so that none is called complete; one behind `Restarting at` is a part. For other languages see `PureFTPdPhrases`.
/// ftpd.c and messages_en.h of Pure-FTPd 1.0, <https://www.pureftpd.org/project/pure-ftpd/doc/>
struct PureFTPdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "pureftpd", name: "Pure-FTPd, through syslog", channels: [.ftp],
        reference: "https://www.pureftpd.org/project/pure-ftpd/doc/")
    static let programs: [StaticString] = ["pure-ftpd"]

    /// Clients, as `user@address`, whose next transfer begins behind the start of the file.
    private var resumed = SessionTable<[UInt8], Void>()
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
        if let refusal = PAMFailure.read(message, into: &event) { return refusal }
        var cursor = message.cursor
        // Virtual users may have an `@` in their names.
        guard cursor.take("("), let session = cursor.field(before: ") ["),
            let sign = cursor.bytes.lastIndex(of: UInt8(ascii: "@"), before: session.upperBound),
            sign >= session.lowerBound
        else { return .ignored }
        cursor.position += 3
        guard cursor.field(before: "] ") != nil else { return cursor.malformed(.message) }
        cursor.position += 2
        event.source = EventField(sign + 1..<session.upperBound)
        let user = session.lowerBound..<sign
        if !user.isEmpty, !cursor.bytes.matches(user, "?") { event.user = EventField(user) }
        let end = Self.end(of: message)
        let text = ByteCursor(cursor.bytes.extracting(0..<end), at: cursor.position)
        return read(text, session, isTerminated: message.isTerminated, &event)
    }

    /// rsyslog writes a line feed at the end of a message as `#012`.
    private static func end(of message: Message) -> Int {
        var end = message.bytes.count
        while end - 4 >= message.start,
            message.bytes.ends(at: end, with: "#012") || message.bytes.ends(at: end, with: "#015")
        {
            end -= 4
        }
        return end
    }

    private mutating func read(
        _ text: consuming ByteCursor, _ session: Range<Int>, isTerminated: Bool, _ event: inout Event
    ) -> RecordOutcome {
        var cursor = text
        let bytes = cursor.bytes
        if bytes.ends(at: bytes.count, with: "B/sec)"), let transfer = Transferred(cursor) {
            return take(transfer, session, of: bytes, &event)
        }
        // Answers to the client are logged too, with what they say and at this level alone.
        if bytes.ends(at: cursor.position, with: "[DEBUG] ") { return command(&cursor, &event) }
        event.outcome = .success
        for phrases in PureFTPdPhrases.all {
            if cursor.take(phrases.restart) {
                resumed[Self.key(session, bytes)] = ()
                return .ignored
            }
            if cursor.take(phrases.logout) {
                resumed[Self.key(session, bytes)] = nil
                event.action = .logout
                return .event
            }
            if Self.isSession(phrases, &cursor, &event) { return .event }
            if let name = Self.deletedName(phrases, cursor) {
                guard isTerminated || phrases.deletedBehind.utf8CodeUnitCount > 0 else { return cursor.malformed(.end) }
                event.action = .delete
                event.setFilePath(name, of: bytes)
                return .event
            }
            if cursor.take(phrases.renamed) {
                guard let arrow = bytes.lastIndex(of: "]->[", from: cursor.position, before: bytes.count) else {
                    return cursor.malformed(.message)
                }
                event.action = .rename
                event.setFilePath(cursor.position..<arrow, of: bytes)
                return .event
            }
        }
        return refusal(cursor, &event) ?? .ignored
    }

    /// Connections and logins.
    private static func isSession(
        _ phrases: PureFTPdPhrases, _ cursor: inout ByteCursor, _ event: inout Event
    ) -> Bool {
        let bytes = cursor.bytes
        if cursor.take(phrases.connection) {
            event.action = .connect
            return true
        }
        if cursor.take(phrases.anonymousLogin) {
            event.action = .login
            return true
        }
        let end = bytes.count - phrases.login.utf8CodeUnitCount
        guard end > cursor.position, bytes.ends(at: bytes.count, with: phrases.login) else { return false }
        event.action = .login
        event.user = EventField(cursor.position..<end)
        return true
    }

    private static func deletedName(_ phrases: PureFTPdPhrases, _ start: borrowing ByteCursor) -> Range<Int>? {
        var cursor = ByteCursor(start.bytes, at: start.position)
        let end = cursor.bytes.count - phrases.deletedBehind.utf8CodeUnitCount
        guard cursor.take(phrases.deleted), cursor.position < end,
            cursor.bytes.ends(at: cursor.bytes.count, with: phrases.deletedBehind)
        else { return nil }
        return cursor.position..<end
    }

    /// `Authentication failed for user [root]`, in any language: before a login nothing else ends with a name in brackets.
    private func refusal(_ start: borrowing ByteCursor, _ event: inout Event) -> RecordOutcome? {
        let bytes = start.bytes
        let end = bytes.ends(at: bytes.count, with: ".") ? bytes.count - 1 : bytes.count
        guard !event.user.isPresent, bytes.ends(at: start.position, with: "[WARNING] "), bytes.ends(at: end, with: "]"),
            let bracket = bytes.firstIndex(of: " [", from: start.position), bracket + 2 < end
        else { return nil }
        event.action = .denied
        event.outcome = .failure
        event.user = EventField(bracket + 2..<end - 1)
        return .event
    }

    private static func key(_ session: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        key.append(addingBytesOf: bytes.extracting(session))
        return key
    }

    /// With `VerboseLog`, `Command [list] [-la]`: of all commands only listings are told by no other line.
    private func command(_ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        guard cursor.take("Command ["),
            cursor.take("list]") || cursor.take("nlst]") || cursor.take("mlsd]")
        else { return .ignored }
        event.action = .list
        event.outcome = .unknown
        return .event
    }

    // MARK: transfers

    private mutating func take(
        _ transfer: Transferred, _ session: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event
    ) -> RecordOutcome {
        event.action = transfer.isUpload ? .upload : .retrieve
        event.setFilePath(transfer.path, of: bytes)
        event.byteCount = transfer.byteCount
        let key = Self.key(session, bytes)
        let isResumed = resumed[key] != nil
        resumed[key] = nil
        event.transfer = transfer.isCut ? .aborted : isResumed ? .partial : .unknown
        event.outcome = transfer.isCut ? .failure : .success
        return .event
    }

    /// `/srv/nas//calls/x.wav downloaded  (102614 bytes, 223686.51KB/sec)`: read from its end, since names may hold all of it.
    private struct Transferred {
        let path: Range<Int>
        let byteCount: Int64
        let isUpload: Bool
        let isCut: Bool

        init?(_ text: consuming ByteCursor) {
            let bytes = text.bytes
            guard let opening = bytes.lastIndex(of: "  (", from: text.position, before: bytes.count) else { return nil }
            var figures = ByteCursor(bytes, at: opening + 3)
            guard let byteCount = figures.integer(), figures.take(" bytes, ") else { return nil }
            for phrases in PureFTPdPhrases.all {
                // One of the words may end in another.
                for (word, isUpload, isCut) in [
                    (phrases.downloaded, false, false), (phrases.partlyUploaded, true, true),
                    (phrases.uploaded, true, false),
                ] where bytes.ends(at: opening, with: word) {
                    let end = opening - word.utf8CodeUnitCount
                    guard end > text.position else { return nil }
                    path = text.position..<end
                    self.byteCount = byteCount
                    self.isUpload = isUpload
                    self.isCut = isCut
                    return
                }
            }
            return nil
        }
    }
}
