// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// From when to when each file of one log was retrieved, and how many were as often.
struct RetrievedOnce {
    /// Seconds of the first and the last retrieval of each file.
    private let spans: [ClosedRange<Int64>]
    let retrievals: Int64
    let counts: Frequencies

    /// How many files were retrieved once, twice ...
    struct Frequencies {
        /// At `k - 1`: files retrieved `k` times.
        fileprivate var counts = [Int](repeating: 0, count: Self.limit)
        fileprivate var retrievals: Int64 = 0
        private static let limit = 40

        var once: Int { counts[0] }

        fileprivate mutating func add(_ number: Int64) {
            retrievals += number
            if (1...Int64(Self.limit)).contains(number) { counts[Int(number) - 1] += 1 }
        }

        /// New files to be expected of `share` times as many retrievals more (Good and Toulmin 1956), smoothed with binomial
        /// weights where that is not small (Efron and Thisted 1976; Orlitsky, Suresh, Wu 2016).
        func expectedNew(share: Double) -> Double {
            let weights = share < 0.5 ? [Double](repeating: 1, count: Self.limit) : smoothing(share)
            var sum = 0.0
            var power = -1.0
            for index in counts.indices {
                power *= -share
                sum += power * weights[index] * Double(counts[index])
            }
            return max(0, share < 0.5 ? min(sum, share * Double(once)) : sum)
        }

        /// The probability that a binomial number of so many trials as fit the share is at least 1, 2 ...
        private func smoothing(_ share: Double) -> [Double] {
            let growth = Double(retrievals) * share * share / max(abs(share - 1), 0.3)
            let trials = max(1, Int((0.5 * log2(growth)).rounded(.up)))
            let hit = 1 / (1 + share)
            let terms = (0...trials).map { number -> Double in
                let (hits, misses) = (Double(number), Double(trials - number))
                let ways = lgamma(Double(trials) + 1) - lgamma(hits + 1) - lgamma(misses + 1)
                return exp(ways + hits * log(hit) + misses * log1p(-hit))
            }
            return (1...Self.limit).map { least in
                least > trials ? 0 : terms[least...].reduce(0, +)
            }
        }
    }

    /// - Parameter files: Of each file, how often it was retrieved and between which seconds.
    init(_ files: [(retrievals: Int64, span: ClosedRange<Int64>)]) {
        spans = files.map(\.span)
        var counts = Frequencies()
        for file in files { counts.add(file.retrievals) }
        self.counts = counts
        retrievals = counts.retrievals
    }

    /// Of each window of `length` hours, how many files were retrieved in it and at no other time.
    ///
    /// - Complexity: O(files + hours).
    func within(_ windows: [Int], of length: Int, _ grid: HourGrid) -> [Int] {
        // A file counts in windows that begin no later than its first hour and end after its last.
        var steps = [Int](repeating: 0, count: grid.count + 1)
        for span in spans {
            let first = grid.index(span.lowerBound)
            let last = grid.index(span.upperBound)
            guard last - first < length else { continue }
            steps[max(0, last - length + 1)] += 1
            steps[first + 1] -= 1
        }
        var count = 0
        let starts = steps.map { step in
            count += step
            return count
        }
        return windows.map { starts[$0] }
    }
}
