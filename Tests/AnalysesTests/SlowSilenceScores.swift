// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The scores of a log's silences in the slow and obvious way: minutes one by one, every sum from the start.
struct SlowSilenceScores {
    private(set) var residuals: [Double] = []
    private(set) var scores: [Double] = []
    private(set) var starts: [Int64] = []
    private(set) var runLength: Double = 0

    private let seconds: [Double]
    /// Start of the first minute.
    private let origin: Double
    private let minutes: Int
    /// By minute.
    private let hourOfWeek: [Int]
    private let day: [Int]
    private let span: Double

    private typealias Fit = (starts: [Double], ends: [Double], residuals: [Double])

    /// - Parameter offset: Seconds by which the clock is ahead of UTC.
    init(seconds: [Int64], offset: Int = 0) {
        let seconds = Set(seconds).sorted().map(Double.init)
        self.seconds = seconds
        let step: Double = seconds.last! - seconds[0] <= 2 * 365.25 * 86_400 ? 60 : 600
        let origin = (seconds[0] / step).rounded(.down) * step
        self.origin = origin
        minutes = Int((seconds.last! - origin) / 60) + 1
        span = seconds.last! - seconds[0]
        hourOfWeek = (0..<minutes).map { ((Int(origin) + $0 * 60 + offset) / 3600) % 168 }
        day = (0..<minutes).map { $0 / 1440 }
        score()
    }

    private mutating func score() {
        let days = max(span / 86_400, 1)
        var best: (excess: Double, shape: Double, run: Double)?
        for run in [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600] as [Double] {
            let lengths = zip(seconds, seconds.dropFirst()).map { $1 - $0 }
            if best != nil, Double(lengths.count { $0 > run }) < max(40, days) { break }
            let residuals = fit(run).residuals
            let shape = Self.tail(residuals).shape
            let allowed = 3 + 0.15 * days + 3 * Double(residuals.count) * exp(-8)
            let excess = max(0, Double(residuals.count { $0 > 8 }) / allowed - 1)
            if best == nil || excess < best!.excess
                || (excess == best!.excess && max(shape, 0.05) < best!.shape - 0.02)
            {
                best = (excess, max(shape, 0.05), run)
            }
            if excess == 0, shape < 0.05 { break }
        }
        runLength = best!.run
        let fitted = fit(runLength)
        residuals = fitted.residuals
        starts = fitted.starts.map { Int64($0 - runLength) }
        let (shape, scale, threshold, share) = Self.tail(residuals)
        let count = Double(residuals.count)
        let yearly = count / (span / (365.25 * 86_400))
        let all = residuals
        scores = residuals.map { residual in
            let survival =
                residual > threshold
                ? log(share) - log1p(shape * (residual - threshold) / scale) / shape
                : log(max(1 - Double(all.count { $0 < residual }) / count, 1e-12))
            return (log(yearly) + survival) / log(10)
        }
    }

    // MARK: hazard

    private func fit(_ run: Double) -> Fit {
        let pairs = zip(seconds, seconds.dropFirst()).filter { $1 - $0 > run }
        let starts = pairs.map { $0.0 + run }
        let ends = pairs.map(\.1)
        let total = zip(starts, ends).reduce(0) { $0 + $1.1 - $1.0 }
        var hazard = [Double](repeating: Double(max(pairs.count, 1)) / max(total, 1), count: minutes)
        for _ in 0..<4 {
            let sums = cumulative(hazard)
            var exposure = [Double](repeating: 0, count: minutes)
            var arrivals = exposure
            for (start, end) in zip(starts, ends) {
                if at(sums, end) - at(sums, start) > 4 {
                    add(&exposure, start, min(inverse(sums, at(sums, start) + 4), end))
                } else {
                    add(&exposure, start, end)
                    arrivals[min(Int((end - origin) / 60), minutes - 1)] += 1
                }
            }
            let rate = max(arrivals.reduce(0, +), 1) / max(exposure.reduce(0, +), 1)
            let expected = exposure.map { $0 * rate }
            var week = season(arrivals, expected)
            var level = [Double](repeating: 1, count: minutes)
            if span > 3 * 86_400 {
                level = self.level(arrivals, zip(expected, week).map(*))
                week = season(arrivals, zip(expected, level).map(*))
            }
            hazard = (0..<minutes).map { rate * week[$0] * level[$0] }
        }
        let sums = cumulative(hazard)
        var residuals = zip(starts, ends).map { at(sums, $1) - at(sums, $0) }
        if residuals.count >= 60, span > 2 * 86_400 { residuals = lowered(residuals) }
        return (starts, ends, residuals)
    }

    private func cumulative(_ hazard: [Double]) -> [Double] {
        hazard.reduce(into: [0]) { $0.append($0.last! + $1 * 60) }
    }

    private func at(_ sums: [Double], _ second: Double) -> Double {
        let place = min(max((second - origin) / 60, 0), Double(minutes))
        let minute = min(Int(place), minutes - 1)
        return sums[minute] + (place - Double(minute)) * (sums[minute + 1] - sums[minute])
    }

    private func inverse(_ sums: [Double], _ value: Double) -> Double {
        guard let next = sums.firstIndex(where: { $0 > value }) else { return .infinity }
        return origin + 60 * (Double(next - 1) + (value - sums[next - 1]) / (sums[next] - sums[next - 1]))
    }

    private func add(_ exposure: inout [Double], _ start: Double, _ end: Double) {
        guard end > start else { return }
        for minute in Int((start - origin) / 60)...min(Int((end - origin) / 60), minutes - 1) {
            let from = origin + Double(minute) * 60
            exposure[minute] += max(0, min(end, from + 60) - max(start, from))
        }
    }

    private func season(_ arrivals: [Double], _ expected: [Double]) -> [Double] {
        guard span >= 2 * 86_400 else { return [Double](repeating: 1, count: minutes) }
        func sum(_ values: [Double], _ key: (Int) -> Int, _ classes: Int) -> [Double] {
            (0..<minutes).reduce(into: [Double](repeating: 0, count: classes)) { $0[key($1)] += values[$1] }
        }
        func smooth(_ values: [Double]) -> [Double] {
            (0..<24).map { (hour: Int) -> Double in
                let (before, after) = (values[(hour + 23) % 24], values[(hour + 1) % 24])
                return (before + 2 * values[hour] + after) / 4
            }
        }
        let hour = { (minute: Int) in hourOfWeek[minute] % 24 }
        let seen = smooth(sum(arrivals, hour, 24))
        let due = smooth(sum(expected, hour, 24))
        var factors = (0..<minutes).map { (seen[hour($0)] + 15) / (due[hour($0)] + 15) }
        guard span >= 14 * 86_400 else { return factors }
        for (classes, weight, key) in [
            (7, 15.0, { hourOfWeek[$0] / 24 }), (168, 30.0, { hourOfWeek[$0] }),
        ] as [(Int, Double, (Int) -> Int)] {
            let seen = sum(arrivals, key, classes)
            let due = sum(zip(expected, factors).map(*), key, classes)
            factors = (0..<minutes).map { factors[$0] * (seen[key($0)] + weight) / (due[key($0)] + weight) }
        }
        return factors
    }

    private func level(_ arrivals: [Double], _ expected: [Double]) -> [Double] {
        let days = day.last! + 1
        var seen = [Double](repeating: 0, count: days)
        var due = seen
        for minute in 0..<minutes {
            seen[day[minute]] += arrivals[minute]
            due[day[minute]] += expected[minute]
        }
        let width = max(3, 15 / max(seen.reduce(0, +) / Double(days), 1e-3))
        let levels = (0..<days).map { day in
            var (sum, other) = (0.0, 0.0)
            for near in 0..<days {
                let weight = exp(-Double(abs(near - day)) / width)
                sum += weight * seen[near]
                other += weight * due[near]
            }
            return (sum + 5) / (other + 5)
        }
        return day.map { levels[$0] }
    }

    private func lowered(_ residuals: [Double]) -> [Double] {
        residuals.indices.map { index in
            func rate(_ range: Range<Int>) -> Double {
                let near = residuals[range]
                return (Double(near.count { $0 <= 4 }) + 5) / (near.reduce(0) { $0 + min($1, 4) } + 5)
            }
            let before = rate(max(0, index - 30)..<index)
            let after = rate(index + 1..<min(residuals.count, index + 31))
            return residuals[index] * min(1, before, after)
        }
    }

    // MARK: tail

    private typealias Tail = (shape: Double, scale: Double, threshold: Double, share: Double)

    /// The shape and the scale of least cost on a grid that is made finer around the best point, again and again.
    private static func tail(_ residuals: [Double]) -> Tail {
        let sorted = residuals.sorted()
        let count = sorted.count
        guard count >= 30 else { return (0.15, 1, 0, Double(sorted.count { $0 > 0 }) / Double(count)) }
        let rank = Int((count >= 200 ? 0.8 : 0.5) * Double(count - 1))
        let threshold = sorted[rank]
        let ceiling = sorted[count - max(3, Int((0.01 * Double(count)).rounded(.up))) - 1]
        let over = sorted[(rank + 1)...]
        let share = Double(over.count) / Double(count)
        let exact = over.filter { $0 <= ceiling }
        let excess = over.map { min($0, ceiling) - threshold }
        guard exact.count >= 8 else {
            return (0.1, max(excess.reduce(0, +) / Double(max(exact.count, 1)), 1), threshold, share)
        }
        func cost(_ shape: Double, _ scale: Double) -> Double {
            let logs = excess.map { log1p(shape * $0 / scale) }
            return Double(exact.count) * log(scale) + (1 + 1 / shape) * logs.prefix(exact.count).reduce(0, +)
                + logs.dropFirst(exact.count).reduce(0, +) / shape + 0.5 * (shape / 0.25) * (shape / 0.25)
        }
        var (x, y, step) = (-3.0, 0.0, 1.0)
        while step > 1e-5 {
            let around = [-1.0, 0, 1].flatMap { dx in
                [-1.0, 0, 1].map { (max(x + dx * step, -8), y + $0 * step) }
            }
            let best = around.min { cost(exp($0.0), exp($0.1)) < cost(exp($1.0), exp($1.1)) }!
            if best == (x, y) { step /= 2 }
            (x, y) = best
        }
        return (max(exp(x), 0.02), max(exp(y), 1), threshold, share)
    }
}
