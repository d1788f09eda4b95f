// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How much busier than on average each day is, with the days around it.
enum DayLevel {
    /// A two-sided exponential kernel, over at least three days and over as many as hold 15 arrivals, drawn towards 1
    /// with five imagined ones.
    ///
    /// - Parameters:
    ///   - arrivals: By day.
    ///   - expected: What each would be if no day differed from another.
    static func factors(arrivals: [Double], expected: [Double]) -> [Double] {
        let daily = arrivals.reduce(0, +) / Double(arrivals.count)
        let fade = exp(-1 / max(3, 15 / max(daily, 1e-3)))
        let seen = around(arrivals, fade)
        let due = around(expected, fade)
        return zip(seen, due).map { ($0 + 5) / ($1 + 5) }
    }

    private static func around(_ values: [Double], _ fade: Double) -> [Double] {
        var sums = faded(values, fade)
        let backward = faded(values.reversed(), fade)
        for day in sums.indices { sums[day] += backward[sums.count - 1 - day] - values[day] }
        return sums
    }

    private static func faded(_ values: [Double], _ fade: Double) -> [Double] {
        var sum = 0.0
        return values.map { value in
            sum = sum * fade + value
            return sum
        }
    }
}
