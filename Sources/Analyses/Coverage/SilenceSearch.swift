// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Glibc

/// Finds the silences of a log that its own habits do not explain, and the files that the names of others skip.
enum SilenceSearch {
    /// Seconds; real servers interrupt their work for less.
    static let leastLength: Int64 = 300

    static func candidates(in series: SeriesTimes) -> [GapCandidate] {
        var found = silences(series)
        for set in RotationSet.all(of: series.files) {
            for hole in set.holes { add(hole, to: &found, series) }
        }
        return found
    }

    // MARK: silences

    private static func silences(_ series: SeriesTimes) -> [GapCandidate] {
        guard let model = series.model else { return saturatedSilences(series) }
        return model.unusual.map { silence, residual in
            candidate(silence.start, silence.end, residual, model.score(residual), model)
        }
    }

    private static func saturatedSilences(_ series: SeriesTimes) -> [GapCandidate] {
        guard let records = series.records, records.isSaturated else { return [] }
        let yearly = Double(max(records.silences.count, 1)) / (Double(records.span) / Seconds.year)
        return records.silences.filter { $0.length >= leastLength }.map { silence in
            var candidate = GapCandidate(from: silence.start, to: silence.end, kind: .silence)
            let residual = records.saturatedResidual(silence)
            candidate.residual = residual
            candidate.score = log10(yearly) - residual / log(10)
            candidate.add(
                GapEvidence(
                    kind: .silence, detail: "the log has a record in most seconds, and none for \(silence.length) s"))
            return candidate
        }
    }

    private static func candidate(
        _ from: Int64, _ to: Int64, _ residual: Double, _ score: Double, _ model: SilenceModel
    ) -> GapCandidate {
        var candidate = GapCandidate(from: from, to: to, kind: .silence)
        candidate.residual = residual
        candidate.score = score
        candidate.add(
            GapEvidence(
                kind: .silence,
                detail:
                    "\(residual.rounded(places: 1)) independent events were to be expected; \(natural(score)) in a year "
                    + "of this log (silences over \(model.hazard.runLength) s; tail shape \(model.tail.shape.rounded(places: 2)))"
            ))
        return candidate
    }

    private static func natural(_ score: Double) -> String {
        if score < -6 { return "less than one natural silence this long in a million years" }
        let number = pow(10, score)
        return number >= 1
            ? "\(number.rounded(places: 0)) natural silences this long"
            : "\(number.rounded(places: 2 - Int(score.rounded(.down)))) natural silences this long"
    }

    // MARK: sequences

    private static func add(_ hole: RotationSet.Hole, to found: inout [GapCandidate], _ series: SeriesTimes) {
        let place = found.firstIndex { ($0.from ?? .min) <= hole.from && ($0.to ?? .max) >= hole.to }
        var candidate = place.map { found[$0] } ?? unlisted(hole, series.model)
        candidate.kind = .sequence
        candidate.inner = hole.inner
        candidate.isGone = !hole.skipsQuietDays
        let count = hole.fileCount == 1 ? "one rotated file is" : "\(hole.fileCount) rotated files are"
        candidate.add(
            GapEvidence(
                kind: .sequence,
                detail: "\(count) not there between two that are"
                    + (hole.skipsQuietDays ? "; others are left out as well, as where empty logs are not rotated" : "")),
            hole.skipsQuietDays
                ? Likelihood(missing: 3, outage: 1, quiet: 1) : Likelihood(missing: 100, outage: 1, quiet: 1))
        if let place { found[place] = candidate } else { found.append(candidate) }
    }

    private static func unlisted(_ hole: RotationSet.Hole, _ model: SilenceModel?) -> GapCandidate {
        guard let model else { return GapCandidate(from: hole.from, to: hole.to, kind: .sequence) }
        let residual = model.residual(from: hole.from, to: hole.to)
        return candidate(hole.from, hole.to, residual, model.score(residual), model)
    }
}

extension Double {
    /// With at most `places` digits behind the point, written without an exponent.
    func rounded(places: Int) -> String {
        guard magnitude < 1e15 else { return "\(self)" }
        let places = max(0, min(places, 9))
        let scale = pow(10, Double(places))
        let number = Int64((magnitude * scale).rounded())
        let sign = self < 0 && number > 0 ? "-" : ""
        guard places > 0 else { return sign + "\(number)" }
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        var fraction = padded.suffix(places)
        while fraction.last == "0" { fraction.removeLast() }
        return sign + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
