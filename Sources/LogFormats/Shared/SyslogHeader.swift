// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What stands before the message in a syslog line.
///
///     Mar  4 11:47:06 nas sshd[538]: ...                                   RFC 3164: no year, no zone
///     2021-01-23T21:27:03.688450+00:00 nas internal-sftp[17]: ...          RFC 3339, as rsyslog writes it
///     <86>1 2021-01-23T21:27:03.688450+00:00 nas sshd 538 - - ...          RFC 5424
struct SyslogHeader {
    var time: Instant
    var basis: TimeBasis
    var host: Range<Int>?
    var program: Range<Int>
    var processID: Int64?
}

/// Reads the headers of one artifact, in the order of its lines.
struct SyslogHeaderReader: Sendable {
    private var clock: YearlessClock
    private var localClock: LocalClock

    init(context: ReadingContext) {
        clock = YearlessClock(zone: context.zone, firstYear: context.firstYear)
        localClock = LocalClock(zone: context.zone)
    }

    /// Consumes the header and the blank behind it; nil if there is none, and then `cursor` stands where it failed.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> SyslogHeader? {
        if cursor.take("<"), cursor.integer() == nil || !cursor.take(">") { return nil }
        guard let month = cursor.monthName(), cursor.take(" ") else { return nil }
        cursor.skip(" ")
        guard let day = cursor.integer(), cursor.take(" "), let hour = cursor.digits(2), cursor.take(":"),
            let minute = cursor.digits(2), cursor.take(":"), let second = cursor.digits(2), cursor.take(" "),
            let time = clock.instant(month: month, day: Int(day), hour: hour, minute: minute, second: second),
            let host = cursor.token(), cursor.take(" "), let tag = cursor.token(), cursor.take(" ")
        else { return nil }
        return Self.header(time, .yearInferred, host, tag, of: cursor.bytes)
    }

    /// `sshd[538]:`, `sshd:`.
    private static func header(
        _ time: Instant, _ basis: TimeBasis, _ host: Range<Int>?, _ tag: Range<Int>, of bytes: Span<UInt8>
    ) -> SyslogHeader {
        var end = tag.upperBound
        if bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
        var cursor = ByteCursor(bytes.extracting(tag.lowerBound..<end))
        let name = cursor.token(before: "[") ?? 0..<0
        let processID = cursor.take("[") ? cursor.integer() : nil
        return SyslogHeader(
            time: time, basis: basis, host: host,
            program: tag.lowerBound + name.lowerBound..<tag.lowerBound + name.upperBound, processID: processID)
    }
}
