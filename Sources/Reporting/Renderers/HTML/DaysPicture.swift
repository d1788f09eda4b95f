// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Retrievals per day, a row of bars for each log that has any.
enum DaysPicture {
    private static let barHeight = 40
    private static let rowHeight = 66
    private static let rowLimit = 8
    /// More bars than this could not be told apart.
    private static let barLimit = 400

    static func write(_ answers: CaseAnswers, _ section: inout HTMLWriter) {
        section.element("h2", text: "Retrievals per day")
        let logs = answers.series.filter { !$0.retrievalDays.isEmpty }
        guard let first = logs.compactMap({ $0.retrievalDays.first?.day }).min(),
            let last = logs.compactMap({ $0.retrievalDays.last?.day }).max()
        else {
            section.element("p", text: "No log tells of a retrieval with its time.")
            return
        }
        // The most active first; ties by the order of the logs.
        let ranked = logs.enumerated().sorted { left, right in
            (right.element.retrievals, left.offset) < (left.element.retrievals, right.offset)
        }.map(\.element)
        let shown = ranked.prefix(rowLimit)
        let width = (last - first) / Int64(barLimit) + 1
        let axis = TimeAxis(window: first * daySeconds..<(last + 1) * daySeconds)
        let height = shown.count * rowHeight
        section.element("figure") { figure in
            Picture(
                name: "days", title: "Retrievals per day, by log",
                description: shown.map { words($0) }.joined(separator: ". ") + ".", height: height + 20
            ).write(&figure) { svg in
                svg.ticks(of: axis, bottom: height)
                for (row, log) in shown.enumerated() {
                    let top = row * rowHeight
                    let bars = bars(of: log, from: first, width: width)
                    let most = bars.map(\.count).max() ?? 1
                    svg.element(
                        "text", ["x": "0", "y": "\(top + 14)"],
                        text: "\(Picture.label(log.id)): at most \(Quantities.count(most)) \(unit(width))")
                    for bar in bars {
                        let start = (first + bar.number * width) * daySeconds
                        // A bar of one retrieval beside one of thousands is still there.
                        let length = max(1, Int((Double(bar.count) / Double(most) * Double(barHeight)).rounded()))
                        svg.rectangle(
                            "recorded", from: axis.position(start), to: axis.position(start + width * daySeconds),
                            top: top + 20 + barHeight - length, height: length)
                    }
                }
            }
            figure.element(
                "p", ["class": "note"],
                text:
                    "Records of retrievals by day in UTC, of files in scope or not, as each log has them: one that two logs tell "
                    + "of is in both. A day without a bar is one without a record, which is not one without a retrieval. "
                    + "Each row has a scale of its own."
                    + (ranked.count > rowLimit
                        ? " Those with the most. … and \(Quantities.count(ranked.count - rowLimit)) more logs." : ""))
        }
    }

    private static func bars(of log: Series, from first: Int64, width: Int64) -> [(number: Int64, count: Int64)] {
        log.retrievalDays.reduce(into: []) { bars, day in
            let number = (day.day - first) / width
            if bars.last?.number == number {
                bars[bars.count - 1].count += day.retrievals
            } else {
                bars.append((number, day.retrievals))
            }
        }
    }

    private static func unit(_ width: Int64) -> String { width == 1 ? "a day" : "in \(width) days" }

    private static func words(_ log: Series) -> String {
        let most = log.retrievalDays.max { $0.retrievals < $1.retrievals }!
        return "\(log.id.cut(to: 80)): \(Quantities.count(log.retrievals, "retrieval", "retrievals")) on "
            + Quantities.count(log.retrievalDays.count, "day", "days")
            + ", the most, \(Quantities.count(most.retrievals)), on "
            + Instant(seconds: most.day * daySeconds).iso8601.prefix(while: { $0 != "T" })
    }
}

private let daySeconds: Int64 = 86_400

extension Series {
    fileprivate var retrievals: Int64 { retrievalDays.reduce(0) { $0 + $1.retrievals } }
}
