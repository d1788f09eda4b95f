// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How fast silences of a log end, at each time.
///
/// Records come in visits, so that not the rate of records is modelled but the hazard of the end of a silence that has
/// already lasted `runLength`: h(u) = level × week(u) × day(u), constant within an hour of a day.
package struct HazardModel {
    /// Seconds; shorter silences are parts of a visit.
    package let runLength: Int64
    let grid: HazardGrid
    /// Cumulative hazard at each edge of the grid, from the start of the log.
    let cumulative: [Double]

    /// Linear between edges.
    func at(_ second: Double) -> Double { at(grid.place(second)) }

    func at(_ place: HazardGrid.Place) -> Double {
        cumulative[place.index] + place.share * (cumulative[place.index + 1] - cumulative[place.index])
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
}
