// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

extension ByteCursor {
    /// Consumes `Wed Mar  4 09:52:29 2015`, the form of ctime(3); the day may be padded with a blank or a zero.
    @_lifetime(self: copy self)
    mutating func calendarStamp() -> CivilTime? {
        let start = position
        if weekdayName(), take(" "), let month = monthName(), take(" "), let day = paddedDay(), take(" "),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2), take(" "),
            let year = digits(4),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        {
            return time
        }
        position = start
        return nil
    }

    /// Consumes `2015/03/04 11:28:46`.
    @_lifetime(self: copy self)
    mutating func slashedStamp() -> CivilTime? {
        let start = position
        if let year = digits(4), take("/"), let month = digits(2), take("/"), let day = digits(2), take(" "),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        {
            return time
        }
        position = start
        return nil
    }

    /// Consumes `13/Apr/2017:19:36:39`, the stamp of access logs where a server writes no offset.
    @_lifetime(self: copy self)
    mutating func accessStampWithoutOffset() -> CivilTime? {
        let start = position
        if let day = digits(2), take("/"), let month = monthName(), take("/"), let year = digits(4), take(":"),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        {
            return time
        }
        position = start
        return nil
    }

    /// Consumes `2015-03-04 10:24:33`.
    @_lifetime(self: copy self)
    mutating func dashedStamp() -> CivilTime? {
        let start = position
        if let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2), take(" "),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        {
            return time
        }
        position = start
        return nil
    }

    /// Consumes `,182`, the milliseconds behind a stamp, if they are next.
    @_lifetime(self: copy self)
    mutating func commaMilliseconds() -> UInt32? {
        let start = position
        if take(","), let milliseconds = digits(3) { return UInt32(milliseconds) }
        position = start
        return nil
    }

    @_lifetime(self: copy self)
    mutating func weekdayName() -> Bool {
        take("Mon") || take("Tue") || take("Wed") || take("Thu") || take("Fri") || take("Sat") || take("Sun")
    }

    /// `4`, ` 4` or `04`.
    @_lifetime(self: copy self)
    mutating func paddedDay() -> Int? {
        skip(" ")
        if let two = digits(2) { return two }
        return digits(1)
    }
}
