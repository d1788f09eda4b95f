// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How improbable long silences are in a log, as its own silences tell: a generalised Pareto tail above a threshold
/// (Pickands 1975; Davison and Smith 1990), fitted so that the longest ones, which may be gaps, count only as long.
package struct SilenceTail {
    /// 0 is exponential; the larger, the more often very long silences are natural.
    package let shape: Double
    package let scale: Double
    package let threshold: Double
    /// Share of silences beyond the threshold, by rank.
    private let share: Double
    /// Ascending.
    private let sorted: [Double]

    private static let leastShape = 0.02
    /// Logs that beat like a clock would otherwise know no silence but their own.
    private static let leastScale = 1.0
    /// Fewer silences tell no shape.
    private static let leastCount = 30

    package init(_ residuals: [Double]) {
        sorted = residuals.ascending
        let count = sorted.count
        guard count >= Self.leastCount else {
            (shape, scale, threshold) = (0.15, 1, 0)
            share = Double(count - sorted.partition(above: 0)) / Double(max(count, 1))
            return
        }
        // Silences are whole seconds, so that many residuals are alike. Which of those at the threshold exceed it is told by
        // rank: told by value, rounding errors would decide.
        let rank = Int((count >= 200 ? 0.8 : 0.5) * Double(count - 1))
        threshold = sorted[rank]
        share = Double(count - 1 - rank) / Double(count)
        (shape, scale) = Self.fit(sorted, beyond: rank)
    }

    private static func fit(_ sorted: [Double], beyond rank: Int) -> (shape: Double, scale: Double) {
        let count = sorted.count
        let censored = max(3, (count + 99) / 100)
        let threshold = sorted[rank]
        let ceiling = sorted[count - censored - 1]
        let excesses = sorted[(rank + 1)...]
        let exact = Excesses(excesses.prefix { $0 <= ceiling }, above: threshold)
        let beyond = Double(excesses.count) - exact.count
        let sum = exact.sum + beyond * (ceiling - threshold)
        guard exact.count >= 8 else { return (0.1, max(sum / max(exact.count, 1), 1)) }
        let cost = { (point: SIMD2<Double>) -> Double in
            let shape = exp(min(max(point.x, -8), 1))
            let scale = exp(min(max(point.y, -6), 6))
            let logs = exact.sumOfLogs(shape / scale)
            let last = beyond * log1p(shape * (ceiling - threshold) / scale)
            let penalty = shape / 0.25
            return exact.count * log(scale) + (1 + 1 / shape) * logs + last / shape + 0.5 * penalty * penalty
        }
        let mean = sum / Double(excesses.count)
        let best = [0.02, 0.2].map { start in
            NelderMead.minimum(of: cost, from: SIMD2(log(start), log(max(mean, 0.05))))
        }.min { $0.value < $1.value }!
        return (max(exp(best.point.x), leastShape), max(exp(best.point.y), leastScale))
    }

    var byteCount: Int { sorted.capacity * MemoryLayout<Double>.stride }

    /// Natural logarithm of the share of silences whose residual exceeds `residual`.
    package func logSurvival(_ residual: Double) -> Double {
        if residual > threshold {
            return log(share) - log1p(shape * (residual - threshold) / scale) / shape
        }
        let below = sorted.partition(below: residual)
        return log(max(1 - Double(below) / Double(max(sorted.count, 1)), 1e-12))
    }
}

/// How far some residuals exceed the threshold. Of more than a group count, neighbours are taken together: that moves
/// scores by hundredths of a decade, and makes a fit as fast for large logs as for small ones.
private struct Excesses {
    private var values: [(excess: Double, count: Double)] = []
    private(set) var count = 0.0
    private(set) var sum = 0.0
    private static let groupCount = 4096

    init(_ sorted: ArraySlice<Double>, above threshold: Double) {
        let size = (sorted.count + Self.groupCount - 1) / Self.groupCount
        var rest = sorted
        while !rest.isEmpty {
            let group = rest.prefix(size)
            rest = rest.dropFirst(size)
            let total = group.reduce(0.0) { $0 + ($1 - threshold) }
            values.append((total / Double(group.count), Double(group.count)))
            count += Double(group.count)
            sum += total
        }
    }

    func sumOfLogs(_ factor: Double) -> Double {
        values.reduce(0) { $0 + $1.count * log1p(factor * $1.excess) }
    }
}

extension [Double] {
    /// Sorted; numbers that are not negative have the order of their bits, which are sorted eleven at a time from the lowest.
    ///
    /// - Precondition: None is negative, or not a number.
    var ascending: [Double] {
        var from = map(\.bitPattern)
        var to = from
        for shift in stride(from: UInt64(0), to: 64, by: 11) {
            func digit(_ bits: UInt64) -> Int { Int(bits >> shift & 0x7ff) }
            var places = [Int](repeating: 0, count: 2049)
            for bits in from { places[digit(bits) + 1] += 1 }
            guard places.max()! < count else { continue }
            for index in 1..<places.count { places[index] += places[index - 1] }
            for bits in from {
                to[places[digit(bits)]] = bits
                places[digit(bits)] += 1
            }
            swap(&from, &to)
        }
        return from.map(Double.init(bitPattern:))
    }

    /// How many of ascending values are at most `value`.
    func partition(above value: Double) -> Int { partition { $0 > value } }

    /// How many of ascending values are less than `value`.
    func partition(below value: Double) -> Int { partition { $0 >= value } }

    private func partition(_ isBehind: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
