// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Glibc

/// Finds times from which some records may have been removed: far fewer distinct clients an hour than the time around
/// leads to expect.
///
/// Suspicious and no more: half of the clients of a day removed are not reliably seen.
enum ThinningSearch {
    /// Hours of a window, and how many chance finds in a log-year are allowed at it. All together are less than one; a
    /// day's windows are the most deceptive.
    private static let scales: [(length: Int, allowed: Double)] = [(24, 1.0 / 15), (72, 1.0 / 3), (168, 1.0 / 3)]
    private static let leastHours = 28.0 * 24
    private static let hoursPerYear = 8766.0

    private struct Find {
        var start: Int
        var end: Int
        /// By chance.
        var probability: Double
        var length: Int
        /// Of what was expected.
        var share: Double
    }

    static func candidates(in table: HourTable) -> [GapCandidate] {
        var seen = table.seen
        // Hours that the log covers only in part.
        seen[0] = 0
        seen[seen.count - 1] = 0
        let hours = seen.reduce(0, +)
        guard hours >= leastHours else { return [] }
        let predictor = HourPredictor(table.clients, seen: seen, table.grid)
        let sums = seen.sums
        let found = scales.flatMap { length, allowed in
            finds(of: length, allowed, hours / Double(length), table, predictor, sums)
        }
        return joined(found).map { candidate($0, table.grid) }
    }

    private static func finds(
        of length: Int, _ allowed: Double, _ count: Double, _ table: HourTable, _ predictor: HourPredictor,
        _ seen: [Double]
    ) -> [Find] {
        let starts = stride(from: 0, through: table.count - length, by: max(1, length / 8)).filter {
            seen[$0 + length] - seen[$0] > 0.95 * Double(length)
        }
        guard count >= 6, starts.count >= 20 else { return [] }
        let errors = starts.map { start in
            let truth = predictor.values[start + length] - predictor.values[start]
            return log((truth + 0.5) / (predictor.prediction(start..<start + length, onlyObserved: true) + 0.5))
        }
        let sorted = errors.sorted()
        let median = sorted.quantile(0.5)
        let deviations = errors.map { abs($0 - median) }.sorted()
        let scale = max(median - sorted.quantile(0.16), 1.4826 * deviations.quantile(0.5), 0.02)
        let freedom = min(max(count - 1, 3), 12)
        return zip(starts, errors).compactMap { start, error in
            guard error < median else { return nil }
            let probability = StudentT.cumulative(
                (error - median) / (scale * (1 + 1 / count).squareRoot()), freedom: freedom)
            guard probability * hoursPerYear / Double(length) < allowed else { return nil }
            return Find(start: start, end: start + length, probability: probability, length: length, share: exp(error))
        }
    }

    /// Windows that overlap are one find, as improbable as the least probable of them.
    private static func joined(_ finds: [Find]) -> [Find] {
        var all: [Find] = []
        for find in finds.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            guard let last = all.last, find.start < last.end else {
                all.append(find)
                continue
            }
            var sum = find.probability < last.probability ? find : last
            sum.start = last.start
            sum.end = max(last.end, find.end)
            all[all.count - 1] = sum
        }
        return all
    }

    private static func candidate(_ find: Find, _ grid: HourGrid) -> GapCandidate {
        var candidate = GapCandidate(
            from: grid.end(of: find.start) - Seconds.hour, to: grid.end(of: find.end - 1), kind: .thinning)
        candidate.score = log10(max(find.probability, 1e-300) * hoursPerYear / Double(find.length))
        candidate.verdict = .undetermined
        candidate.add(
            GapEvidence(
                kind: .thinning,
                detail:
                    "\((find.share * 100).rounded(places: 0)) % of the clients per hour that the time around leads to expect, "
                    + "over \(find.length) h"))
        return candidate
    }
}
