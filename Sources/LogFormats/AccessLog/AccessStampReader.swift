// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Reads the stamps that access lines have where their format is not the usual one.
///
///     10/Feb/2012:16:42:07 -0500      27/Jun/2013:11:55:44      27/Jun/2013:11:55:44.123 +0200
///     2001-01-01T23:55:10.147454Z     2015-03-28 09:10:15,123 +01:00
///     February - 10, 2012:16:42:07    Wed Jun 26 10:20:30 2013
///     1427531583.250                  seconds since 1970
///
/// What states no offset is local time.
struct AccessStampReader: Sendable {
    struct Stamp {
        let time: Instant
        let basis: TimeBasis
    }

    private var usual = OffsetStampReader()
    /// Of the last stamp in the usual form.
    var statedOffset: Int? { usual.offset }
    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    /// Consumes the stamp; brackets around it are the caller's.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> Stamp? {
        if let time = usual.read(&cursor) { return Stamp(time: time, basis: .stated) }
        let start = cursor.position
        if let stamp = dated(&cursor) ?? weekdayFirst(&cursor) ?? cursor.epochStamp() { return stamp }
        cursor.position = start
        return nil
    }

    /// The instant of a local time or, with an offset, of a stated one.
    mutating func stamp(_ civil: CivilTime, fraction: Fraction?, offset: Int64?) -> Stamp {
        var time = offset.map { Instant(seconds: civil.secondsSince1970 - $0) } ?? clock.instant(civil)
        if let fraction {
            time.nanoseconds = fraction.nanoseconds
            time.fractionDigits = fraction.digits
        }
        return Stamp(time: time, basis: offset == nil ? .zoneAssumed : .stated)
    }

    /// A date, a time of day, and maybe an offset.
    @_lifetime(cursor: copy cursor)
    private mutating func dated(_ cursor: inout ByteCursor) -> Stamp? {
        let start = cursor.position
        guard let date = cursor.date(), cursor.takeSeparators(":T ,") > 0, let clock = cursor.timeOfDay(),
            let civil = CivilTime(
                year: date.year, month: date.month, day: date.day, hour: clock.hour, minute: clock.minute,
                second: clock.second)
        else {
            cursor.position = start
            return nil
        }
        let fraction = cursor.decimals()
        return stamp(civil, fraction: fraction, offset: cursor.takeOffset())
    }

    /// `Wed Jun 26 10:20:30.123456 2013`
    @_lifetime(cursor: copy cursor)
    private mutating func weekdayFirst(_ cursor: inout ByteCursor) -> Stamp? {
        let start = cursor.position
        if cursor.letters() == 3, cursor.take(" "), let month = cursor.anyMonthName(), cursor.takeSeparators(" ") > 0,
            let day = cursor.shortNumber(), cursor.take(" "), let clock = cursor.timeOfDay()
        {
            let fraction = cursor.decimals()
            if cursor.take(" "), let year = cursor.digits(4),
                let civil = CivilTime(
                    year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
            {
                return stamp(civil, fraction: fraction, offset: cursor.takeOffset())
            }
        }
        cursor.position = start
        return nil
    }
}

/// The digits behind the second.
struct Fraction {
    var nanoseconds: UInt32
    var digits: UInt8
}

// MARK: the parts of stamps

extension ByteCursor {
    /// Consumes `yyyy-mm-dd`, `dd/Mon/yyyy` or `Month dd yyyy`, with other separators too.
    @_lifetime(self: copy self)
    fileprivate mutating func date() -> (year: Int, month: Int, day: Int)? {
        let separators: StaticString = "/-. ,"
        if let year = digits(4) {
            guard takeSeparators(separators) == 1, let month = digits(2), takeSeparators(separators) == 1,
                let day = digits(2)
            else { return nil }
            return (year, month, day)
        }
        if let month = anyMonthName() {
            guard takeSeparators(separators) > 0, let day = shortNumber(), takeSeparators(separators) > 0,
                let year = digits(4)
            else { return nil }
            return (year, month, day)
        }
        guard let day = shortNumber(), takeSeparators(separators) == 1, let month = anyMonthName(),
            takeSeparators(separators) == 1, let year = digits(4)
        else { return nil }
        return (year, month, day)
    }

    /// Consumes `hh:mm:ss`.
    @_lifetime(self: copy self)
    mutating func timeOfDay() -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2) else {
            return nil
        }
        return (hour, minute, second)
    }

    /// Consumes `.123` or `,123`; digits behind the ninth are left out.
    @_lifetime(self: copy self)
    mutating func decimals() -> Fraction? {
        let start = position
        guard take(".") || take(","), let fraction = fractionDigits() else {
            position = start
            return nil
        }
        return fraction
    }

    @_lifetime(self: copy self)
    mutating func fractionDigits() -> Fraction? {
        var fraction = Fraction(nanoseconds: 0, digits: 0)
        var unit: UInt32 = 100_000_000
        while let byte = next, (0x30...0x39).contains(byte) {
            if fraction.digits < 9 {
                fraction.nanoseconds += UInt32(byte - 0x30) * unit
                unit /= 10
                fraction.digits += 1
            }
            position += 1
        }
        return fraction.digits > 0 ? fraction : nil
    }

    /// Consumes an offset, ` +0100`, `+01:00`, `Z` or ` UTC`, as seconds east of UTC.
    @_lifetime(self: copy self)
    mutating func takeOffset() -> Int64? {
        let start = position
        skip(" ")
        if take("Z") || take("UTC") || take("GMT") { return 0 }
        let isWest = next == UInt8(ascii: "-")
        if take("+") || take("-"), let hours = digits(2), hours < 24 {
            _ = take(":")
            if let minutes = digits(2), minutes < 60 {
                let seconds = Int64(hours * 3600 + minutes * 60)
                return isWest ? -seconds : seconds
            }
        }
        position = start
        return nil
    }

    /// Consumes ten digits and maybe a fraction: seconds since 1970.
    @_lifetime(self: copy self)
    fileprivate mutating func epochStamp() -> AccessStampReader.Stamp? {
        guard let seconds = digits(10), next.map({ !(0x30...0x39).contains($0) }) ?? true else { return nil }
        let fraction = decimals()
        let time = Instant(
            seconds: Int64(seconds), nanoseconds: fraction?.nanoseconds ?? 0, fractionDigits: fraction?.digits ?? 0)
        return AccessStampReader.Stamp(time: time, basis: .stated)
    }

    /// Consumes an English month name, `Feb` or `February`, as 1 to 12.
    @_lifetime(self: copy self)
    mutating func anyMonthName() -> Int? {
        guard let month = monthName() else { return nil }
        _ = letters()
        return month
    }

    /// Consumes letters, and tells how many.
    @_lifetime(self: copy self)
    mutating func letters() -> Int {
        let start = position
        while let byte = next, (0x61...0x7a).contains(byte | 0x20) { position += 1 }
        return position - start
    }

    /// Consumes one or two digits.
    @_lifetime(self: copy self)
    mutating func shortNumber() -> Int? { digits(2) ?? digits(1) }

    /// Consumes bytes that are among `separators`, and tells how many; four at most.
    @_lifetime(self: copy self)
    fileprivate mutating func takeSeparators(_ separators: StaticString) -> Int {
        let start = position
        while position - start < 4, let byte = next,
            (0..<separators.utf8CodeUnitCount).contains(where: { separators.utf8Start[$0] == byte })
        {
            position += 1
        }
        return position - start
    }
}
