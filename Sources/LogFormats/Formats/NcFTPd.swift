// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The logs of NcFTPd: transfers, sessions, and what else happened.
///
///     2011-02-06 10:16:08 #u4     | R,/home/x/mode.el,41,0.007,5.856,anna,,192.0.2.16,,OK,I,Po,1294215368,TSQoxwAEEbkA,41,0,
///     2010-01-11 12:47:44 #u2     | D,/home/x/.cshrc,,,,anna,,192.0.2.22,S0uObwACwXoA,
///     2010-01-11 14:35:00 #u4     | N,/a b.xml,to,/c.xml,,ftp,guest@example.org,localhost,S0unlAAEwGoA,
///     2011-01-13 00:03:11 #u1     | anna,,192.0.2.191,11,1.2,0,0,5,0,0,0,0,0,1,0,...,NONE,0,0,0,0,0,0,0,TS6xtAABAAEA,
///     2011-01-13 00:03:04 #u1     | Password wrong for user anna from localhost.
///
/// R retrieves, S stores, D deletes, M makes a folder, N renames, C changes a mode, T lists. Names may hold commas, so that
/// a line is read from both ends. <https://www.ncftp.com/ncftpd/doc/misc/log_formats.html>
struct NcFTPd: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "ncftpd", name: "NcFTPd transfer, session and general logs", channels: [.ftp],
        reference: "https://www.ncftp.com/ncftpd/doc/")

    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.dashedStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        guard cursor.take("#u") || cursor.take("("), cursor.token() != nil else { return cursor.malformed(.processID) }
        cursor.skip(" ")
        guard cursor.take("| ") else { return cursor.malformed(.separator) }
        // Every record ends with a comma or a full stop: a cut one does not.
        guard record.isTerminated else { return cursor.malformed(.end) }
        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        event.channel = .ftp
        event.outcome = .success
        guard cursor.bytes.count - cursor.position > 2, cursor.bytes[cursor.position + 1] == UInt8(ascii: ",") else {
            return session(&cursor, &event)
        }
        switch cursor.bytes[cursor.position] {
        case UInt8(ascii: "R"): return transfer(.retrieve, &cursor, &event)
        case UInt8(ascii: "S"): return transfer(.upload, &cursor, &event)
        case UInt8(ascii: "D"): return change(.delete, &cursor, &event)
        case UInt8(ascii: "M"): return change(.mkdir, &cursor, &event)
        case UInt8(ascii: "C"): return change(.other, &cursor, &event)
        case UInt8(ascii: "N"): return change(.rename, &cursor, &event)
        case UInt8(ascii: "T"): return listing(&cursor, &event)
        default: return session(&cursor, &event)
        }
    }

    // MARK: transfers

    /// `R,name,size,seconds,rate,user,email,host,suffix,status,type,notes,start,session,file size,offset,`
    private func transfer(_ action: Action, _ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position + 2
        var tail = Tail(bytes, after: start)
        guard tail.next() != nil, let offset = tail.next(), let size = tail.next(), Self.isNumber(size, bytes),
            tail.next() != nil, tail.next() != nil, tail.next() != nil, tail.next() != nil,
            let status = tail.next(), tail.next() != nil
        else { return cursor.malformed(.separator) }
        guard takeClient(&tail, &event), tail.next() != nil, tail.next() != nil, let moved = tail.next(),
            let byteCount = Self.number(moved, bytes)
        else { return cursor.malformed(.byteCount) }
        event.action = action
        event.setFilePath(start..<tail.end, of: bytes)
        if bytes.matches(status, "OK") {
            event.byteCount = byteCount
            event.transfer = Self.number(offset, bytes) ?? 0 > 0 ? .partial : .complete
        } else {
            event.outcome = .failure
            if byteCount > 0 {
                event.byteCount = byteCount
                event.transfer = .aborted
            } else {
                event.action = .denied
            }
        }
        return .event
    }

    private static func number(_ field: Range<Int>, _ bytes: Span<UInt8>) -> Int64? {
        var cursor = ByteCursor(bytes, at: field.lowerBound)
        guard let number = cursor.integer(), cursor.position == field.upperBound else { return nil }
        return number
    }

    private static func isNumber(_ field: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        field.isEmpty || number(field, bytes) != nil
    }

    // MARK: other records

    /// `D,name,,,,user,email,host,session,`, and with a mode or a second name in the free columns.
    private func change(_ action: Action, _ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position + 2
        var tail = Tail(bytes, after: start)
        guard tail.next() != nil, tail.next() != nil, takeClient(&tail, &event), tail.next() != nil else {
            return cursor.malformed(.separator)
        }
        var name = start..<tail.end
        if action == .rename {
            // `old,to,new`: with another `,to,` in the names, which of them parts these cannot be told.
            guard let middle = bytes.firstIndex(of: ",to,", from: start), middle < tail.end else {
                return cursor.malformed(.path)
            }
            name = start..<middle
            if bytes.lastIndex(of: ",to,", from: start, before: tail.end) != middle { name = start..<start }
        } else {
            guard tail.next() != nil, tail.next() != nil else { return cursor.malformed(.path) }
            name = start..<tail.end
        }
        event.action = action
        if !name.isEmpty { event.setFilePath(name, of: bytes) }
        return .event
    }

    /// `T,folder,status,pattern,recursion,user,email,host,session,`
    private func listing(_ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = cursor.bytes
        let start = cursor.position + 2
        var tail = Tail(bytes, after: start)
        guard tail.next() != nil, tail.next() != nil, takeClient(&tail, &event), tail.next() != nil,
            tail.next() != nil, let status = tail.next(), tail.end > start
        else { return cursor.malformed(.separator) }
        event.action = .list
        if !bytes.matches(status, "OK") { event.outcome = .failure }
        event.setFilePath(start..<tail.end, of: bytes)
        return .event
    }

    /// The sums of a session, `user,email,host,` and figures, or a sentence.
    private func session(_ cursor: inout ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = cursor.bytes
        if cursor.take("Password wrong for user ") {
            let start = cursor.position
            guard cursor.takeThroughLast(" from ") else { return cursor.malformed(.message) }
            event.user = EventField(start..<cursor.position - 6)
            event.source = EventField(
                cursor.position..<(bytes.ends(at: bytes.count, with: ".") ? bytes.count - 1 : bytes.count))
            event.action = .denied
            event.outcome = .failure
            return .event
        }
        var tail = Tail(bytes, after: cursor.position)
        for _ in 0..<Self.sessionFigures + 1 where tail.next() == nil { return .ignored }
        guard takeClient(&tail, &event, userStart: cursor.position) else { return .ignored }
        event.action = .logout
        return .event
    }

    /// Columns behind the host of a session's record.
    private static let sessionFigures = 28

    /// `user,email,host`: anonymous users give what they like as e-mail address.
    private func takeClient(_ tail: inout Tail, _ event: inout Event, userStart: Int? = nil) -> Bool {
        guard let host = tail.next(), !host.isEmpty, tail.next() != nil else { return false }
        let user: Range<Int>
        if let userStart {
            user = userStart..<tail.end
        } else {
            guard let column = tail.next() else { return false }
            user = column
        }
        event.source = EventField(host)
        if !user.isEmpty { event.user = EventField(user) }
        return true
    }

    /// The columns of a record from its end.
    private struct Tail: ~Escapable {
        let bytes: Span<UInt8>
        let start: Int
        /// Where the last column given begins, without its comma; what is left ends here.
        var end: Int

        @_lifetime(copy bytes)
        init(_ bytes: Span<UInt8>, after start: Int) {
            self.bytes = bytes
            self.start = start
            end = bytes.count
        }

        /// The first is what stands behind the last comma, mostly nothing.
        mutating func next() -> Range<Int>? {
            guard let comma = bytes.lastIndex(of: UInt8(ascii: ","), before: end), comma >= start else { return nil }
            defer { end = comma }
            return comma + 1..<end
        }
    }
}
