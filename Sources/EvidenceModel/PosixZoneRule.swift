// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`, as a table that holds for all time.
///
/// The Gregorian calendar repeats, weekdays included, after 400 years; so one cycle of changes answers every instant
/// with a binary search, and no calendar arithmetic is left for the time when log lines are read.
struct PosixZoneRule: Sendable, Equatable {
    private static let secondsPerDay: Int64 = 86_400
    private static let cycleSeconds: Int64 = 146_097 * secondsPerDay

    private let standardOffset: Int
    /// The changes from 1970 to 2370, at 0..<cycleSeconds; empty when the clocks never change.
    private let cycle: [OffsetChange]

    /// Parses a TZ string (POSIX.1-2024, section 8.3) with the extended times of RFC 9636, section 3.3.1.
    ///
    /// A string that names daylight saving without saying when is refused: POSIX leaves the dates to the system.
    init(_ text: ArraySlice<UInt8>) throws(ZoneFileError) {
        var parser = PosixZoneParser(text)
        let standard = try parser.zone()
        standardOffset = standard
        guard !parser.isAtEnd else {
            cycle = []
            return
        }
        let daylight = try parser.daylightZone(standard: standard)
        let start = try parser.changeRule()
        let end = try parser.changeRule()
        guard parser.isAtEnd else { throw parser.error }
        cycle = Self.cycle(standard: standard, daylight: daylight, start: start, end: end)
    }

    /// The offset at an instant, and when it next changes; `utc` plus 400 years must not overflow.
    func span(at utc: Int64) -> OffsetSpan {
        guard let first = cycle.first, let last = cycle.last else {
            return OffsetSpan(offset: standardOffset, end: .max)
        }
        let position = Self.positionInCycle(utc)
        let next = cycle.firstIndex(after: position)
        let untilEnd = next < cycle.count ? cycle[next].utc - position : first.utc + Self.cycleSeconds - position
        return OffsetSpan(offset: next == 0 ? last.offset : cycle[next - 1].offset, end: utc + untilEnd)
    }

    private static func cycle(standard: Int, daylight: Int, start: ChangeRule, end: ChangeRule) -> [OffsetChange] {
        var changes: [(change: OffsetChange, isStart: Bool)] = []
        changes.reserveCapacity(800)
        var newYear = 0
        for year in 1970..<2370 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            // Each change is told in the clock that it ends.
            let startDay = newYear + start.day.dayOfYear(isLeap: isLeap, newYear: newYear)
            let startsAt = positionInCycle(Int64(startDay) * secondsPerDay + Int64(start.seconds - standard))
            changes.append((OffsetChange(utc: startsAt, offset: daylight), true))
            let endDay = newYear + end.day.dayOfYear(isLeap: isLeap, newYear: newYear)
            let endsAt = positionInCycle(Int64(endDay) * secondsPerDay + Int64(end.seconds - daylight))
            changes.append((OffsetChange(utc: endsAt, offset: standard), false))
            newYear += isLeap ? 366 : 365
        }
        // Daylight saving all year ends at the instant at which it starts again (RFC 9636, section 3.3.1): start wins.
        changes.sort { ($0.change.utc, $0.isStart ? 1 : 0) < ($1.change.utc, $1.isStart ? 1 : 0) }

        var cycle: [OffsetChange] = []
        cycle.reserveCapacity(changes.count)
        for (change, _) in changes {
            if cycle.last?.utc == change.utc {
                cycle.removeLast()
            }
            cycle.append(change)
        }
        return cycle
    }

    private static func positionInCycle(_ utc: Int64) -> Int64 {
        let remainder = utc % cycleSeconds
        return remainder < 0 ? remainder + cycleSeconds : remainder
    }
}

/// One of the two yearly changes: a day, and seconds from its midnight by the clock that the change ends.
///
/// `seconds` is within ±167:59:59 (RFC 9636, section 3.3.1).
struct ChangeRule {
    let day: ChangeDay
    let seconds: Int
}

/// The three ways of POSIX to name a day of each year.
enum ChangeDay {
    /// `Jn`, 1...365: February 29 is never counted.
    case withoutLeapDay(Int)
    /// `n`, 0...365: February 29 is counted; 365 in a common year is the next New Year's Day.
    case withLeapDay(Int)
    /// `Mm.w.d`, month 1...12, week 1...5 and weekday 0...6 from Sunday; week 5 is the last of the month.
    case weekday(month: Int, week: Int, weekday: Int)

    private static let monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Days from January 1, which itself is `newYear` days after 1970-01-01.
    func dayOfYear(isLeap: Bool, newYear: Int) -> Int {
        switch self {
        case .withoutLeapDay(let day):
            let march1 = 60
            return isLeap && day >= march1 ? day : day - 1
        case .withLeapDay(let day):
            return day
        case .weekday(let month, let week, let weekday):
            let leapDay = isLeap ? 1 : 0
            let monthStart = Self.monthLengths[..<(month - 1)].reduce(month > 2 ? leapDay : 0, +)
            let length = Self.monthLengths[month - 1] + (month == 2 ? leapDay : 0)
            // 1970-01-01 was a Thursday, day 4 from Sunday.
            let firstWeekday = (newYear + monthStart + 4) % 7
            let day = (weekday - firstWeekday + 7) % 7 + 7 * (week - 1)
            return monthStart + (day < length ? day : day - 7)
        }
    }
}
