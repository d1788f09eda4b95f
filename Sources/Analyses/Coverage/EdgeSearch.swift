// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Finds logs that begin long after other evidence does, or end long before.
///
/// Nothing in such a log tells whether its service was there already, or still: that is unobservable, and not nothing.
enum EdgeSearch {
    /// Seconds; logs of one machine begin and end hours apart without cause.
    private static let leastLength = Seconds.day

    static func add(
        to found: inout [GapCandidate], of series: SeriesTimes, all: [SeriesTimes],
        _ configuration: MachineConfiguration
    ) {
        guard let records = series.records else { return }
        let others = all.filter { $0.id != series.id && $0.records != nil }
        if let earliest = others.min(by: { $0.records!.first < $1.records!.first }),
            records.first - earliest.records!.first >= leastLength
        {
            var candidate = GapCandidate(from: nil, to: records.first, kind: .edge)
            candidate.verdict = .unobservable
            candidate.add(
                GapEvidence(
                    kind: .cross, detail: "another log of the evidence begins earlier", artifact: earliest.artifact))
            if let rule = configuration.retention(ofLogNamed: series.artifact ?? []) {
                candidate.add(retained(series, by: rule))
            } else if let rotated = oldestRotated(series) {
                candidate.add(
                    GapEvidence(
                        kind: .retention,
                        detail:
                            "the oldest file that is left was rotated before: older ones may have been kept no longer",
                        artifact: rotated))
            }
            found.append(candidate)
        }
        if let latest = others.max(by: { $0.records!.last < $1.records!.last }),
            latest.records!.last - records.last >= leastLength, !found.contains(where: { $0.to == nil })
        {
            var candidate = GapCandidate(from: records.last, to: nil, kind: .edge)
            let end = latest.records!.last
            if let model = series.model {
                let residual = model.residual(after: records.last, to: end)
                candidate.residual = residual
                candidate.score = model.score(residual)
            }
            candidate.verdict = (candidate.score ?? 0) < 0 ? .undetermined : .unobservable
            candidate.add(
                GapEvidence(kind: .cross, detail: "another log of the evidence goes on", artifact: latest.artifact))
            found.append(candidate)
        }
    }

    /// Whether the rule by which old files are removed explains that there are no older ones.
    private static func retained(_ series: SeriesTimes, by rule: LogRetention) -> GapEvidence {
        let rotated = Set(
            series.files.map { RotatedName($0.path).mark }.filter(\.isOfRotation).map(String.init(describing:)))
        let there = "\(rotated.count) \(rotated.count == 1 ? "is" : "are") there"
        let detail =
            switch rule.count {
            case let count? where rotated.count >= count:
                "\(count) rotated files are kept by rule, and \(there): older ones were removed by the rule"
            case let count?:
                "\(count) rotated files are kept by rule, and \(there): the rule has not removed older ones"
            case nil:
                rule.maximumDays.map { "rotated files are kept for \($0) days by rule, and \(there)" }
                    ?? "no rule removes rotated files, and \(there)"
            }
        return GapEvidence(
            kind: .retention, detail: detail, artifact: rule.source.file, line: Int64(rule.source.line))
    }

    /// The artifact with the first records, if its name says that it is not the only one there ever was.
    private static func oldestRotated(_ series: SeriesTimes) -> [UInt8]? {
        guard let oldest = series.artifacts.filter({ $0.first != nil }).min(by: { $0.first! < $1.first! }) else {
            return nil
        }
        return RotatedName(oldest.path).mark.isOfRotation ? oldest.path : nil
    }
}

extension RotatedName.Mark {
    /// Whether the rotation of logs gave it.
    fileprivate var isOfRotation: Bool {
        switch self {
        case .number(let number): number > 0
        case .date, .epoch, .week: true
        case .current, .old, .copy: false
        }
    }
}
