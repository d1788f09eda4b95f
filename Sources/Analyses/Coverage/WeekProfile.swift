// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How much busier than on average each hour of the week is: hour of the day, day of the week and hour of the week, each
/// drawn towards 1 where little was seen.
struct WeekProfile {
    /// How many imagined arrivals, all as expected, each factor begins with.
    struct Weights {
        let hourOfDay: Double
        let dayOfWeek: Double
        /// Nil leaves hours of the week to the other two.
        let hourOfWeek: Double?
    }

    /// By hour of the week.
    private(set) var factors: [Double]

    /// No hour differs from another.
    init() {
        factors = [Double](repeating: 1, count: 168)
    }

    /// - Parameters:
    ///   - observed: Sums by hour of the week.
    ///   - expected: What each of them would be if no hour differed from another.
    ///   - hasWeeks: Whether the log is long enough that days of the week can be told apart.
    init(observed: [Double], expected: [Double], hasWeeks: Bool, _ weights: Weights) {
        factors = [Double](repeating: 1, count: 168)
        let seen = Self.smoothed(Self.sum(observed, 24) { $0 % 24 })
        let due = Self.smoothed(Self.sum(expected, 24) { $0 % 24 })
        for hour in 0..<168 {
            factors[hour] = (seen[hour % 24] + weights.hourOfDay) / (due[hour % 24] + weights.hourOfDay)
        }
        guard hasWeeks else { return }
        refine(observed, expected, 7, weights.dayOfWeek) { $0 / 24 }
        if let weight = weights.hourOfWeek { refine(observed, expected, 168, weight) { $0 } }
    }

    private mutating func refine(
        _ observed: [Double], _ expected: [Double], _ classes: Int, _ weight: Double, _ key: (Int) -> Int
    ) {
        let seen = Self.sum(observed, classes, key)
        let due = Self.sum(expected.indices.map { expected[$0] * factors[$0] }, classes, key)
        for hour in 0..<168 { factors[hour] *= (seen[key(hour)] + weight) / (due[key(hour)] + weight) }
    }

    private static func sum(_ values: [Double], _ classes: Int, _ key: (Int) -> Int) -> [Double] {
        var sums = [Double](repeating: 0, count: classes)
        for hour in values.indices { sums[key(hour)] += values[hour] }
        return sums
    }

    /// Each hour of the day with a quarter of either neighbour; a clock that is put forward or back moves no more.
    private static func smoothed(_ values: [Double]) -> [Double] {
        values.indices.map { hour in
            (values[(hour + 23) % 24] + 2 * values[hour] + values[(hour + 1) % 24]) / 4
        }
    }
}
