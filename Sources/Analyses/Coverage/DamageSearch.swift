// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Finds the times of which records were lost where a file is not as its writer left it.
///
/// What a broken stream held is gone for certain: these gaps are missing, whatever the silence alone would say. A run of NUL
/// bytes or a line that is cut is also what a machine leaves that stops while it writes: that a record is gone is certain then
/// too, and how much of the silence is an outage nobody can tell.
enum DamageSearch {
    static func add(to found: inout [GapCandidate], of series: SeriesTimes, caseEnd: Int64) {
        guard let records = series.records else { return }
        for artifact in series.artifacts {
            for damage in artifact.damage where losesRecords(damage) {
                guard let before = damage.before?.seconds else { continue }
                if let silence = records.silence(at: before), silence.length >= SilenceSearch.leastLength {
                    add(damage, artifact, silence.start, silence.end, to: &found)
                } else if before >= records.last, caseEnd - before >= SilenceSearch.leastLength {
                    add(damage, artifact, records.last, nil, to: &found)
                }
            }
        }
    }

    private static func add(
        _ damage: Damage, _ artifact: Artifact, _ from: Int64, _ to: Int64?, to found: inout [GapCandidate]
    ) {
        let place = found.firstIndex { $0.from == from && $0.to == to }
        var candidate = place.map { found[$0] } ?? GapCandidate(from: from, to: to, kind: .damage)
        if candidate.kind == .silence { candidate.kind = .damage }
        candidate.prove(
            GapEvidence(kind: .damage, detail: "\(words(damage.kind)): \(damage.detail)", artifact: artifact.path))
        if let place { found[place] = candidate } else { found.append(candidate) }
    }

    private static func losesRecords(_ damage: Damage) -> Bool {
        switch damage.kind {
        case .truncatedGzip, .corruptGzip, .corruptCompressed, .nulRun, .unterminatedLine, .readError: true
        case .trailingGarbage, .changedWhileRead, .decompressionBomb: false
        }
    }

    private static func words(_ kind: Damage.Kind) -> String {
        switch kind {
        case .truncatedGzip: "the compressed file breaks off"
        case .corruptGzip, .corruptCompressed: "the compressed file is corrupt"
        case .nulRun: "NUL bytes stand where records were"
        case .unterminatedLine: "the last line is cut"
        case .readError: "the rest could not be read"
        case .trailingGarbage, .changedWhileRead, .decompressionBomb: kind.rawValue
        }
    }
}

extension RecordTimes {
    /// The silence that begins with the record at `second`, or that `second` lies in.
    func silence(at second: Int64) -> Silence? {
        let place = silences.firstPlace { $0.end > second }
        guard place < silences.count, silences[place].start <= second else { return nil }
        return silences[place]
    }

    /// How many records end a silence behind one second and before another.
    func arrivalCount(after from: Int64, before to: Int64) -> Int {
        max(0, silences.firstPlace { $0.end >= to } - silences.firstPlace { $0.end > from })
    }
}
