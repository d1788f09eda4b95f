// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What sessions that go on around a gap, or behind it, say of the records in it.
///
/// No such session proves a gap. Lines are lost one by one as well, where a daemon writes faster than its log takes in or a
/// datagram goes astray, and a level of logging that is set too low leaves out all beginnings: so a session says something
/// only where its like is rare elsewhere in the log. Where there is none elsewhere, something that was written is known to
/// be gone, however quiet the time was.
struct SessionSearch {
    private let sessions: SessionFold.Row
    private let artifact: [UInt8]?
    /// Second of the log's first record.
    private let first: Int64
    /// Records that lack none before.
    private let wholeCount: Int64
    /// Seconds behind its beginning within which nearly all that a session does is done.
    private let usualLength: Int64

    private static let leastCount: Int64 = 20
    /// One in so many elsewhere may lack what must come before it.
    private static let rarity: Int64 = 20
    private static let leastLength: Int64 = 64

    init(_ series: SeriesTimes) {
        sessions = series.sessions
        artifact = series.artifact
        first = series.records?.first ?? 0
        wholeCount = sessions.whole.reduce(0, +)
        usualLength = Self.usualLength(sessions.whole, count: wholeCount)
    }

    private static func usualLength(_ counts: [Int64], count: Int64) -> Int64 {
        var sum: Int64 = 0
        for (bits, number) in counts.enumerated() {
            sum += number
            if 20 * (count - sum) <= count { return max(leastLength, 1 << Int64(bits)) }
        }
        return leastLength
    }

    func add(to candidates: inout [GapCandidate]) {
        addInterruptions(to: &candidates)
        addBeginless(to: &candidates)
    }

    /// Sessions that go on across a gap, and of which a record is not there.
    ///
    /// It is gone somewhere between two others; only a gap that takes most of that time is where it likely is.
    private func addInterruptions(to candidates: inout [GapCandidate]) {
        guard sessions.interruptedCount > 0, wholeCount >= Self.leastCount else { return }
        let places = sessions.interruptions.compactMap { interruption in
            candidates.longest { candidate in
                interruption.since <= candidate.from && candidate.to <= interruption.at
                    && 2 * (candidate.to - candidate.from) >= interruption.at - interruption.since
            }
        }
        for (place, count) in Self.counts(places) {
            let elsewhere = sessions.interruptedCount - count
            guard Self.rarity * elsewhere <= wholeCount else { continue }
            if elsewhere == 0 { candidates[place].isGone = true }
            candidates[place].add(
                evidence(
                    "\(Self.sessions(count, "goes", "go")) on across it without a record that must stand between; "
                        + "elsewhere \(elsewhere) of \(wholeCount + elsewhere) records lack one"),
                Likelihood(missing: 20, outage: 0.1, quiet: 0.1), in: .clients)
        }
    }

    /// Sessions that go on behind a gap, and do not begin in the log.
    private func addBeginless(to candidates: inout [GapCandidate]) {
        guard sessions.beginlessCount > 0, sessions.begunCount >= Self.leastCount else { return }
        var places: [Int] = []
        // Those that were going on when the log began lack nothing.
        var early: Int64 = 0
        for second in sessions.beginless {
            let place = candidates.longest { $0.to <= second && second - $0.to <= usualLength }
            if let place { places.append(place) } else if second - first <= usualLength { early += 1 }
        }
        for (place, count) in Self.counts(places) {
            let elsewhere = sessions.beginlessCount - early - count
            guard Self.rarity * elsewhere <= sessions.begunCount else { continue }
            if elsewhere == 0 { candidates[place].isGone = true }
            candidates[place].add(
                evidence(
                    "\(Self.sessions(count, "goes", "go")) on behind it without a beginning; "
                        + "elsewhere \(elsewhere) of \(sessions.begunCount + elsewhere) sessions lack theirs"),
                Likelihood(missing: 20, outage: 1, quiet: 1), in: .clients)
        }
    }

    /// How often each comes, in order.
    private static func counts(_ places: [Int]) -> [(place: Int, count: Int64)] {
        Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            .map { (place: $0.key, count: $0.value) }
    }

    private func evidence(_ words: String) -> GapEvidence {
        GapEvidence(kind: .cross, detail: words, artifact: artifact)
    }

    private static func sessions(_ count: Int64, _ one: String, _ many: String) -> String {
        count == 1 ? "a session \(one)" : "\(count) sessions \(many)"
    }
}

extension [GapCandidate] {
    /// The longest with records before and behind that fits; of several, the first.
    fileprivate func longest(where fits: ((from: Int64, to: Int64)) -> Bool) -> Int? {
        var found: (place: Int, length: Int64)?
        for (place, candidate) in enumerated() where candidate.kind != .thinning {
            guard let from = candidate.from, let to = candidate.to, fits((from: from, to: to)) else { continue }
            if to - from > found?.length ?? -1 { found = (place, to - from) }
        }
        return found?.place
    }
}
