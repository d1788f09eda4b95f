// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The stretches of a grid as the fits of one log need them, again and again.
struct HazardStretches {
    let grid: HazardGrid
    /// Seconds at which they begin, and at which the last one ends.
    let edges: [Double]
    let hoursOfWeek: [Int]

    init(_ grid: HazardGrid) {
        self.grid = grid
        edges = (0...grid.count).map { Double(grid.edge($0)) }
        hoursOfWeek = (0..<grid.count).map(grid.hourOfWeek)
    }

    var count: Int { grid.count }

    func length(_ index: Int) -> Double { edges[index + 1] - edges[index] }

    func place(_ second: Int64) -> HazardGrid.Place {
        let index = grid.index(second)
        return HazardGrid.Place(Double(second), in: index, from: edges[index], to: edges[index + 1])
    }

    /// Sums by hour of the week.
    func byHourOfWeek(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: 168)
        for index in values.indices { sums[hoursOfWeek[index]] += values[index] }
        return sums
    }

    func byDay(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: grid.dayCount)
        for index in values.indices { sums[grid.day(index)] += values[index] }
        return sums
    }

    /// The sums of the first none, one, two ... of what accrues at a rate in each.
    func accumulated(_ rates: [Double]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(count + 1)
        var sum = 0.0
        for index in rates.indices {
            sum += rates[index] * length(index)
            sums.append(sum)
        }
        return sums
    }
}

/// Seconds of silence in each stretch of a grid.
struct SilentSeconds {
    /// Of stretches that are only partly within a silence.
    private var parts: [Double]
    /// How many silences hold all of a stretch, as differences from one to the next.
    private var steps: [Double]

    init(count: Int) {
        parts = [Double](repeating: 0, count: count)
        steps = [Double](repeating: 0, count: count + 1)
    }

    /// Adds a silence from `start` in the stretch `first` to `end` in the stretch `last`.
    mutating func add(_ start: Double, in first: Int, _ end: Double, in last: Int, _ edges: [Double]) {
        guard end > start else { return }
        guard first < last else { return parts[first] += end - start }
        parts[first] += edges[first + 1] - start
        parts[last] += end - edges[last]
        steps[first + 1] += 1
        steps[last] -= 1
    }

    func byStretch(_ stretches: HazardStretches) -> [Double] {
        var whole = 0.0
        return parts.indices.map { index in
            whole += steps[index]
            return parts[index] + whole * stretches.length(index)
        }
    }
}
