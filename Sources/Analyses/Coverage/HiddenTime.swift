// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Glibc

/// What may have left in a gap: the log's own hours are hidden, predicted from those around them and compared with what
/// they were; the errors so made are those to be expected of the gap.
struct HiddenTime {
    private let table: HourTable
    private let files: RetrievedOnce

    init(_ table: HourTable, _ files: RetrievedOnce) {
        self.table = table
        self.files = files
    }

    /// - Parameter gap: Seconds.
    func unobserved(in gap: Range<Int64>) -> Unobserved {
        var hours = table.grid.wholeHours(in: gap)
        let isShort = hours.isEmpty
        if isShort {
            // At most what an hour may hold, and at least nothing.
            let middle = table.grid.index(gap.lowerBound + (gap.upperBound - gap.lowerBound) / 2)
            hours = middle..<middle + 1
        }
        let calibration = Calibration(table, hidden: hours)
        guard calibration.suffices else {
            return .notIdentifiable(
                reason: "the observed time is only \(calibration.ratio.rounded(places: 1)) times the gap")
        }
        let share = isShort ? Double(gap.upperBound - gap.lowerBound) / Double(Seconds.hour) : 1
        func amount(_ bounds: Bounds) -> Unobserved.Amount { bounds.amount(isShort: isShort, share: share) }
        let retrievals = calibration.bounds(table.retrievals, prior: 0.5)
        return .estimated(
            Unobserved.Estimate(
                retrievals: amount(retrievals),
                files: calibration.files(files, table, retrievals: retrievals.point).map(amount),
                byteCount: amount(calibration.bounds(table.byteCounts, prior: 1000))))
    }
}

/// A point with the intervals that hold the truth 80 and 95 times of 100.
struct Bounds {
    let point: Double
    let interval80: ClosedRange<Double>
    let interval95: ClosedRange<Double>

    private static let greatest = 9e18

    fileprivate func amount(isShort: Bool, share: Double) -> Unobserved.Amount {
        func outward(_ range: ClosedRange<Double>) -> ClosedRange<Int64> {
            let high = Int64(min(range.upperBound.rounded(.up), Self.greatest))
            return (isShort ? 0 : min(Int64(min(range.lowerBound.rounded(.down), Self.greatest)), high))...high
        }
        let wide = outward(interval95)
        let mid = Int64(min((point * share).rounded(.toNearestOrEven), Self.greatest))
        return Unobserved.Amount(
            mid: min(max(mid, wide.lowerBound), wide.upperBound), interval80: outward(interval80), interval95: wide)
    }
}

/// The windows of a log that are as long as a gap and touch it nowhere.
private struct Calibration {
    private let hidden: Range<Int>
    private let grid: HourGrid
    private let seen: [Double]
    private let windows: [Int]
    /// How many times longer the observed time is than the gap.
    let ratio: Double

    private var length: Int { hidden.count }

    init(_ table: HourTable, hidden: Range<Int>) {
        self.hidden = hidden
        grid = table.grid
        var seen = table.seen
        for hour in hidden { seen[hour] = 0 }
        self.seen = seen
        ratio = seen.reduce(0, +) / Double(hidden.count)
        windows = table.windows(of: hidden.count, without: hidden)
    }

    var suffices: Bool { windows.count >= 3 && ratio >= 3 }

    // MARK: sums

    /// - Parameter prior: Added to both sides of each ratio.
    func bounds(_ values: [Double], prior: Double) -> Bounds {
        let predictor = HourPredictor(values, seen: seen, grid)
        let errors = windows.map { start in
            let window = start..<start + length
            let truth = predictor.values[window.upperBound] - predictor.values[window.lowerBound]
            return log((truth + prior) / (predictor.prediction(window) + prior))
        }.sorted()
        let point = predictor.prediction(hidden)
        func value(_ error: Double) -> Double { max(0, (point + prior) * exp(error) - prior) }
        func interval(_ level: Double) -> ClosedRange<Double> {
            let tail = (1 - level) / 2
            let (low, high) = normal(errors, tail)
            let shifted = (ratio * tail > 1 ? tail * (ratio + 1) / ratio : 0) - 0.5 / (ratio + 1)
            let (least, most) = (errors.quantile(max(shifted, 0)), errors.quantile(1 - max(shifted, 0)))
            let weight = min(1, ratio * tail / 2)
            return value(
                weight * least + (1 - weight) * min(low, least))...value(
                    weight * most + (1 - weight) * max(high, most))
        }
        return Bounds(
            point: value(errors.quantile(0.5)), interval80: interval(0.8), interval95: interval(Unobserved.level))
    }

    /// The bounds of Student's distribution.
    private func normal(_ errors: [Double], _ tail: Double) -> (low: Double, high: Double) {
        let mean = errors.reduce(0, +) / Double(errors.count)
        let squares = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(errors.count - 1)).squareRoot()
        let half = StudentT.quantile(1 - tail, freedom: max(ratio - 1, 2)) * deviation * (1 + 1 / ratio).squareRoot()
        return (mean - half, mean + half)
    }

    // MARK: files

    /// Files that left in the gap only: as many as left only in windows of its length.
    func files(_ files: RetrievedOnce, _ table: HourTable, retrievals: Double) -> Bounds? {
        guard files.retrievals > 0 else { return nil }
        let base = Double(length) * Double(files.counts.once) / seen.reduce(0, +)
        let within = files.within(windows, of: length, grid)
        let errors = within.map { log((Double($0) + 0.5) / (base + 0.5)) }
        func interval(_ level: Double) -> ClosedRange<Double> {
            let (low, high) = normal(errors, (1 - level) / 2)
            func value(_ error: Double) -> Double { max(0, (base + 0.5) * exp(error) - 0.5) }
            return value(low)...value(high)
        }
        return Bounds(
            point: files.counts.expectedNew(share: max(retrievals, 0.1) / Double(files.retrievals)),
            interval80: interval(0.8), interval95: interval(Unobserved.level))
    }
}
