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
/// ends.
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
        guard let client = cursor.token(), cursor.take(" ") else { return cursor.malformed(.address) }
        guard let byteCount = cursor.integer(), cursor.take(" ") else { return cursor.malformed(.byteCount) }
        cursor.skip(" ")
        guard let columns = Columns(endOf: cursor.bytes, after: cursor.position) else {
            return cursor.malformed(.direction)
        }
        // What the line lost may be its completion.
        guard record.isTerminated || columns.transfer != nil else { return cursor.malformed(.end) }

        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        event.source = EventField(client)
        event.filePath = path(cursor.position..<columns.nameEnd, of: cursor.bytes, &event)
        event.user = EventField(columns.user)
        event.channel = columns.channel
        event.action = columns.action
        event.byteCount = columns.action == .delete ? nil : byteCount
        event.transfer = columns.action == .delete ? nil : columns.transfer ?? .unknown
        event.outcome = columns.transfer == .aborted ? .failure : .success
        return .event
    }

    private func path(_ name: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) -> EventField {
        guard !PathNormalisation.isResolved(bytes.extracting(name)) else { return EventField(name) }
        return event.appending { output in
            let start = output.count
            output.append(addingBytesOf: bytes.extracting(name))
            PathNormalisation.resolve(&output, from: start)
        }
    }

    /// The columns behind the name, read from the end of the line.
    private struct Columns {
        let nameEnd: Int
        let user: Range<Int>
        let channel: Channel
        let action: Action
        /// Nil where the line states no completion.
        let transfer: Transfer?

        /// Nil if the end of `bytes` is not `type special direction mode user service auth authuser completion`.
        init?(endOf bytes: Span<UInt8>, after nameStart: Int) {
            var end = bytes.count
            func column() -> Range<Int>? {
                guard let blank = bytes.lastIndex(of: UInt8(ascii: " "), before: end), blank >= nameStart,
                    blank + 1 < end
                else { return nil }
                defer { end = blank }
                return blank + 1..<end
            }
            guard let last = column() else { return nil }
            let isComplete = bytes.matches(last, "c")
            let statesCompletion = isComplete || bytes.matches(last, "i")
            guard !statesCompletion || column() != nil, let authentication = column(),
                bytes.matches(authentication, "0") || bytes.matches(authentication, "1"), let service = column(),
                let user = column(), let mode = column(), mode.count == 1, let direction = column(),
                direction.count == 1, let special = column(), special.count <= 3, let type = column(), type.count == 1,
                end > nameStart
            else { return nil }
            switch bytes[direction.lowerBound] {
            case UInt8(ascii: "o"): action = .retrieve
            case UInt8(ascii: "i"): action = .upload
            case UInt8(ascii: "d"): action = .delete
            default: return nil
            }
            // Pure-FTPd, alone in claiming authentication by method 1 for everybody, writes `c` after aborts too.
            let whole = bytes.matches(authentication, "1") ? Transfer.unknown : .complete
            let stated = isComplete ? whole : .aborted
            transfer = statesCompletion ? stated : nil
            guard bytes[type.lowerBound] == UInt8(ascii: "a") || bytes[type.lowerBound] == UInt8(ascii: "b") else {
                return nil
            }
            // mod_sftp of ProFTPD logs here too.
            channel = bytes.matches(service, "sftp") ? .sftp : bytes.matches(service, "scp") ? .scp : .ftp
            self.user = user
            nameEnd = end
        }
    }
}
