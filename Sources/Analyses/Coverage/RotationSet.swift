// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The files of one log by the marks that rotation left on their names, and what is missing among them.
package struct RotationSet {
    /// One file: its place in the sequence, and the seconds of its first and last record; nil without records.
    struct File {
        let position: Int
        let times: ClosedRange<Int64>?
        /// Seconds since 1970 of the date in its name, as if that were in UTC.
        var date: Int64? = nil
    }

    /// Files that the sequence skips.
    package struct Hole: Equatable {
        /// Last record before, first record after.
        package let from: Int64
        package let to: Int64
        package let fileCount: Int
        /// The time of the missing files, where all were rotated at one period.
        package let inner: Range<Int64>?
        /// Whether the sequence is of dates, and leaves out others as well, as where empty logs are not rotated.
        package let skipsQuietDays: Bool
    }

    /// The oldest first.
    private let files: [File]
    private let skipsQuietDays: Bool

    /// All sequences in which the names of one log stand: one of numbers, one of dates.
    package static func all(of artifacts: [Artifact]) -> [RotationSet] {
        let marked = artifacts.map { (mark: RotatedName($0.path).mark, times: $0.recordTimes) }
        return [numbered(marked), dated(marked)].compactMap(\.self)
    }

    private typealias Marked = (mark: RotatedName.Mark, times: ClosedRange<Int64>?)
    private typealias Numbered = (number: Int, times: ClosedRange<Int64>?)

    // MARK: numbers

    private static func numbered(_ marked: [Marked]) -> RotationSet? {
        let hasWeeks = marked.contains { if case .week(nil, _) = $0.mark { true } else { false } }
        let numbers = marked.compactMap { file -> Numbered? in
            switch file.mark {
            case .current: (0, file.times)
            case .number(let number), .week(nil, let number): (number, file.times)
            case .date, .week, .epoch, .old, .copy: nil
            }
        }
        guard numbers.count >= 2 else { return nil }
        if hasWeeks || isAscending(numbers.filter { $0.number > 0 }) { return weeks(numbers.filter { $0.number > 0 }) }
        return RotationSet(files: numbers.map { File(position: -$0.number, times: $0.times) }, skipsQuietDays: false)
    }

    /// Whether numbers grow with time, as those of weeks do, and not with age.
    private static func isAscending(_ numbers: [Numbered]) -> Bool {
        let ordered = numbers.filter { $0.times != nil }.sorted { $0.times!.lowerBound < $1.times!.lowerBound }
        let steps = zip(ordered, ordered.dropFirst()).map { $1.number - $0.number }
        return steps.count { $0 > 0 } > steps.count { $0 < 0 }
    }

    /// Weeks of the year begin again at 1 after the 52nd or 53rd.
    private static func weeks(_ numbers: [Numbered]) -> RotationSet? {
        let ordered = numbers.filter { $0.times != nil }.sorted { $0.times!.lowerBound < $1.times!.lowerBound }
        guard ordered.count >= 3 else { return nil }
        let wraps = numbers.allSatisfy { $0.number <= 53 }
        var base = 0
        var files: [File] = []
        for (index, file) in ordered.enumerated() {
            if wraps, index > 0, file.number + 26 < ordered[index - 1].number { base += 52 }
            files.append(File(position: base + file.number, times: file.times))
        }
        return RotationSet(files: files, skipsQuietDays: false)
    }

    // MARK: dates

    private static func dated(_ marked: [Marked]) -> RotationSet? {
        let dates = marked.compactMap { file -> (hour: Int, times: ClosedRange<Int64>?)? in
            switch file.mark {
            case .date(let digits): (hours(digits), file.times)
            case .week(let year?, let week): (hours(week: week, of: year), file.times)
            case .epoch(let seconds): (seconds / 3600, file.times)
            case .current, .number, .week, .old, .copy: nil
            }
        }.sorted { $0.hour < $1.hour }
        guard dates.count >= 3 else { return nil }
        let steps = zip(dates, dates.dropFirst()).map { $1.hour - $0.hour }.filter { $0 > 0 }
        guard let unit = steps.isEmpty ? nil : steps.sorted()[steps.count / 2] else { return nil }
        // Months differ in length by less than half of one, and so do days at which clocks are moved.
        func count(_ step: Int) -> Int { (step + unit / 2) / unit }
        var position = 0
        let files = dates.indices.map { index in
            if index > 0 { position += count(dates[index].hour - dates[index - 1].hour) }
            return File(
                position: position, times: dates[index].times, date: Int64(dates[index].hour) * Seconds.hour)
        }
        // A rotation that was left out leaves its records in the next file, and tells nothing of empty logs.
        let skips = zip(files, files.dropFirst()).count { file, next in
            next.position - file.position > 1
                && !(next.times.map { wasLeftOut(between: file, and: next, $0.lowerBound) } ?? false)
        }
        return RotationSet(files: files, skipsQuietDays: skips > max(1, steps.count / 10))
    }

    /// Hours since 1970 of the Monday with which an ISO week begins; the first week holds 4 January.
    private static func hours(week: Int, of year: Int) -> Int {
        let fourth = CivilTime.daysSince1970(year: year, month: 1, day: 4)
        // 1970-01-01 was a Thursday.
        let weekday = ((fourth + 3) % 7 + 7) % 7
        return (fourth - weekday + (week - 1) * 7) * 24
    }

    /// Hours since 1970 of `20190218`, `2019021803` or `201902`.
    private static func hours(_ digits: Int) -> Int {
        if digits <= 999_999 { return hours(digits * 100 + 1) }
        let day = digits > 99_999_999 ? digits / 100 : digits
        let hour = digits > 99_999_999 ? digits % 100 : 0
        return CivilTime.daysSince1970(year: day / 10_000, month: day / 100 % 100, day: day % 100) * 24 + hour
    }

    // MARK: holes

    private init(files: [File], skipsQuietDays: Bool) {
        self.files = files.sorted { $0.position < $1.position }
        self.skipsQuietDays = skipsQuietDays
    }

    /// Places that no file has, between files with records.
    package var holes: [Hole] {
        let clock = RotationClock(files)
        return files.indices.dropLast().compactMap { index in
            let step = files[index + 1].position - files[index].position
            guard step > 1,
                let from = files[...index].compactMap({ $0.times?.upperBound }).max(),
                let to = files[(index + 1)...].compactMap({ $0.times?.lowerBound }).min(), to > from,
                !Self.wasLeftOut(between: files[index], and: files[index + 1], to)
            else { return nil }
            return Hole(
                from: from, to: to, fileCount: step - 1, inner: clock?.period(between: from, and: to),
                skipsQuietDays: skipsQuietDays)
        }
    }

    /// Whether records go on, from the second `record`, before the date that the first missing file would bear: then a rotation
    /// was left out, as happens when clocks are put forward, and no file is gone. Zones are at most 14 hours from UTC.
    private static func wasLeftOut(between file: File, and next: File, _ record: Int64) -> Bool {
        guard let date = file.date, let nextDate = next.date else { return false }
        let step = Int64(next.position - file.position)
        return record < date + (nextDate - date) / step - 14 * Seconds.hour
    }
}

extension Artifact {
    /// Seconds of its first and last record.
    fileprivate var recordTimes: ClosedRange<Int64>? {
        guard let first, let last, first <= last, duplicateOf == nil else { return nil }
        return first.seconds...last.seconds
    }
}
