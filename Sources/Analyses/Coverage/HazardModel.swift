// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How fast silences of a log end, at each time.
///
/// Records come in visits, so that not the rate of records is modelled but the hazard of the end of a silence that has
/// already lasted `runLength`: h(u) = level × week(u) × day(u), constant within an hour of a day. It is the censored maximum of
/// likelihood, in which no silence counts beyond a cumulative hazard of four; so the gaps that are looked for do not
/// lower it.
package struct HazardModel {
    /// Seconds; shorter silences are parts of a visit.
    package let runLength: Int64
    let grid: HazardGrid
    /// Silences longer than the run length, in order of time.
    package let silences: [Silence]
    /// Of each silence: the cumulative hazard of its part beyond the run length, at the lower of the rates of its
    /// neighbours on either side.
    package private(set) var residuals: [Double] = []
    /// Cumulative hazard at each edge of the grid.
    private(set) var cumulative: [Double] = []

    private static let cap = 4.0
    private static let rounds = 4
    private static let weights = WeekProfile.Weights(hourOfDay: 15, dayOfWeek: 15, hourOfWeek: 30)

    init(_ times: RecordTimes, runLength: Int64, offset: Int) {
        self.runLength = runLength
        grid = HazardGrid(first: times.first, last: times.last, offset: offset)
        silences = times.silences.filter { $0.length > runLength }
        fit(span: times.span)
        let isLong = times.span > 2 * Seconds.day
        if isLong, silences.count >= 2 * Self.neighbours { lowerToNeighbours() }
    }

    // MARK: fit

    private mutating func fit(span: Int64) {
        let total = silences.reduce(0.0) { $0 + Double($1.length - runLength) }
        let rate = Double(max(silences.count, 1)) / max(total, 1)
        var hazard = [Double](repeating: rate, count: grid.count)
        for _ in 0..<Self.rounds {
            cumulative = accumulated(hazard)
            hazard = refined(span: span)
        }
        cumulative = accumulated(hazard)
        residuals = silences.map { residual(from: $0.start + runLength, to: $0.end) }
    }

    private func accumulated(_ hazard: [Double]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(hazard.count + 1)
        var sum = 0.0
        for (index, value) in hazard.enumerated() {
            sum += value * Double(grid.edge(index + 1) - grid.edge(index))
            sums.append(sum)
        }
        return sums
    }

    /// One round: what was seen under the present hazard tells the next.
    private func refined(span: Int64) -> [Double] {
        var arrivals = [Double](repeating: 0, count: grid.count)
        var exposure = SilentSeconds(grid)
        for silence in silences {
            let start = silence.start + runLength
            let limit = at(Double(start)) + Self.cap
            if at(Double(silence.end)) > limit {
                exposure.add(Double(start), min(inverse(limit), Double(silence.end)))
            } else {
                exposure.add(Double(start), Double(silence.end))
                arrivals[grid.index(silence.end)] += 1
            }
        }
        let seconds = exposure.byStretch
        let rate = max(arrivals.reduce(0, +), 1) / max(seconds.reduce(0, +), 1)
        let expected = seconds.map { $0 * rate }
        var profile = self.profile(arrivals, expected, span)
        var days = [1.0]
        if span > 3 * Seconds.day {
            days = DayLevel.factors(
                arrivals: byDay(arrivals), expected: byDay(weighted(expected, by: profile)))
            profile = self.profile(arrivals, expected.indices.map { expected[$0] * days[grid.day($0)] }, span)
        }
        return (0..<grid.count).map { index in
            rate * profile.factors[grid.hourOfWeek(index)] * (days.count > 1 ? days[grid.day(index)] : 1)
        }
    }

    private func profile(_ arrivals: [Double], _ expected: [Double], _ span: Int64) -> WeekProfile {
        guard span >= 2 * Seconds.day else { return WeekProfile() }
        var seen = [Double](repeating: 0, count: 168)
        var due = seen
        for index in 0..<grid.count {
            seen[grid.hourOfWeek(index)] += arrivals[index]
            due[grid.hourOfWeek(index)] += expected[index]
        }
        return WeekProfile(observed: seen, expected: due, hasWeeks: span >= 14 * Seconds.day, Self.weights)
    }

    private func weighted(_ values: [Double], by profile: WeekProfile) -> [Double] {
        values.indices.map { values[$0] * profile.factors[grid.hourOfWeek($0)] }
    }

    private func byDay(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: grid.dayCount)
        for index in values.indices { sums[grid.day(index)] += values[index] }
        return sums
    }

    // MARK: cumulative hazard

    /// From the start of the log to `second`; linear between edges.
    func at(_ second: Double) -> Double {
        let index = grid.index(Int64(second))
        let (low, high) = (Double(grid.edge(index)), Double(grid.edge(index + 1)))
        let share = min(max((second - low) / (high - low), 0), 1)
        return cumulative[index] + share * (cumulative[index + 1] - cumulative[index])
    }

    /// The second at which it reaches `value`; infinite where it never does.
    func inverse(_ value: Double) -> Double {
        guard value < cumulative[grid.count] else {
            return value > cumulative[grid.count] ? .infinity : Double(grid.edge(grid.count))
        }
        var low = 0
        var high = grid.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if cumulative[middle] <= value { low = middle } else { high = middle }
        }
        let step = cumulative[low + 1] - cumulative[low]
        let start = Double(grid.edge(low))
        return start + (step > 0 ? (value - cumulative[low]) / step * (Double(grid.edge(low + 1)) - start) : 0)
    }

    func residual(from start: Int64, to end: Int64) -> Double { at(Double(end)) - at(Double(start)) }

    // MARK: neighbours

    private static let neighbours = 30
    private static let neighbourWeight = 5.0

    /// So a silence after a crawler has left, or after a site was closed, is judged by what the log is then.
    private mutating func lowerToNeighbours() {
        var ended = [0.0]
        var exposure = [0.0]
        for residual in residuals {
            ended.append(ended[ended.count - 1] + (residual <= Self.cap ? 1 : 0))
            exposure.append(exposure[exposure.count - 1] + min(residual, Self.cap))
        }
        func rate(_ range: Range<Int>) -> Double {
            (ended[range.upperBound] - ended[range.lowerBound] + Self.neighbourWeight)
                / (exposure[range.upperBound] - exposure[range.lowerBound] + Self.neighbourWeight)
        }
        for index in residuals.indices {
            let before = rate(max(index - Self.neighbours, 0)..<index)
            let after = rate(index + 1..<min(index + 1 + Self.neighbours, residuals.count))
            residuals[index] *= min(1, before, after)
        }
    }
}

/// Seconds of silence in each stretch of a grid.
private struct SilentSeconds {
    private let grid: HazardGrid
    /// Of stretches that are only partly within a silence.
    private var parts: [Double]
    /// How many silences hold all of a stretch, as differences from one to the next.
    private var steps: [Double]

    init(_ grid: HazardGrid) {
        self.grid = grid
        parts = [Double](repeating: 0, count: grid.count)
        steps = [Double](repeating: 0, count: grid.count + 1)
    }

    mutating func add(_ start: Double, _ end: Double) {
        guard end > start else { return }
        let first = grid.index(Int64(start))
        let last = grid.index(Int64(end))
        guard first < last else { return parts[first] += end - start }
        parts[first] += Double(grid.edge(first + 1)) - start
        parts[last] += end - Double(grid.edge(last))
        steps[first + 1] += 1
        steps[last] -= 1
    }

    var byStretch: [Double] {
        var whole = 0.0
        return parts.indices.map { index in
            whole += steps[index]
            return parts[index] + whole * Double(grid.edge(index + 1) - grid.edge(index))
        }
    }
}
