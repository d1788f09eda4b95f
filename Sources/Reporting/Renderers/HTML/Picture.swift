// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// A picture drawn in inline SVG. Places from left to right are shares of its width, so that it fits any screen while its
/// text keeps its size.
struct Picture {
    /// Names the parts that screen readers read; unique on the page.
    let name: String
    let title: String
    let description: String
    let height: Int

    func write(_ page: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void) {
        page.element(
            "svg",
            [
                "role": "img", "width": "100%", "height": "\(height)",
                "aria-labelledby": "\(name)-title \(name)-description",
            ]
        ) { svg in
            svg.element("title", ["id": "\(name)-title"], text: title)
            svg.element("desc", ["id": "\(name)-description"], text: description)
            body(&svg)
        }
    }

    /// A name that has room on a telephone; nothing breaks a line of a picture.
    static func label(_ name: String) -> String { TerminalText.escaped(Array(name.utf8)).cut(to: 38) }

    /// Where a range of the width begins and ends on paper: nothing that is there may be too thin to be seen.
    static func drawn(from: Double, to: Double) -> (left: Double, right: Double) {
        let width = max(to - from, 0.003)
        let left = min(from, 1 - width)
        return (left, left + width)
    }

    /// `12.34%`
    static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        let digits = hundredths % 100
        return "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)%"
    }
}

extension HTMLWriter {
    mutating func rectangle(_ state: String, from: Double, to: Double, top: Int, height: Int) {
        let drawn = Picture.drawn(from: from, to: to)
        empty(
            "rect",
            [
                "class": state, "x": Picture.percent(drawn.left), "y": "\(top)",
                "width": Picture.percent(drawn.right - drawn.left), "height": "\(height)",
            ])
    }

    /// Ranges on an axis. Those that would touch on paper are drawn as one.
    mutating func ranges(_ state: String, _ time: TimeRanges, on axis: TimeAxis, top: Int, height: Int) {
        var pending: (from: Double, to: Double)?
        for range in time.ranges {
            let (from, to) = (axis.position(range.lowerBound), axis.position(range.upperBound))
            if let last = pending {
                if from - last.to < 0.0005 {
                    pending = (last.from, max(to, last.to))
                    continue
                }
                rectangle(state, from: last.from, to: last.to, top: top, height: height)
            }
            pending = (from, to)
        }
        if let last = pending { rectangle(state, from: last.from, to: last.to, top: top, height: height) }
    }

    /// The ticks of an axis, and lines through what stands above them.
    mutating func ticks(of axis: TimeAxis, bottom: Int) {
        for tick in axis.ticks {
            let place = axis.position(tick.second)
            empty(
                "line",
                [
                    "class": "grid", "x1": Picture.percent(place), "x2": Picture.percent(place), "y1": "0",
                    "y2": "\(bottom)",
                ])
            element(
                "text",
                [
                    "class": "axis", "x": Picture.percent(place), "y": "\(bottom + 13)",
                    "text-anchor": place < 0.08 ? "start" : place > 0.92 ? "end" : "middle",
                ], text: tick.label)
        }
    }
}
