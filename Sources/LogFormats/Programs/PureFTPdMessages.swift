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
/// so that none is called complete; one behind `Restarting at` is a part. Transfers are read in the languages that the
/// daemon is built in most. ftpd.c and messages_en.h of Pure-FTPd 1.0, <https://www.pureftpd.org/project/pure-ftpd/doc/>
struct PureFTPdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "pureftpd", name: "Pure-FTPd, through syslog", channels: [.ftp],
        reference: "https://www.pureftpd.org/project/pure-ftpd/doc/")
    static let programs: [StaticString] = ["pure-ftpd"]

    /// Clients, as `user@address`, whose next transfer begins behind the start of the file.
    private var resumed = SessionTable<[UInt8], Void>()

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
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
        if bytes.ends(at: bytes.count, with: "B/sec)") {
            if let transfer = Transferred(cursor) { return take(transfer, session, of: bytes, &event) }
        }
        event.outcome = .success
        if cursor.take("Restarting at ") {
            resumed[Self.key(session, bytes)] = ()
            return .ignored
        }
        if cursor.take("Restart offset reset to 0") {
            resumed[Self.key(session, bytes)] = nil
            return .ignored
        }
        if cursor.take("New connection from ") {
            event.action = .connect
        } else if cursor.take("Authentication failed for user [") {
            event.action = .denied
            event.outcome = .failure
            guard bytes[bytes.count - 1] == UInt8(ascii: "]") else { return cursor.malformed(.message) }
            event.user = EventField(cursor.position..<bytes.count - 1)
        } else if cursor.take("Deleted ") {
            guard isTerminated else { return cursor.malformed(.end) }
            event.action = .delete
            event.setFilePath(cursor.position..<bytes.count, of: bytes)
        } else if cursor.take("File successfully renamed or moved: [") {
            guard let arrow = bytes.lastIndex(of: "]->[", from: cursor.position, before: bytes.count) else {
                return cursor.malformed(.message)
            }
            event.action = .rename
            event.setFilePath(cursor.position..<arrow, of: bytes)
        } else if cursor.take("Logout") {
            resumed[Self.key(session, bytes)] = nil
            event.action = .logout
        } else if cursor.take("Anonymous user logged in") {
            event.action = .login
        } else if bytes.ends(at: bytes.count, with: " is now logged in") {
            event.action = .login
            event.user = EventField(cursor.position..<bytes.count - 17)
        } else {
            return command(&cursor, &event)
        }
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
            for (word, isUpload, isCut) in Self.words where bytes.ends(at: opening, with: word) {
                let end = opening - word.utf8CodeUnitCount
                guard end > text.position else { return nil }
                path = text.position..<end
                self.byteCount = byteCount
                self.isUpload = isUpload
                self.isCut = isCut
                return
            }
            return nil
        }

        /// English, German, French, Swedish, Spanish, Italian (messages_*.h); the longer of two ends first.
        private static let words: [(StaticString, isUpload: Bool, isCut: Bool)] = [
            (" downloaded", false, false), (" partially uploaded", true, true), (" uploaded", true, false),
            (" heruntergeladen.", false, false), (" teilweise hochgeladen.", true, true),
            (" hochgeladen.", true, false), (" downloade", false, false), (" Partiellement uploade", true, true),
            (" uploade", true, false), (" nedladdad", false, false), (" delvis uppladdad", true, true),
            (" uppladdad", true, false), (" descargado", false, false), (" parcialmente transmitido", true, true),
            (" transmitido", true, false), (" downloadato", false, false), (" parzialmente uploadato", true, true),
            (" uploadato", true, false),
        ]
    }
}
