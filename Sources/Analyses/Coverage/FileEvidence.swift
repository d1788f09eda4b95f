// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What the files of one log tell of its gaps: at which instants they were rotated, and when they were last written.
struct FileEvidence {
    private let files: [Artifact]
    private let habit: RotationHabit?
    /// Files that were written to after their last record, while the others were not.
    private let rewritten: [Artifact]
    private static let minute: Int64 = 60

    init(_ series: SeriesTimes) {
        files = series.artifacts.filter { $0.duplicateOf == nil && $0.first != nil && $0.last != nil }
        habit = RotationHabit(files)
        rewritten = Self.rewritten(files)
    }

    func add(to candidate: inout GapCandidate) {
        guard let from = candidate.from, let to = candidate.to else { return }
        if let habit, habit.fits(from), habit.fits(to), to - from > habit.period / 2, isWholeFileBefore(from, habit) {
            candidate.add(
                GapEvidence(
                    kind: .rotation,
                    detail:
                        "it begins and ends at instants at which this log was rotated, as \(habit.count) others show"),
                Likelihood(missing: 30, outage: 1, quiet: 1))
        }
        let touching = rewritten.first { file in
            let records = file.first!.seconds...file.last!.seconds
            return records.contains(from) || records.contains(to)
        }
        if let touching {
            candidate.add(
                GapEvidence(
                    kind: .mtime,
                    detail:
                        "this file was last written \((touching.modified! - touching.last!.seconds) / Self.minute) minutes "
                        + "after its last record; others of this log were not",
                    artifact: touching.path),
                Likelihood(missing: 5, outage: 1, quiet: 1))
        }
    }

    // MARK: instants of rotation

    /// Whether the file that ends at `second` is one of the usual length. Where a new one was begun just before, no file is
    /// gone: the server was stopped when it was rotated, or lines were cut from that file.
    private func isWholeFileBefore(_ second: Int64, _ habit: RotationHabit) -> Bool {
        files.contains { $0.last!.seconds == second && second - $0.first!.seconds > habit.period / 2 }
    }

    // MARK: file times

    /// Seconds between the last record and the time of the file; servers write at the end of a request, and some in blocks.
    private static let tolerance = 10 * minute

    /// Where file times are those of the writer at all, which a copy may have lost: at least three must be, and all but one
    /// in ten.
    private static func rewritten(_ files: [Artifact]) -> [Artifact] {
        let known = files.filter { $0.modified != nil }
        let odd = known.filter { ($0.modified! - $0.last!.seconds).magnitude > tolerance }
        guard known.count - odd.count >= 3, odd.count <= max(1, known.count / 10) else { return [] }
        return odd.filter { $0.modified! > $0.last!.seconds }
    }
}

/// The time of day, of the week or of the hour at which a busy log is rotated, learnt from files of which the next goes on
/// at once.
private struct RotationHabit {
    /// Seconds.
    let period: Int64
    /// Seconds since 1970 of one rotation.
    private let instant: Int64
    /// Rotations that were seen.
    let count: Int

    private static let tolerance: Int64 = 120
    private static let periods = [7 * Seconds.day, Seconds.day, Seconds.hour]

    /// Nil where fewer than three rotations are known to that accuracy, or where they have no period.
    init?(_ files: [Artifact]) {
        let ordered = files.sorted { ($0.first!, $0.last!) < ($1.first!, $1.last!) }
        let instants = zip(ordered, ordered.dropFirst()).compactMap { file, next -> Int64? in
            let pause = next.first!.seconds - file.last!.seconds
            return (0...Self.tolerance).contains(pause) ? next.first!.seconds : nil
        }
        guard instants.count >= 3, let last = instants.last,
            let shortest = zip(instants, instants.dropFirst()).map({ $1 - $0 }).min(),
            let period = Self.periods.first(where: { period in
                2 * shortest < 3 * period && instants.allSatisfy { Self.distance($0, last, period) <= Self.tolerance }
            })
        else { return nil }
        self.period = period
        instant = last
        count = instants.count
    }

    func fits(_ second: Int64) -> Bool { Self.distance(second, instant, period) <= Self.tolerance }

    private static func distance(_ left: Int64, _ right: Int64, _ period: Int64) -> Int64 {
        let rest = floorRemainder(left - right, period)
        return min(rest, period - rest)
    }
}
