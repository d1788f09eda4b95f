// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// A stamp as it stands in a line whose writer chooses among several forms: with a fraction or without, with an offset
/// or in local time.
struct WrittenStamp {
    var local: CivilTime
    var nanoseconds: UInt32 = 0
    var fractionDigits: UInt8 = 0
    /// Seconds east of UTC; nil where the line states none.
    var offset: Int64?

    /// Sets the event's time and how it is known.
    func set(_ event: inout Event, _ clock: inout LocalClock) {
        var time = offset.map { Instant(seconds: local.secondsSince1970 - $0) } ?? clock.instant(local)
        time.nanoseconds = nanoseconds
        time.fractionDigits = fractionDigits
        event.time = time
        event.timeBasis = offset == nil ? .zoneAssumed : .stated
    }
}

extension ByteCursor {
    /// Consumes `Sat Jul 20 21:34:49.453232 2013`, ctime(3) with a fraction or without.
    @_lifetime(self: copy self)
    mutating func calendarStampWithFraction() -> WrittenStamp? {
        let start = position
        if weekdayName(), take(" "), let month = monthName(), take(" "), let day = paddedDay(), take(" "),
            let time = clockTime(), let fraction = fraction(), take(" "), let year = digits(4),
            let stamp = stamp(year, month, day, time, fraction)
        {
            return stamp
        }
        position = start
        return nil
    }

    /// Consumes `01/Mar/2021:12:00:19 +0100`, with a fraction or without, with an offset or without.
    @_lifetime(self: copy self)
    mutating func accessStamp() -> WrittenStamp? {
        let start = position
        if let day = digits(2), take("/"), let month = monthName(), take("/"), let year = digits(4), take(":"),
            let time = clockTime(), let fraction = fraction(), let stamp = stamp(year, month, day, time, fraction)
        {
            return withOffset(stamp)
        }
        position = start
        return nil
    }

    /// Consumes `2019-03-12T15:56:04.123+01:00` (ISO 8601, RFC 3339), or with a blank for the `T`, without a fraction,
    /// with `Z` or `+0100`, or without an offset.
    @_lifetime(self: copy self)
    mutating func isoStamp() -> WrittenStamp? {
        let start = position
        if let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            take("T") || take(" "), let time = clockTime(), let fraction = fraction(),
            let stamp = stamp(year, month, day, time, fraction)
        {
            return withOffset(stamp)
        }
        position = start
        return nil
    }

    @_lifetime(self: copy self)
    private mutating func withOffset(_ stamp: WrittenStamp) -> WrittenStamp {
        var stamp = stamp
        let start = position
        if take("Z") {
            stamp.offset = 0
            return stamp
        }
        skip(" ")
        stamp.offset = zoneOffset() ?? colonOffset()
        if stamp.offset == nil { position = start }
        return stamp
    }

    /// Consumes `+01:00`.
    @_lifetime(self: copy self)
    private mutating func colonOffset() -> Int64? {
        let start = position
        let isWest = take("-")
        if isWest || take("+"), let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 {
            let seconds = Int64(hours * 3600 + minutes * 60)
            return isWest ? -seconds : seconds
        }
        position = start
        return nil
    }

    /// Consumes `21:34:49`.
    @_lifetime(self: copy self)
    mutating func clockTime() -> (hour: Int, minute: Int, second: Int)? {
        let start = position
        if let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2) {
            return (hour, minute, second)
        }
        position = start
        return nil
    }

    /// Consumes `.453232` or nothing: a point with one to nine digits behind it, or no point.
    @_lifetime(self: copy self)
    private mutating func fraction() -> (nanoseconds: UInt32, digits: UInt8)? {
        guard take(".") || take(",") else { return (0, 0) }
        let start = position
        guard var value = integer(), position - start <= 9 else { return nil }
        for _ in position - start..<9 { value *= 10 }
        return (UInt32(value), UInt8(position - start))
    }

    private func stamp(
        _ year: Int, _ month: Int, _ day: Int, _ time: (hour: Int, minute: Int, second: Int),
        _ fraction: (nanoseconds: UInt32, digits: UInt8)
    ) -> WrittenStamp? {
        CivilTime(year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second).map {
            WrittenStamp(local: $0, nanoseconds: fraction.nanoseconds, fractionDigits: fraction.digits)
        }
    }
}
