// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How often records of one log come without one of another, but for those in a gap of the other.
///
/// Only records that end a silence are looked at. Both logs are walked through once; each gap then costs a search.
struct Company {
    /// Seconds of the one log's records, within the time of the other.
    private let seconds: [Int64]
    /// How many before each place came alone.
    private var aloneBefore: [Int32] = [0]
    /// The most one after the other that came alone: just before each place, and anywhere before it.
    private var runBefore: [Int32] = [0]
    private var longestBefore: [Int32] = [0]
    /// From each place on.
    private var runFrom: [Int32]
    private var longestFrom: [Int32]

    private static let leastCount = 20
    private static let leastShare = 0.9
    private static let chance = 1e-4

    /// Nil where so many came alone that no gap with at most `greatestInside` of them leaves few enough outside.
    init?(of other: RecordTimes, with records: RecordTimes, _ tolerance: Int64, greatestInside: Int) {
        seconds = other.silences.map(\.end).filter { $0 >= records.first && $0 <= records.last }
        runFrom = Array(repeating: 0, count: seconds.count + 1)
        longestFrom = runFrom
        let greatestAlone = Int32(Double(seconds.count) * (1 - Self.leastShare)) + Int32(greatestInside)
        var walk = SilenceWalk(records)
        for second in seconds {
            let isAlone = !walk.hasRecord(near: second, tolerance: tolerance)
            aloneBefore.append(aloneBefore.last! + (isAlone ? 1 : 0))
            runBefore.append(isAlone ? runBefore.last! + 1 : 0)
            longestBefore.append(max(longestBefore.last!, runBefore.last!))
            guard aloneBefore.last! <= greatestAlone else { return nil }
        }
        for place in seconds.indices.reversed() {
            let isAlone = aloneBefore[place + 1] > aloneBefore[place]
            runFrom[place] = isAlone ? runFrom[place + 1] + 1 : 0
            longestFrom[place] = max(longestFrom[place + 1], runFrom[place])
        }
    }

    /// Whether `inside` records that came alone in a gap cannot be chance: neither one by one, nor as the like of what
    /// happened outside it.
    func proves(_ inside: Int, without gap: ClosedRange<Int64>) -> Bool {
        let low = seconds.firstPlace { $0 >= gap.lowerBound }
        let high = seconds.firstPlace { $0 > gap.upperBound }
        let count = seconds.count - (high - low)
        let alone = Int(aloneBefore[seconds.count] - (aloneBefore[high] - aloneBefore[low]))
        guard count >= Self.leastCount, Double(count - alone) >= Self.leastShare * Double(count) else { return false }
        let one = Double(alone + 1) / Double(count + 2)
        let longestRun = max(longestBefore[low], longestFrom[high], runBefore[low] + runFrom[high])
        return pow(one, Double(inside)) < Self.chance && inside > 2 * Int(longestRun)
    }
}

/// Asks a log for its records at one second after the other.
private struct SilenceWalk {
    private let silences: [Silence]
    private var place = 0

    init(_ records: RecordTimes) {
        silences = records.silences
    }

    /// - Parameter second: Not before that of the last question, and within the time of the log.
    mutating func hasRecord(near second: Int64, tolerance: Int64) -> Bool {
        while place < silences.count, silences[place].end <= second { place += 1 }
        guard place < silences.count, silences[place].start <= second else { return true }
        return second - silences[place].start <= tolerance || silences[place].end - second <= tolerance
    }
}
