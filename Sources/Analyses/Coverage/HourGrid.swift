// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The hours of a log one after the other, and which hour of the week each is on the server's own clock.
struct HourGrid {
    /// Seconds since 1970 at which the first hour begins; a whole hour.
    let start: Int64
    let count: Int
    /// Hours by which the server's clock is ahead of UTC.
    private let shift: Int64

    /// - Parameter offset: Seconds by which the server's clock is ahead of UTC, of which whole hours count.
    init(first: Int64, last: Int64, offset: Int) {
        start = first - floorRemainder(first, Seconds.hour)
        count = Int((last - start) / Seconds.hour) + 1
        shift = (Int64(offset) - floorRemainder(Int64(offset), Seconds.hour)) / Seconds.hour
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
