// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The instants at which a log was rotated, learnt from the files that are there: one period, at one phase.
struct RotationClock {
    /// Seconds.
    let period: Int64
    /// Seconds since 1970 of one such instant.
    let phase: Int64

    private static let periods: [Int64] = [3600, 21_600, 43_200, 86_400, 259_200, 604_800]

    /// Nil where no period and phase fits every pair of neighbours.
    ///
    /// - Parameter files: The oldest first.
    init?(_ files: [RotationSet.File]) {
        let filled = files.filter { $0.times != nil }
        guard filled.count >= 3, let first = filled.first, let last = filled.last else { return nil }
        let span = Double(last.times!.upperBound - first.times!.lowerBound)
        let count = Double(last.position - first.position)
        let pairs = zip(filled, filled.dropFirst()).filter { $1.position - $0.position == 1 }
            .map { (last: $0.times!.upperBound, first: $1.times!.lowerBound) }
        guard !pairs.isEmpty else { return nil }
        for period in Self.periods where abs(span / Double(period) - count) <= 1.5 {
            let phases = stride(from: 0, to: period, by: 60).filter { phase in
                pairs.allSatisfy { pair in
                    pair.first - floorRemainder(pair.first - phase, period) >= pair.last
                }
            }
            guard !phases.isEmpty else { continue }
            self.period = period
            // People rotate at whole hours.
            phase = phases.first { $0 % Seconds.hour == 0 } ?? phases[phases.count / 2]
            return
        }
        return nil
    }

    /// From the first rotation at or after `from` to the last at or before `to`; nil where there are not two.
    func period(between from: Int64, and to: Int64) -> Range<Int64>? {
        let start = from + floorRemainder(phase - from, period)
        let end = to - floorRemainder(to - phase, period)
        return end > start ? start..<end : nil
    }
}
