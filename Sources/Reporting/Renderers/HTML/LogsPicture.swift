// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Logs × time: for what each log vouches, and its gaps.
enum LogsPicture {
    private static let rowHeight = 34
    private static let rowLimit = 30

    static func write(_ answers: CaseAnswers, _ section: inout HTMLWriter) {
        let logs = answers.series.filter { $0.records.seconds != nil }
        guard let first = logs.compactMap({ $0.records.seconds?.lowerBound }).min(),
            let last = logs.compactMap({ $0.records.seconds?.upperBound }).max()
        else { return }
        let axis = TimeAxis(window: first..<last)
        let shown = logs.prefix(rowLimit)
        let height = shown.count * rowHeight
        section.element("figure") { figure in
            figure.element("figcaption", text: "Logs, and the gaps in them")
            Picture(
                name: "logs", title: "Logs, and the gaps in them",
                description: shown.map { log in
                    "\(log.id.cut(to: 80)): vouches for \(Quantities.duration(log.coverage.duration)), "
                        + Quantities.count(listed(answers.gaps, log).count, "gap", "gaps")
                }.joined(separator: ". "), height: height + 20
            ).write(&figure) { svg in
                svg.ticks(of: axis, bottom: height)
                for (row, log) in shown.enumerated() {
                    let top = row * rowHeight
                    svg.element("text", ["x": "0", "y": "\(top + 13)"], text: log.id.cut(to: 40))
                    svg.ranges("closed", TimeRanges(axis.window), on: axis, top: top + 17, height: 12)
                    svg.ranges("recorded", log.coverage, on: axis, top: top + 17, height: 12)
                    for gap in listed(answers.gaps, log) {
                        let extent = TimeRanges(gap.extent(in: log.records.seconds ?? axis.window))
                        svg.ranges(gap.verdict.rawValue, extent, on: axis, top: top + 17, height: 12)
                    }
                }
            }
            if logs.count > rowLimit {
                figure.element(
                    "p", ["class": "note"], text: "… and \(Quantities.count(logs.count - rowLimit)) more logs")
            }
        }
    }

    private static func listed(_ gaps: [Gap], _ log: Series) -> [Gap] {
        gaps.filter { $0.series == log.id && $0.verdict != .quiet }
    }
}
