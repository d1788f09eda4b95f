// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What other logs of the evidence say of a gap.
struct CrossSearch {
    private let all: [SeriesTimes]
    /// Seconds by which two logs of the same thing may differ.
    private static let tolerance: Int64 = 2
    /// Seconds by which a stop may miss the last record, and a start the first.
    private static let margin: Int64 = 120
    /// Independent events that another log must have been due for its silence to say something.
    private static let leastExpected = 3.0

    init(_ all: [SeriesTimes]) {
        self.all = all
    }

    func add(to candidates: inout [GapCandidate], of series: SeriesTimes) {
        addCompanions(to: &candidates, series)
        for index in candidates.indices where candidates[index].verdict == nil && !candidates[index].isGone {
            guard let from = candidates[index].from, let to = candidates[index].to else { continue }
            addRestart(&candidates[index], series, from, to)
            addHost(&candidates[index], series, from, to)
        }
    }

    // MARK: logs of the same thing

    /// A log whose records have had one here at the same time, until now, proves what is gone.
    private func addCompanions(to candidates: inout [GapCandidate], _ series: SeriesTimes) {
        guard let records = series.records else { return }
        var open = candidates.indices.filter { candidates[$0].from != nil && candidates[$0].to != nil }
        for other in all where other.id != series.id {
            guard let times = other.records else { continue }
            func recordCount(_ index: Int) -> Int {
                times.arrivalCount(
                    after: candidates[index].from! + Self.tolerance, before: candidates[index].to! - Self.tolerance)
            }
            guard let greatest = open.map(recordCount).max(), greatest >= Self.leastInside,
                let company = Company(of: times, with: records, Self.tolerance, greatestInside: greatest)
            else { continue }
            for index in open {
                let inside = recordCount(index)
                guard inside >= Self.leastInside,
                    company.proves(inside, without: candidates[index].from!...candidates[index].to!)
                else { continue }
                candidates[index].prove(
                    GapEvidence(
                        kind: .cross,
                        detail: "a log whose records come with records here has them at \(inside) times within the gap",
                        artifact: other.artifact))
                open.removeAll { $0 == index }
            }
        }
    }

    private static let leastInside = 3

    // MARK: the service and the machine

    private func addRestart(_ candidate: inout GapCandidate, _ series: SeriesTimes, _ from: Int64, _ to: Int64) {
        for other in all where other.folder == series.folder {
            for start in other.starts where start > from && start <= to + Self.margin {
                guard let stop = other.stops.last(where: { $0 < start }), stop >= from - Self.margin,
                    2 * (start - stop) >= to - from
                else { continue }
                candidate.add(
                    GapEvidence(
                        kind: .cross,
                        detail:
                            "the server was stopped at \(Self.text(stop, from)) and started \(Self.text(start, from))",
                        artifact: other.artifact),
                    Likelihood(missing: 1, outage: 100, quiet: 1))
                return
            }
        }
    }

    private static func text(_ second: Int64, _ from: Int64) -> String {
        second >= from ? "\(second - from) s after the last record" : "\(from - second) s before the last record"
    }

    /// A log of a service that started at `second`, if services with logs in different folders did: one alone is restarted
    /// for its own reasons, such as the rotation of its logs.
    private func startOfTheMachine(at second: Int64) -> SeriesTimes? {
        let starting = all.filter { $0.starts.contains { ($0 - second).magnitude <= UInt64(Self.margin) } }
        return Set(starting.map(\.folder)).count >= 2 ? starting.first : nil
    }

    private func addHost(_ candidate: inout GapCandidate, _ series: SeriesTimes, _ from: Int64, _ to: Int64) {
        var (silent, running) = (0, 0)
        for other in all where other.id != series.id {
            guard let model = other.model, let times = other.records, times.first <= from, times.last >= to,
                model.hazard.residual(from: from, to: to) >= Self.leastExpected
            else { continue }
            if times.silence(at: from + (to - from) / 2).map({ 10 * $0.length >= 9 * (to - from) }) ?? false {
                silent += 1
            } else {
                running += 1
            }
        }
        if silent > 0, running == 0 {
            // A hand that removes one log may remove the others: only a start of the machine makes it an outage.
            let starting = startOfTheMachine(at: to)
            candidate.add(
                GapEvidence(
                    kind: .host,
                    detail: "\(silent == 1 ? "the one other log" : "all \(silent) other logs") that should have had "
                        + "records was silent as well"
                        + (starting == nil ? "" : ", and services of several daemons started at its end"),
                    artifact: starting?.artifact),
                Likelihood(missing: 1, outage: starting == nil ? 5 : 50, quiet: 1))
        } else if silent == 0, running >= 2 {
            candidate.add(
                GapEvidence(kind: .host, detail: "\(running) other logs went on meanwhile"),
                Likelihood(missing: 10, outage: 2, quiet: 1))
        }
    }
}
