// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// A stretch of time laid out from left to right.
package struct TimeAxis {
    package let window: Range<Int64>

    package init(window: Range<Int64>) {
        self.window = window
    }

    /// 0 at its begin, 1 at its end; what lies outside is at the nearer end.
    package func position(_ second: Int64) -> Double {
        let length = Double(window.upperBound) - Double(window.lowerBound)
        guard length > 0 else { return 0 }
        return min(max((Double(second) - Double(window.lowerBound)) / length, 0), 1)
    }

    package struct Tick {
        package let second: Int64
        package let label: String
    }

    /// At most five, so that they have room on a telephone, at the turns of years, months, days or hours.
    package var ticks: [Tick] {
        for step in Self.steps {
            let ticks = self.ticks(step)
            if ticks.count <= 5 { return ticks }
        }
        return []
    }

    private enum Step {
        case hours(Int64)
        case days(Int64)
        case months(Int)
    }

    private static let steps: [Step] = [
        .hours(1), .hours(3), .hours(6), .hours(12), .days(1), .days(2), .days(5), .days(10), .months(1), .months(3),
        .months(6), .months(12), .months(24), .months(60), .months(120), .months(600), .months(6000),
    ]

    private func ticks(_ step: Step) -> [Tick] {
        switch step {
        case .hours(let hours): shortened(multiples(of: hours * 3600) { String($0.dropFirst(5).prefix(11)) })
        case .days(let days): multiples(of: days * 86_400) { String($0.dropFirst(5).prefix(5)) }
        case .months(let months): turns(of: months)
        }
    }

    /// `02-15 00:00`, the day at the first and where it changes only: all with their days would run into one another.
    private func shortened(_ ticks: [Tick]) -> [Tick] {
        ticks.enumerated().map { place, tick in
            let isFirst = place == 0 || tick.label.hasSuffix("T00:00")
            return Tick(
                second: tick.second,
                label: isFirst ? tick.label.replacing("T", with: " ") : String(tick.label.suffix(5)))
        }
    }

    private func multiples(of length: Int64, _ label: (String) -> String) -> [Tick] {
        guard window.upperBound - window.lowerBound <= 6 * length else { return Self.tooMany }
        let first = (window.lowerBound + length - 1) / length * length
        return stride(from: first, through: window.upperBound, by: Int64.Stride(length)).map {
            Tick(second: $0, label: label(Instant(seconds: $0).iso8601))
        }
    }

    private func turns(of months: Int) -> [Tick] {
        let (first, last) = (
            CivilTime(secondsSince1970: window.lowerBound), CivilTime(secondsSince1970: window.upperBound)
        )
        let start = (first.year * 12 + first.month - 1 + months - 1) / months * months
        let end = last.year * 12 + last.month - 1
        guard end - start <= 6 * months else { return Self.tooMany }
        return stride(from: start, through: end, by: months).compactMap { month in
            let (year, number) = (month / 12, month % 12 + 1)
            let second = Int64(CivilTime.daysSince1970(year: year, month: number, day: 1)) * 86_400
            guard window.contains(second) else { return nil }
            return Tick(
                second: second, label: months % 12 == 0 ? "\(year)" : "\(year)-\(number < 10 ? "0" : "")\(number)")
        }
    }

    /// More than are ever shown.
    private static let tooMany = [Tick](repeating: Tick(second: 0, label: ""), count: 6)
}
