// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The hazard of the end of silences as those of a log tell it: the censored maximum of likelihood, in which no silence
/// counts beyond a cumulative hazard of four; so the gaps that are looked for do not lower it.
package struct HazardFit {
    package private(set) var hazard: HazardModel
    /// Silences longer than the run length, in order of time.
    package let silences: [Silence]
    /// Of each silence: the cumulative hazard of its part beyond the run length, at the lower of the rates of its
    /// neighbours on either side.
    package private(set) var residuals: [Double] = []

    private static let cap = 4.0
    private static let rounds = 4
    private static let weights = WeekProfile.Weights(hourOfDay: 15, dayOfWeek: 15, hourOfWeek: 30)

    package init(_ times: RecordTimes, runLength: Int64, offset: Int) {
        self.init(times, HazardStretches(HazardGrid(times, offset: offset)), runLength: runLength)
    }

    init(_ times: RecordTimes, _ stretches: HazardStretches, runLength: Int64) {
        silences = times.silences.filter { $0.length > runLength }
        let places = silences.map { silence in
            Places(start: stretches.place(silence.start + runLength), end: stretches.place(silence.end))
        }
        let total = silences.reduce(0.0) { $0 + Double($1.length - runLength) }
        let rate = Double(max(silences.count, 1)) / max(total, 1)
        var rates = [Double](repeating: rate, count: stretches.count)
        func model() -> HazardModel {
            HazardModel(runLength: runLength, grid: stretches.grid, cumulative: stretches.accumulated(rates))
        }
        hazard = model()
        for _ in 0..<Self.rounds {
            rates = refined(stretches, places, span: times.span)
            hazard = model()
        }
        residuals = places.map { max(0, hazard.at($0.end) - hazard.at($0.start)) }
        let isLong = times.span > 2 * Seconds.day
        if isLong, silences.count >= 2 * Self.neighbours { lowerToNeighbours() }
    }

    /// Of the part of a silence beyond the run length.
    private struct Places {
        let start, end: HazardGrid.Place
    }

    /// One round: what was seen under the present hazard tells the next.
    private func refined(_ stretches: HazardStretches, _ places: [Places], span: Int64) -> [Double] {
        var arrivals = [Double](repeating: 0, count: stretches.count)
        var exposure = SilentSeconds(count: stretches.count)
        for (silence, place) in zip(silences, places) {
            let start = Double(silence.start + hazard.runLength)
            let (first, last) = (place.start.index, place.end.index)
            let limit = hazard.at(place.start) + Self.cap
            if hazard.at(place.end) > limit {
                let end = min(hazard.inverse(limit), Double(silence.end))
                exposure.add(start, in: first, end, in: stretches.grid.index(Int64(end)), stretches.edges)
            } else {
                exposure.add(start, in: first, Double(silence.end), in: last, stretches.edges)
                arrivals[last] += 1
            }
        }
        let seconds = exposure.byStretch(stretches)
        let rate = max(arrivals.reduce(0, +), 1) / max(seconds.reduce(0, +), 1)
        let expected = seconds.map { $0 * rate }
        let grid = stretches.grid
        var factors = Self.profile(stretches, arrivals, expected, span)
        guard span > 3 * Seconds.day else { return stretches.hoursOfWeek.map { rate * factors[$0] } }
        let days = DayLevel.factors(
            arrivals: stretches.byDay(arrivals),
            expected: stretches.byDay(expected.indices.map { expected[$0] * factors[stretches.hoursOfWeek[$0]] }))
        factors = Self.profile(stretches, arrivals, expected.indices.map { expected[$0] * days[grid.day($0)] }, span)
        return (0..<grid.count).map { rate * factors[stretches.hoursOfWeek[$0]] * days[grid.day($0)] }
    }

    private static func profile(
        _ stretches: HazardStretches, _ arrivals: [Double], _ expected: [Double], _ span: Int64
    ) -> [Double] {
        guard span >= 2 * Seconds.day else { return WeekProfile().factors }
        return WeekProfile(
            observed: stretches.byHourOfWeek(arrivals), expected: stretches.byHourOfWeek(expected),
            hasWeeks: span >= 14 * Seconds.day, weights
        ).factors
    }

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
