// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The exposure window and its witnesses on one axis of time.
enum WindowPicture {
    private static let rowHeight = 20
    private static let rowLimit = 20

    static func write(_ window: ExposureWindow, _ section: inout HTMLWriter) {
        section.element("h2", text: "Since when, until when")
        let bounds = [window.earliestPossible, window.earliestProven, window.latestProven, window.latestPossible]
        let times = bounds.compactMap { $0 } + window.witnesses.flatMap { [$0.time.lowerBound, $0.time.upperBound] }
        guard let first = times.min(), let last = times.max(), first < last else {
            section.element("p", text: "Nothing proves when the data could be fetched.")
            return
        }
        let axis = TimeAxis(window: first..<last)
        let shown = window.witnesses.prefix(rowLimit)
        let height = 58 + shown.count * rowHeight
        section.element("figure") { figure in
            Picture(
                name: "window", title: "Exposure window and its witnesses", description: words(window),
                height: height + 20
            ).write(&figure) { svg in
                svg.ticks(of: axis, bottom: height)
                svg.element("text", ["x": "0", "y": "12"], text: "possible, and below it proven")
                svg.rectangle(
                    "possible", from: axis.position(window.earliestPossible ?? window.earliestProven ?? first),
                    to: axis.position(window.latestPossible ?? window.latestProven ?? last), top: 18, height: 12)
                if let from = window.earliestProven, let to = window.latestProven {
                    svg.rectangle("proven", from: axis.position(from), to: axis.position(to), top: 34, height: 12)
                }
                for (row, witness) in shown.enumerated() { mark(witness, row, axis, &svg) }
            }
            figure.element(
                "figcaption",
                text:
                    "The numbers are those of the table of witnesses. An end that no evidence bounds is drawn at its proven end."
                    + (window.witnesses.count > rowLimit
                        ? " … and \(Quantities.count(window.witnesses.count - rowLimit)) more witnesses." : ""))
        }
    }

    private static func mark(_ witness: ExposureWitness, _ row: Int, _ axis: TimeAxis, _ svg: inout HTMLWriter) {
        let top = 58 + row * rowHeight
        let (from, to) = (axis.position(witness.time.lowerBound), axis.position(witness.time.upperBound))
        svg.rectangle("mark", from: from, to: to, top: top, height: 10)
        let (left, right) = Picture.drawn(from: from, to: to)
        let isLeft = from > 0.5
        svg.element(
            "text",
            [
                "x": Picture.percent(isLeft ? left : right), "dx": isLeft ? "-6" : "8", "y": "\(top + 10)",
                "text-anchor": isLeft ? "end" : "start",
            ], text: "\(row + 1) \(witness.kind.words)")
    }

    private static func words(_ window: ExposureWindow) -> String {
        func time(_ second: Int64?) -> String { second.map { Instant(seconds: $0).iso8601 } ?? "unknown" }
        return "Possible from \(time(window.earliestPossible)), proven from \(time(window.earliestProven)) to "
            + "\(time(window.latestProven)), possible until \(time(window.latestPossible)). "
            + "\(Quantities.count(window.witnesses.count, "witness", "witnesses"))."
    }
}
