// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Numbers and times as a language writes them; the same numbers as in the rest of the report.
struct WorksheetFigures {
    let language: any WorksheetLanguage
    /// Of moments that the case file states without an offset.
    let zone: String

    // MARK: numbers

    func count(_ number: some BinaryInteger) -> String { localised(Quantities.count(number)) }

    /// `1 file`, `285 files`
    func count(_ number: some BinaryInteger, _ one: WorksheetPhrase, _ many: WorksheetPhrase) -> String {
        language.text(number == 1 ? one : many, ["count": count(number)])
    }

    func bytes(_ number: Int64) -> String { localised(Quantities.bytes(number)) }

    func hours(_ hours: Double) -> String { localised(Quantities.hours(hours)) }

    /// `13.57 %`; never 0 % or 100 % for what is neither.
    func share(_ share: Double) -> String {
        if share > 0, share < 0.0001 { return language.text(.lessThan, ["share": localised("0.01 %")]) }
        if share > 0.9999, share < 1 { return language.text(.moreThan, ["share": localised("99.99 %")]) }
        return localised(ClaimWords.share(share))
    }

    /// `0.25`, `4`; a range where the ends differ.
    func quarters(_ range: ClosedRange<Int>) -> String {
        range.lowerBound == range.upperBound
            ? quarters(range.lowerBound)
            : language.text(
                .range, ["low": quarters(range.lowerBound), "high": quarters(range.upperBound)])
    }

    func quarters(_ number: Int) -> String {
        localised("\(number / 4)" + ["", ".25", ".5", ".75"][number % 4])
    }

    /// From English: a blank between number and unit does not break.
    private func localised(_ number: String) -> String {
        var output = ""
        for character in number {
            switch character {
            case ",": output += language.digitGroup
            case ".": output += language.decimalPoint
            case " ": output += "\u{a0}"
            default: output.append(character)
            }
        }
        return output
    }

    // MARK: times

    /// `5 June 2013, 13:19:33 UTC`
    func time(_ second: Int64) -> String {
        language.text(.utc, ["time": clock(CivilTime(secondsSince1970: second), .second)])
    }

    /// As precisely as it is stated.
    func moment(_ moment: CaseMoment) -> String {
        let time = clock(moment.local, moment.precision)
        switch moment.precision {
        case .year, .month, .day: return time
        case .minute, .second:
            return moment.offset == 0
                ? language.text(.utc, ["time": time])
                : language.text(.zoned, ["time": time, "zone": moment.offset.map(offset) ?? zone])
        }
    }

    private func clock(_ time: CivilTime, _ precision: CaseMoment.Precision) -> String {
        let month = language.months[time.month - 1]
        switch precision {
        case .year: return String(time.year)
        case .month: return language.text(.monthOfYear, ["month": month, "year": String(time.year)])
        case .day, .minute, .second: break
        }
        let date = language.text(.date, ["day": String(time.day), "month": month, "year": String(time.year)])
        switch precision {
        case .minute:
            return language.text(.minute, ["date": date, "hour": two(time.hour), "minute": two(time.minute)])
        case .second:
            return language.text(
                .second,
                ["date": date, "hour": two(time.hour), "minute": two(time.minute), "second": two(time.second)])
        case .year, .month, .day: return date
        }
    }

    /// `+01:00`
    private func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
