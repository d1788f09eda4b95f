// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What stands before the message in a syslog line.
///
///     Mar  4 11:47:06 nas sshd[538]: ...                                   RFC 3164: no year, no zone
///     2015 Mar  4 11:47:06 nas sshd[538]: ...                              the same with a year
///     2021-01-23T21:27:03.688450+00:00 nas internal-sftp[17]: ...          RFC 3339, as rsyslog writes it
///     <86>1 2021-01-23T21:27:03.688450+00:00 nas sshd 538 - - ...          RFC 5424
struct SyslogHeader {
    /// Nil where the line says that it has none, as RFC 5424 allows.
    var time: Instant?
    var basis = TimeBasis.stated
    var host: Range<Int>?
    var program: Range<Int>
    var processID: Int64?
}

/// Reads the headers of one artifact, in the order of its lines.
struct SyslogHeaderReader: Sendable {
    private var yearlessClock: YearlessClock
    private var localClock: LocalClock

    /// Whether the last stamp without a year was one of a 29 February.
    var isLeapDay: Bool { yearlessClock.isLeapDay }

    init(context: ReadingContext) {
        yearlessClock = YearlessClock(zone: context.zone, firstYear: context.firstYear)
        localClock = LocalClock(zone: context.zone)
    }

    /// Consumes the header and the blanks behind it; nil if there is none, and then `cursor` stands where it failed.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> SyslogHeader? {
        if cursor.take("<") {
            guard cursor.integer() != nil, cursor.take(">") else { return nil }
            if cursor.take("1 ") { return readStructured(&cursor) }
        }
        guard let (time, basis) = stamp(&cursor) else { return nil }
        // Marks of syslogd itself: `Mar 11 09:39:39: --- last message repeated 5 times ---`.
        _ = cursor.take(":")
        guard cursor.take(" ") else { return nil }
        guard let tag = cursor.syslogTag() else { return nil }
        return SyslogHeader(
            time: time, basis: basis, host: tag.host, program: tag.program, processID: tag.processID)
    }

    @_lifetime(cursor: copy cursor)
    private mutating func stamp(_ cursor: inout ByteCursor) -> (Instant, TimeBasis)? {
        if let stamp = cursor.internetStamp() { return instant(stamp) }
        let start = cursor.position
        var year = cursor.digits(4)
        if year == nil || !cursor.take(" ") {
            year = nil
            cursor.position = start
        }
        guard let month = cursor.localMonthName(), cursor.take(" ") else { return nil }
        cursor.skip(" ")
        guard let day = cursor.integer(), cursor.take(" ") else { return nil }
        if year == nil, let stated = cursor.digits(4) {
            guard cursor.take(" ") else { return nil }
            year = stated
        }
        guard let hour = cursor.digits(2), cursor.take(":"), let minute = cursor.digits(2), cursor.take(":"),
            let second = cursor.digits(2), day <= 31
        else { return nil }
        let fraction = cursor.secondFraction()
        let time: Instant
        if let year {
            guard
                let civil = CivilTime(
                    year: year, month: month, day: Int(day), hour: hour, minute: minute, second: second)
            else { return nil }
            time = localClock.instant(civil)
        } else {
            guard
                let inferred = yearlessClock.instant(
                    month: month, day: Int(day), hour: hour, minute: minute, second: second)
            else { return nil }
            time = inferred
        }
        return (
            Instant(seconds: time.seconds, nanoseconds: fraction.nanoseconds, fractionDigits: fraction.digits),
            year == nil ? .yearInferred : .zoneAssumed
        )
    }

    private mutating func instant(_ stamp: InternetStamp) -> (Instant, TimeBasis) {
        let seconds = stamp.offset.map { stamp.civil.secondsSince1970 - $0 } ?? localClock.instant(stamp.civil).seconds
        let time = Instant(
            seconds: seconds, nanoseconds: stamp.nanoseconds, fractionDigits: stamp.fractionDigits)
        return (time, stamp.offset == nil ? .zoneAssumed : .stated)
    }

    /// `TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG`, any of which may be `-` (RFC 5424 section 6).
    @_lifetime(cursor: copy cursor)
    private mutating func readStructured(_ cursor: inout ByteCursor) -> SyslogHeader? {
        var stamped: (Instant, TimeBasis)?
        if !cursor.take("-") {
            guard let stamp = cursor.internetStamp() else { return nil }
            stamped = instant(stamp)
        }
        guard cursor.take(" "), let host = cursor.token(), cursor.take(" "), let program = cursor.token(),
            cursor.take(" "), let process = cursor.token(), cursor.take(" "), cursor.token() != nil, cursor.take(" "),
            cursor.structuredData()
        else { return nil }
        cursor.skip(" ")
        _ = cursor.take("\u{FEFF}" as StaticString)
        var digits = ByteCursor(cursor.bytes.extracting(process))
        let processID = digits.integer()
        let bytes = cursor.bytes
        return SyslogHeader(
            time: stamped?.0, basis: stamped?.1 ?? .stated, host: bytes.matches(host, "-") ? nil : host,
            program: program, processID: digits.isAtEnd ? processID : nil)
    }
}

extension ByteCursor {
    /// Consumes `-` or `[id name="value" ...]...`; in a value, `\` escapes `"`, `\` and `]`.
    @_lifetime(self: copy self)
    fileprivate mutating func structuredData() -> Bool {
        if take("-") { return true }
        let start = position
        while take("[") {
            var isQuoted = false
            while let byte = next, isQuoted || byte != UInt8(ascii: "]") {
                position += 1
                if byte == UInt8(ascii: "\\"), isQuoted, next != nil { position += 1 }
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            }
            guard take("]") else {
                position = start
                return false
            }
        }
        return position > start
    }
}
