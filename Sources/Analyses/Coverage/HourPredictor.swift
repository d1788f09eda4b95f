// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the hours outside a window say of it: their level, faded over a week to either side, times the season.
struct HourPredictor {
    /// Sums of the season's factors, and of those of observed hours only.
    private let season: [Double]
    private let observedSeason: [Double]
    /// Sums of the values of observed hours.
    let values: [Double]
    private let before: (values: [Double], season: [Double])
    private let after: (values: [Double], season: [Double])
    /// Per hour, over all.
    private let level: Double

    private static let fade = exp(-1.0 / 168)
    private static let weights = WeekProfile.Weights(hourOfDay: 20, dayOfWeek: 60, hourOfWeek: nil)
    /// Hours at the level of all that each prediction begins with.
    private static let prior = 24.0

    /// - Parameter seen: 1 for hours that count, 0 for others.
    init(_ values: [Double], seen: [Double], _ grid: HourGrid) {
        let counted = zip(values, seen).map(*)
        let profile = Self.profile(counted, seen, grid)
        let factors = seen.indices.map { profile.factors[grid.hourOfWeek($0)] }
        let observed = zip(factors, seen).map(*)
        season = factors.sums
        observedSeason = observed.sums
        self.values = counted.sums
        before = (Self.faded(counted), Self.faded(observed))
        after = (Self.faded(counted.reversed()).reversed(), Self.faded(observed.reversed()).reversed())
        level = counted.reduce(0, +) / max(observed.reduce(0, +), 1e-9)
    }

    private static func profile(_ counted: [Double], _ seen: [Double], _ grid: HourGrid) -> WeekProfile {
        let hours = seen.reduce(0, +)
        let mean = max(counted.reduce(0, +) / max(hours, 1), 1e-9)
        var observed = [Double](repeating: 0, count: 168)
        var expected = observed
        for hour in seen.indices {
            observed[grid.hourOfWeek(hour)] += counted[hour]
            expected[grid.hourOfWeek(hour)] += mean * seen[hour]
        }
        return WeekProfile(observed: observed, expected: expected, hasWeeks: hours >= 14 * 24, weights)
    }

    /// The faded sum of all hours before each.
    private static func faded(_ values: [Double]) -> [Double] {
        var sum = 0.0
        return [0]
            + values.map { value in
                sum = sum * fade + value
                return sum
            }
    }

    /// Of the hours in `window`, all of them, or those that were observed.
    func prediction(_ window: Range<Int>, onlyObserved: Bool = false) -> Double {
        let (start, end) = (window.lowerBound, window.upperBound)
        let season = onlyObserved ? observedSeason : self.season
        return (before.values[start] + after.values[end] + Self.prior * level)
            / (before.season[start] + after.season[end] + Self.prior) * (season[end] - season[start])
    }
}
