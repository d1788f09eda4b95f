// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The hours of a log one after the other, and which hour of the week each is.
///
/// A week here begins at the hour at which the log is least busy, so that no day is cut in the middle of its work,
/// whatever zone the server keeps its clock in.
struct HourGrid {
    /// Seconds since 1970 at which the first hour begins; a whole hour.
    let start: Int64
    let count: Int
    /// Added to the number of an hour since 1970, it makes the least busy hour the first of its day.
    private let shift: Int64

    /// - Parameter restHour: Hour of the day in UTC at which days begin.
    init(first: Int64, last: Int64, restHour: Int) {
        start = first - floorRemainder(first, Seconds.hour)
        count = Int((last - start) / Seconds.hour) + 1
        shift = Int64(24 - restHour)
    }

    func index(_ second: Int64) -> Int { min(max(Int((second - start) / Seconds.hour), 0), count - 1) }

    private func shifted(_ index: Int) -> Int64 { start / Seconds.hour + Int64(index) + shift }

    func hourOfDay(_ index: Int) -> Int { Int(floorRemainder(shifted(index), 24)) }

    func hourOfWeek(_ index: Int) -> Int { Int(floorRemainder(shifted(index), 168)) }

    func end(of index: Int) -> Int64 { start + Int64(index + 1) * Seconds.hour }
}

/// What is left of `dividend` above the next multiple of `divisor` below; not negative.
func floorRemainder(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let rest = dividend % divisor
    return rest < 0 ? rest + divisor : rest
}
