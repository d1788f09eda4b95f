// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Finds the year in which the first stamp of each artifact was written, for logs whose stamps state none.
///
/// What tells it, the better first: a stamp among them that states its year; the day in the name of a rotated file; the
/// time in a gzip header; the file's time, if the last stamp lies just before it, as it does in a file that was not
/// copied. Each is a time at or before which the last line was written. Other artifacts of the log follow from their
/// neighbours. Where nothing of that is left, the file's time is an upper bound, and so is what other logs of the evidence
/// show to be its time: files that were extracted today were not written today.
struct YearFinder {
    /// An artifact of a log, the log's in the order of their age, the oldest first.
    struct Part {
        let index: Int
        let survey: YearSurvey
        /// Seconds since 1970 at which the last line was written or shortly after.
        let trusted: Int64?
        /// Seconds since 1970 at which it had been written at the latest; nil where nothing tells.
        let latest: Int64?
    }

    private let zone: ZoneRules
    /// The latest instant that logs with years, or logs whose years were found, show.
    private var witness: Int64?
    /// By the index of the artifact.
    private(set) var firstYears: [Int: Int] = [:]

    /// Clocks and zones differ by less.
    private static let slack: Int64 = 86_400
    private static let halfYear: Int64 = 183 * 86_400

    /// - Parameter witness: The latest instant that other logs of the evidence state, in seconds since 1970.
    init(_ logs: [[Part]], zone: ZoneRules, witness: Int64?) {
        self.zone = zone
        self.witness = witness
        // Logs that tell their years themselves bear witness for those that do not.
        for log in logs where log.contains(where: { isAnchor($0) }) { settle(log) }
        for log in logs where !log.contains(where: { isAnchor($0) }) { settle(log) }
    }

    private func isAnchor(_ part: Part) -> Bool { anchoredYear(part) != nil }

    private mutating func settle(_ log: [Part]) {
        var years = log.map(anchoredYear)
        if years.allSatisfy({ $0 == nil }), let newest = log.indices.last {
            years[newest] = year(of: log[newest], notAfter: bound(of: log[newest]))
        }
        // From each artifact whose year is known to the older ones before it, then to the newer ones behind it.
        for place in log.indices.dropLast().reversed() where years[place] == nil {
            guard let next = years[place + 1], let first = span(log[place + 1], next)?.first.seconds else { continue }
            years[place] = year(of: log[place], notAfter: first)
        }
        for place in log.indices.dropFirst() where years[place] == nil {
            guard let previous = years[place - 1], let last = span(log[place - 1], previous)?.last.seconds else {
                continue
            }
            years[place] = year(of: log[place], notBefore: last)
        }
        for (part, year) in zip(log, years) {
            guard let year else { continue }
            firstYears[part.index] = year
            if let last = span(part, year)?.last.seconds { witness = max(witness ?? last, last) }
        }
    }

    private func anchoredYear(_ part: Part) -> Int? {
        if let stated = part.survey.statedFirstYear { return stated }
        if let trusted = part.trusted { return year(of: part, notAfter: trusted) }
        // The file was last written when its last line was.
        guard let latest = part.latest, let year = year(of: part, notAfter: latest),
            let last = span(part, year)?.last.seconds, latest - last <= 2 * Self.slack
        else { return nil }
        return year
    }

    /// What an artifact that tells nothing itself is no later than.
    private func bound(of part: Part) -> Int64? {
        let shown = witness.map { $0 + Self.halfYear }
        guard let latest = part.latest else { return shown }
        return shown.map { min($0, latest) } ?? latest
    }

    private func span(_ part: Part, _ year: Int) -> (first: Instant, last: Instant)? {
        part.survey.span(firstYear: year, zone: zone)
    }

    /// The latest year in which all was written before `bound`.
    private func year(of part: Part, notAfter bound: Int64?) -> Int? {
        guard let bound else { return nil }
        let latest = CivilTime(secondsSince1970: bound).year + 1
        return (latest - 12...latest).reversed().first { year in
            guard part.survey.allows(firstYear: year), let last = span(part, year)?.last.seconds else { return false }
            return last <= bound + Self.slack
        }
    }

    /// The earliest year in which all was written after `bound`.
    private func year(of part: Part, notBefore bound: Int64) -> Int? {
        let earliest = CivilTime(secondsSince1970: bound).year - 1
        return (earliest...earliest + 12).first { year in
            guard part.survey.allows(firstYear: year), let first = span(part, year)?.first.seconds else { return false }
            return first >= bound - Self.slack
        }
    }
}

extension YearFinder.Part {
    /// Reads `file` through; nil if it cannot be read, which reading it again will tell, or no stamp lacks its year.
    init?(_ file: EvidenceFile, _ mark: RotatedName.Mark, index: Int, _ survey: Survey) {
        guard case .file(_, let modified) = file.source else { return nil }
        let years: Survey.YearFacts
        do {
            years = try survey.years(of: file)
        } catch {
            return nil
        }
        guard years.survey.first != nil else { return nil }
        self.init(
            index: index, survey: years.survey, trusted: mark.endOfDay ?? years.compressed, latest: modified)
    }
}

extension YearFinder {
    /// The year of a stream's first stamp, so that the last one of its head is not later than the context's `latest`.
    static func firstYear(ofHead stream: inout RecordStream, _ context: ReadingContext) -> Int? {
        guard let latest = context.latest else { return nil }
        let survey = stream.withHead { head in
            var survey = YearSurvey()
            var start = 0
            while let end = head.firstIndex(of: 0x0a, from: start) {
                survey.observe(head.extracting(start..<end))
                start = end + 1
            }
            if start == 0 { survey.observe(head) }
            return survey
        }
        guard survey.first != nil else { return nil }
        let part = Part(index: 0, survey: survey, trusted: latest, latest: latest)
        return YearFinder([[part]], zone: context.zone, witness: nil).firstYears[0]
    }
}

extension RotatedName.Mark {
    /// For logs whose stamps do not tell it: the higher, the older.
    var age: Int {
        switch self {
        case .current, .copy: 0
        case .old: 1
        case .number(let number): 1 + number
        case .date(let digits): Self.farAge - Self.hours(digits)
        case .week(let year, let week): Self.farAge - ((year ?? 0) * 1_000_000 + week * 19_000)
        case .epoch(let seconds): Self.farAge - seconds
        }
    }

    /// More than any date or epoch is.
    private static let farAge = 1 << 48

    /// `201902`, `20190218` and `2019021803` as digits of one length.
    private static func hours(_ digits: Int) -> Int {
        digits < 1_000_000 ? digits * 10_000 : digits < 100_000_000 ? digits * 100 : digits
    }

    /// Seconds since 1970 of the end of the day of rotation, before which the last line was written; nil where the name
    /// does not state it.
    var endOfDay: Int64? {
        guard case .date(let digits) = self, digits >= 1_000_000 else { return nil }
        let date = Self.hours(digits) / 100
        return CivilTime(year: date / 10_000, month: date / 100 % 100, day: date % 100).map {
            $0.secondsSince1970 + 86_400
        }
    }
}
