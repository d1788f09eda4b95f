// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What silences are natural in one log: their score, and how long a missing period must be to be noticed.
package struct SilenceModel {
    package let hazard: HazardModel
    package let tail: SilenceTail
    /// Silences longer than the run length in a log-year.
    package let yearly: Double
    /// Those of the log's own silences that are worth a look, with their residuals. The others are forgotten here: the
    /// models of all logs are there at the same time.
    private(set) var unusual: [(silence: Silence, residual: Double)] = []

    /// Silences with more natural likes than a hundred in a log-year are not worth a look.
    private static let greatestScore = 2.0

    /// Seconds that part visits, in the order in which they are tried.
    private static let ladder: [Int64] = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]
    /// Hours; a log whose stamps range over more is not of one clock.
    private static let greatestHours: Int64 = 1 << 20

    /// Nil where the log has too few silences to know any habit.
    ///
    /// - Parameter offset: Seconds by which the server's clock is ahead of UTC.
    package init?(_ times: RecordTimes, offset: Int = 0) {
        guard times.span / Seconds.hour < Self.greatestHours,
            times.silences.count >= Self.leastCount
        else { return nil }
        let days = max(Double(times.span) / Double(Seconds.day), 1)
        let stretches = HazardStretches(HazardGrid(times, offset: offset))
        var best: (fit: HazardFit, tail: SilenceTail, excess: Double, shape: Double)?
        for runLength in [times.leastLength] + Self.ladder.filter({ $0 > times.leastLength }) {
            let count = times.silences.count { $0.length > runLength }
            if best != nil, Double(count) < max(40, days) { break }
            guard count > 0 else { break }
            let fit = HazardFit(times, stretches, runLength: runLength)
            let allowed = 3 + 0.15 * days + 3 * Double(count) * exp(-8)
            let excess = max(0, Double(fit.residuals.count { $0 > 8 }) / allowed - 1)
            // The tail of a worse one is not even looked at.
            if let best, excess > best.excess { continue }
            let tail = SilenceTail(fit.residuals)
            let shape = max(tail.shape, Self.cleanShape)
            // A longer run length must earn it.
            if best.map({ (excess, shape) < ($0.excess, $0.shape - Self.leastGain) }) ?? true {
                best = (fit, tail, excess, shape)
            }
            // None can be so much better.
            if let best, best.excess == 0, best.shape - Self.leastGain <= Self.cleanShape { break }
        }
        guard let best else { return nil }
        hazard = best.fit.hazard
        tail = best.tail
        yearly = Double(best.fit.silences.count) / (Double(times.span) / Seconds.year)
        for (silence, residual) in zip(best.fit.silences, best.fit.residuals)
        where silence.length >= SilenceSearch.leastLength && score(residual) < Self.greatestScore {
            unusual.append((silence, residual))
        }
    }

    /// Tails of at most this shape are as good as exponential.
    private static let cleanShape = 0.05
    private static let leastGain = 0.02

    /// Fewer silences tell no habit.
    static let leastCount = 30

    /// What is allocated.
    package var byteCount: Int {
        hazard.cumulative.capacity * MemoryLayout<Double>.stride + tail.byteCount
            + unusual.capacity * MemoryLayout<(silence: Silence, residual: Double)>.stride
    }

    /// Logarithm to base 10 of how many silences of at least this residual are to be expected in a log-year.
    package func score(_ residual: Double) -> Double { (log(yearly) + tail.logSurvival(residual)) / log(10) }

    /// The residual of a silence that was no part of the fit.
    package func residual(from start: Int64, to end: Int64) -> Double {
        max(0, hazard.residual(from: min(start + hazard.runLength, end), to: end))
    }

    /// The residual of the silence after the log's last record, at the hazard of its last week.
    func residual(after last: Int64, to end: Int64) -> Double {
        let week = 7 * Seconds.day
        let recent = hazard.residual(from: last - week, to: last) / Double(min(week, max(last - hazard.grid.start, 1)))
        return max(0, Double(end - last - hazard.runLength) * recent)
    }

    /// The cumulative hazard below which a missing period cannot be told from a natural silence.
    package var leastHazard: Double {
        var low = tail.threshold
        var high = low + 1e6
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if score(middle) > -1 { low = middle } else { high = middle }
        }
        return high
    }

    /// Seconds that a missing period must last, where the log is busiest and where it is quietest: one start of twenty
    /// needs less, one of twenty more. Nil where no period within the log would be noticed.
    package var limits: (hazard: Double, day: Double, night: Double)? {
        let least = leastHazard
        let starts = stride(from: hazard.grid.start, to: hazard.grid.edge(hazard.grid.count), by: Int(Seconds.hour))
        let lengths = starts.compactMap { start -> Double? in
            let end = hazard.inverse(hazard.at(Double(start)) + least)
            guard end.isFinite else { return nil }
            return end - Double(start) + Double(hazard.runLength)
        }.sorted()
        guard !lengths.isEmpty else { return nil }
        return (least, lengths.quantile(0.05), lengths.quantile(0.95))
    }
}

extension [Double] {
    /// Of ascending values, with straight lines between them.
    ///
    /// - Precondition: There is one.
    func quantile(_ share: Double) -> Double {
        let place = share * Double(count - 1)
        let index = Swift.min(Int(place), count - 1)
        guard index + 1 < count else { return self[index] }
        return self[index] + (place - Double(index)) * (self[index + 1] - self[index])
    }
}
