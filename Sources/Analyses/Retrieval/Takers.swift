// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Who took what, by the ledger's rows: ranks of actors, ascending, each once.
struct Takers {
    private let ranks: [Int32]
    /// Where each row's part of `ranks` begins, and how long it is.
    private let starts: [Int]
    private let counts: [Int]

    /// Two counting sorts: by rank, and then by row.
    init(_ shares: borrowing ShareLog, _ ranking: ActorRanking, rowCount: Int) {
        var ends = [Int](repeating: 0, count: ranking.ranks.count)
        shares.forEach { _, client, _, _ in ends[ranking.ranks[client]] += 1 }
        Self.accumulate(&ends)
        var rows = [UInt32](repeating: 0, count: shares.count)
        shares.forEach { row, client, _, _ in
            let rank = ranking.ranks[client]
            rows[ends[rank]] = UInt32(row)
            ends[rank] += 1
        }

        var starts = [Int](repeating: 0, count: rowCount)
        for row in rows { starts[Int(row)] += 1 }
        Self.accumulate(&starts)
        var counts = [Int](repeating: 0, count: rowCount)
        var ranks = [Int32](repeating: -1, count: shares.count)
        var index = 0
        for (rank, end) in ends.enumerated() {
            while index < end {
                let row = Int(rows[index])
                index += 1
                let next = starts[row] + counts[row]
                if counts[row] > 0, ranks[next - 1] == rank { continue }
                ranks[next] = Int32(rank)
                counts[row] += 1
            }
        }
        self.ranks = ranks
        self.starts = starts
        self.counts = counts
    }

    /// Replaces counts by the sum of those before them.
    private static func accumulate(_ counts: inout [Int]) {
        var sum = 0
        for index in counts.indices {
            sum += counts[index]
            counts[index] = sum - counts[index]
        }
    }

    /// Those of any of some rows.
    func union(_ rows: ArraySlice<Int>) -> [Int32] {
        guard rows.count > 1 else { return rows.first.map { Array(of($0)) } ?? [] }
        let sorted = rows.flatMap { of($0) }.sorted()
        return sorted.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    private func of(_ row: Int) -> ArraySlice<Int32> { ranks[starts[row]..<starts[row] + counts[row]] }
}
