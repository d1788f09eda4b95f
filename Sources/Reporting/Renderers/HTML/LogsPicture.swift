// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Logs × time: for what each log vouches, and its gaps.
enum LogsPicture {
    private static let rowHeight = 34
    /// So many fit on a printed page below the channels.
    private static let rowLimit = 16

    static func write(_ answers: CaseAnswers, _ section: inout HTMLWriter) {
        let logs = answers.series.filter { $0.records.seconds != nil }
        guard let first = logs.compactMap({ $0.records.seconds?.lowerBound }).min(),
            let last = logs.compactMap({ $0.records.seconds?.upperBound }).max()
        else { return }
        let axis = TimeAxis(window: first..<last)
        let gaps = Dictionary(grouping: answers.gaps.filter { $0.verdict != .quiet }, by: \.series)
        let shown = logs.count > rowLimit ? worst(logs, gaps).prefix(rowLimit) : logs[...]
        let height = shown.count * rowHeight
        section.element("figure") { figure in
            figure.element("figcaption", text: "Logs, and the gaps in them")
            Picture(
                name: "logs", title: "Logs, and the gaps in them",
                description: shown.map { log in
                    "\(log.id.cut(to: 80)): vouches for \(Quantities.duration(log.coverage.duration)), "
                        + Quantities.count((gaps[log.id] ?? []).count, "gap", "gaps")
                }.joined(separator: ". "), height: height + 20
            ).write(&figure) { svg in
                svg.ticks(of: axis, bottom: height)
                for (row, log) in shown.enumerated() {
                    let top = row * rowHeight
                    svg.element("text", ["x": "0", "y": "\(top + 13)"], text: Picture.label(log.id))
                    svg.ranges("closed", TimeRanges(axis.window), on: axis, top: top + 17, height: 12)
                    svg.ranges("recorded", log.coverage, on: axis, top: top + 17, height: 12)
                    for gap in gaps[log.id] ?? [] {
                        let extent = TimeRanges(gap.extent(in: log.records.seconds ?? axis.window))
                        svg.ranges(gap.verdict.rawValue, extent, on: axis, top: top + 17, height: 12)
                    }
                }
            }
            if logs.count > rowLimit {
                figure.element(
                    "p", ["class": "note"],
                    text: "Those that miss the most time. … and \(Quantities.count(logs.count - rowLimit)) more logs: "
                        + "all in the JSON report and in logs.csv.")
            }
        }
    }

    /// The logs that miss the most time first; ties by their order.
    private static func worst(_ logs: [Series], _ gaps: [String: [Gap]]) -> [Series] {
        let missing = logs.map { log in
            (gaps[log.id] ?? []).filter(\.isLoss).reduce(Int64(0)) { seconds, gap in
                let extent = gap.extent(in: log.records.seconds ?? 0..<0)
                return seconds + extent.upperBound - extent.lowerBound
            }
        }
        return logs.indices.sorted { (missing[$1], $0) < (missing[$0], $1) }.map { logs[$0] }
    }
}
