// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The hours of one log in a row: how many retrievals, bytes and clients, and which hours lie in no gap.
struct HourTable {
    let grid: HourGrid
    let retrievals: [Double]
    let byteCounts: [Double]
    /// Distinct clients of each hour; lines where the log names no client.
    let clients: [Double]
    /// 1 for an hour that was observed, 0 for one that a gap has taken, even in part.
    let seen: [Double]
    /// Sums of `seen` up to each hour.
    let seenSums: [Double]

    /// - Parameters:
    ///   - hours: In any order, each once; all within the times.
    ///   - lost: The times of gaps.
    init(
        _ hours: [(hour: Int64, row: SeriesHours.Row, clients: Double)], _ times: RecordTimes, offset: Int,
        lost: [Range<Int64>]
    ) {
        let grid = HourGrid(first: times.first, last: times.last, offset: offset)
        var retrievals = [Double](repeating: 0, count: grid.count)
        var byteCounts = retrievals
        var clients = retrievals
        let hasClients = hours.contains { $0.clients > 0 }
        for (hour, row, clientCount) in hours {
            let index = grid.index(hour * Seconds.hour)
            retrievals[index] = Double(row.retrievals)
            byteCounts[index] = Double(row.byteCount)
            clients[index] = hasClients ? clientCount : Double(row.lines)
        }
        var seen = [Double](repeating: 1, count: grid.count)
        for gap in lost {
            let inside = grid.wholeHours(in: gap)
            for hour in inside.lowerBound..<min(max(inside.upperBound, inside.lowerBound + 1), grid.count) {
                seen[hour] = 0
            }
        }
        self.grid = grid
        self.retrievals = retrievals
        self.byteCounts = byteCounts
        self.clients = clients
        self.seen = seen
        seenSums = seen.sums
    }

    var count: Int { grid.count }

    /// Windows of `length` hours, an eighth of it apart, that lie in observed time and do not touch `excluded`.
    ///
    /// - Parameter share: The least share of the window's hours that must be observed.
    func windows(of length: Int, without excluded: Range<Int>, share: Double = 1) -> [Int] {
        guard length <= count else { return [] }
        return stride(from: 0, through: count - length, by: max(1, length / 8)).filter { start in
            let end = start + length
            guard end <= excluded.lowerBound || start >= excluded.upperBound else { return false }
            return seenSums[end] - seenSums[start] >= share * Double(length)
        }
    }
}

extension HourGrid {
    /// Hours that lie in `range` from their start to their end.
    func wholeHours(in range: Range<Int64>) -> Range<Int> {
        let first = (range.lowerBound - start + Seconds.hour - 1) / Seconds.hour
        let last = (range.upperBound - start) / Seconds.hour
        let low = min(max(first, 0), Int64(count))
        return Int(low)..<Int(max(low, min(last, Int64(count))))
    }
}

extension [Double] {
    /// The sums of the first none, one, two ... values.
    var sums: [Double] {
        var sum = 0.0
        return [0]
            + map { value in
                sum += value
                return sum
            }
    }
}
