// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Transfer logs of FTP servers in the form of wu-ftpd, as vsftpd, ProFTPD and Pure-FTPd write it.
///
///     Wed Mar  4 09:52:29 2015 1 127.0.0.7 154623 /calls/x.wav b _ o a guest@example.org ftp 0 * c
///     Wed Mar 04 10:24:33 2015 0 127.0.0.7 21193 /srv/nas/calls/x.wav b _ o r anna ftp 0 * c
///
/// Local time of the transfer's end, seconds, client, bytes, name, type, special action, direction (o out, i in,
/// d deleted), access mode (a anonymous, g guest, r real), user, service, authentication, its user, completion, which
/// old servers do not write. The name may hold blanks where the server leaves them, so that the line is read from both
/// ends. Some writers leave out the client or the user. The local time of Pure-FTPd has the offset that held when the
/// server was started, so that it may be an hour off for half of the year; its lines do not tell when that was.
/// xferlog(5) of wu-ftpd and ProFTPD, <http://www.proftpd.org/docs/howto/Logging.html>
struct Xferlog: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "xferlog", name: "FTP transfer log: wu-ftpd form of vsftpd, ProFTPD, Pure-FTPd",
        channels: [.ftp, .sftp, .scp],
        reference: "http://www.castaglia.org/proftpd/doc/xferlog.html")

    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.calendarStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        cursor.skip(" ")
        guard cursor.integer() != nil, cursor.take(" ") else { return cursor.malformed(.separator) }
        if let stored = StorageColumns(cursor) {
            guard record.isTerminated || stored.columns.transfer != nil else { return cursor.malformed(.end) }
            event.setFilePath(stored.name, of: cursor.bytes)
            return finish(stamp, stored.byteCount, stored.columns, &event)
        }
        guard let client = cursor.token(), cursor.take(" ") else { return cursor.malformed(.address) }
        guard let byteCount = cursor.integer(), cursor.take(" ") else { return cursor.malformed(.byteCount) }
        guard let columns = Columns(endOf: cursor.bytes, after: cursor.position) else {
            return cursor.malformed(.direction)
        }
        // What the line lost may be its completion.
        guard record.isTerminated || columns.transfer != nil else { return cursor.malformed(.end) }
        cursor.skip(" ")

        event.source = EventField(client)
        if cursor.position < columns.nameEnd {
            event.setFilePath(cursor.position..<columns.nameEnd, of: cursor.bytes)
        }
        return finish(stamp, byteCount, columns, &event)
    }

    private mutating func finish(
        _ stamp: CivilTime, _ byteCount: Int64, _ columns: Columns, _ event: inout Event
    ) -> RecordOutcome {
        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        if let user = columns.user { event.user = EventField(user) }
        event.channel = columns.channel
        event.action = columns.action
        event.byteCount = columns.action == .delete ? nil : byteCount
        event.transfer = columns.action == .delete ? nil : columns.transfer ?? .unknown
        event.outcome = columns.transfer == .aborted ? .failure : .success
        return .event
    }

    /// What Buffalo's network storage writes, without a client and with a relative path:
    ///
    ///     Tue Dec 20 11:09:32 2005 0 8217458 1/share/x.AA b _ i r admin ftp 1 * c
    private struct StorageColumns {
        let byteCount: Int64
        let name: Range<Int>
        let columns: Columns

        /// - Parameter start: Behind the seconds, where others have the client, which is never a number.
        init?(_ start: ByteCursor) {
            var cursor = ByteCursor(start.bytes, at: start.position)
            guard let byteCount = cursor.integer(), cursor.take(" "), cursor.next != UInt8(ascii: "/"),
                let columns = Columns(endOf: cursor.bytes, after: cursor.position), columns.isAuthenticated,
                cursor.position < columns.nameEnd
            else { return nil }
            let name = cursor.position..<columns.nameEnd
            // Nothing that could be the columns that this form lacks.
            if let slash = cursor.bytes.firstIndex(of: " /", from: name.lowerBound), slash < name.upperBound {
                return nil
            }
            if cursor.integer() != nil, cursor.next == UInt8(ascii: " ") { return nil }
            self.byteCount = byteCount
            self.name = name
            self.columns = columns
        }
    }

    /// The columns behind the name, read from the end of the line.
    private struct Columns {
        /// The blank behind the name; before the name begins if that is empty.
        let nameEnd: Int
        let user: Range<Int>?
        let channel: Channel
        let action: Action
        /// By method 1 of RFC 931, or so they say.
        let isAuthenticated: Bool
        /// Nil where the line states no completion.
        let transfer: Transfer?

        /// Nil if the end of `bytes` is not `type special direction mode user service auth authuser completion`.
        ///
        /// Old servers write no completion, some writers no user. `c` may also be who authenticated.
        init?(endOf bytes: Span<UInt8>, after nameStart: Int) {
            guard
                let columns = Columns(endOf: bytes, after: nameStart, hasCompletion: true, hasUser: true)
                    ?? Columns(endOf: bytes, after: nameStart, hasCompletion: false, hasUser: true)
                    ?? Columns(endOf: bytes, after: nameStart, hasCompletion: true, hasUser: false)
            else { return nil }
            self = columns
        }

        private init?(endOf bytes: Span<UInt8>, after nameStart: Int, hasCompletion: Bool, hasUser: Bool) {
            var end = bytes.count
            func column() -> Range<Int>? {
                guard let blank = bytes.lastIndex(of: UInt8(ascii: " "), before: end), blank + 1 >= nameStart,
                    blank + 1 < end
                else { return nil }
                defer { end = blank }
                return blank + 1..<end
            }
            /// A column of one letter out of `letters`.
            func letter(_ letters: StaticString) -> UInt8? {
                guard let range = column(), range.count == 1 else { return nil }
                let byte = bytes[range.lowerBound]
                for index in 0..<letters.utf8CodeUnitCount where letters.utf8Start[index] == byte { return byte }
                return nil
            }
            var completion: UInt8?
            if hasCompletion {
                completion = letter("ci")
                guard completion != nil else { return nil }
            }
            guard column() != nil, let authentication = letter("01"), let service = column() else { return nil }
            var user: Range<Int>?
            if hasUser {
                user = column()
                guard user != nil else { return nil }
            }
            guard letter("agr") != nil, let direction = letter("oid"), let special = column(), special.count <= 3,
                letter("ab") != nil
            else { return nil }
            action =
                direction == UInt8(ascii: "o") ? .retrieve : direction == UInt8(ascii: "i") ? .upload : .delete
            // Pure-FTPd, alone in claiming authentication by method 1 for everybody, writes `c` after aborts too.
            isAuthenticated = authentication == UInt8(ascii: "1")
            let whole: Transfer = isAuthenticated ? .unknown : .complete
            transfer = completion.map { $0 == UInt8(ascii: "c") ? whole : .aborted }
            // mod_sftp of ProFTPD logs here too.
            channel = bytes.matches(service, "sftp") ? .sftp : bytes.matches(service, "scp") ? .scp : .ftp
            self.user = user
            nameEnd = end
        }
    }
}
