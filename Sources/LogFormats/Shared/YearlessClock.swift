// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Turns stamps without a year, in the order of the lines, into instants.
///
/// Where a stamp falls back by more than half a year, a new year has begun; where it leaps forward by as much, a line of
/// the old year is written late.
struct YearlessClock: Sendable {
    private var clock: LocalClock
    private var year: Int
    /// Seconds from the start of its year of the last stamp.
    private var last: Int64?
    /// Whether the last stamp was one of a 29 February.
    private(set) var isLeapDay = false

    private static let halfYear: Int64 = 182 * 86_400

    init(zone: ZoneRules, firstYear: Int) {
        clock = LocalClock(zone: zone)
        year = firstYear
    }

    /// Nil for what no year has.
    mutating func instant(month: Int, day: Int, hour: Int, minute: Int, second: Int) -> Instant? {
        // A leap year has every day that some year has.
        guard
            let some = CivilTime(year: 2000, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        let position = some.secondsSince1970 - Self.startOf2000
        if let last {
            if last - position > Self.halfYear { year += 1 }
            if position - last > Self.halfYear { year -= 1 }
        }
        last = position
        isLeapDay = month == 2 && day == 29
        let time =
            CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
            ?? CivilTime(year: year, month: 2, day: 28, hour: hour, minute: minute, second: second)
        return time.map { clock.instant($0) }
    }

    private static let startOf2000: Int64 = 946_684_800
}
