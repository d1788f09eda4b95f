// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The days of a log from its first record on, each cut at the whole hours of the server's own clock: the stretches over
/// which its hazard is constant, since the level changes from day to day and the profile from hour to hour.
///
/// Days begin at the minute of the first record (at its ten minutes in logs of more than two years), so that no day but
/// the last is cut short.
struct HazardGrid {
    /// Seconds since 1970 at which the first day begins.
    let start: Int64
    let count: Int
    /// Of each day; one more than hours where days begin within an hour.
    let countPerDay: Int
    /// Seconds from the last whole hour before a day's beginning to that.
    private let lead: Int64
    /// Seconds by which the server's clock is ahead of UTC.
    private let offset: Int64

    /// - Parameter offset: Seconds by which the server's clock is ahead of UTC.
    init(first: Int64, last: Int64, offset: Int) {
        let step: Int64 = Double(last - first) <= 2 * Seconds.year ? 60 : 600
        let start = first - floorRemainder(first, step)
        let lead = floorRemainder(start + Int64(offset), Seconds.hour)
        let perDay: Int64 = lead == 0 ? 24 : 25
        self.start = start
        self.lead = lead
        self.offset = Int64(offset)
        countPerDay = Int(perDay)
        let rest = last - start
        count = Int(rest / Seconds.day * perDay + (rest % Seconds.day + lead) / Seconds.hour) + 1
    }

    init(_ times: RecordTimes, offset: Int) {
        self.init(first: times.first, last: times.last, offset: offset)
    }

    func index(_ second: Int64) -> Int {
        let time = max(second - start, 0)
        let inDay = (time % Seconds.day + lead) / Seconds.hour
        return min(Int(time / Seconds.day) * countPerDay + Int(inDay), count - 1)
    }

    /// The second at which a stretch begins, or the last one ends.
    func edge(_ index: Int) -> Int64 {
        let (day, part) = index.quotientAndRemainder(dividingBy: countPerDay)
        return start + Int64(day) * Seconds.day + max(0, Int64(part) * Seconds.hour - lead)
    }

    /// Where a second lies: in which stretch, and how much of that is before it.
    struct Place {
        let index: Int
        let share: Double

        init(_ second: Double, in index: Int, from low: Double, to high: Double) {
            self.index = index
            share = min(max((second - low) / (high - low), 0), 1)
        }
    }

    func place(_ second: Double) -> Place {
        let index = index(Int64(second))
        return Place(second, in: index, from: Double(edge(index)), to: Double(edge(index + 1)))
    }

    func day(_ index: Int) -> Int { index / countPerDay }

    var dayCount: Int { (count - 1) / countPerDay + 1 }

    /// On the server's clock; weeks are counted from the Thursday that 1970 began with.
    func hourOfWeek(_ index: Int) -> Int {
        Int(floorRemainder(edge(index) + offset, 7 * Seconds.day) / Seconds.hour)
    }
}
