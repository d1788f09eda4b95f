// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Channels × time: when each was recorded, and why not where it was not.
enum CoverageMatrix {
    private static let rowHeight = 38

    static func write(_ conclusions: CaseConclusions, _ section: inout HTMLWriter) {
        let strips = ChannelStrip.all(conclusions)
        guard !strips.isEmpty else {
            section.element("p", text: "No record and no witness gives a time, so that there is none to cover.")
            return
        }
        let window = conclusions.times.window
        legend(strips, &section)
        figure("coverage-all", "Coverage of the channels, all of the window", strips, window, conclusions, &section)
        if let logged = logged(conclusions.answers)?.clamped(to: window), !logged.isEmpty,
            (window.upperBound - window.lowerBound) / 4 > logged.upperBound - logged.lowerBound
        {
            figure(
                "coverage-logged", "The same, the time from which there are records", strips, logged, conclusions,
                &section)
        }
        if let claimed = claimed(conclusions.claimedParts, in: window) {
            figure(
                "coverage-claimed", "The same, around the time that claims speak of", strips, claimed, conclusions,
                &section)
        }
    }

    /// The time of the claims with as much again on each side; nil where that is not less than the window.
    private static func claimed(_ parts: [ClaimedPart], in window: Range<Int64>) -> Range<Int64>? {
        guard let first = parts.map(\.time.lowerBound).min(), let last = parts.map(\.time.upperBound).max() else {
            return nil
        }
        let length = last - first
        let range = (first - min(length, first - window.lowerBound))..<(last + min(length, window.upperBound - last))
        return (range.upperBound - range.lowerBound) < (window.upperBound - window.lowerBound) / 2 ? range : nil
    }

    private static func logged(_ answers: CaseAnswers) -> Range<Int64>? {
        let spans = answers.series.filter { !$0.channels.isEmpty }.compactMap(\.records.seconds)
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
        return first..<last
    }

    private static func legend(_ strips: [ChannelStrip], _ section: inout HTMLWriter) {
        let present = Set(strips.flatMap { $0.parts.map(\.state) })
        section.element("ul", ["class": "legend"]) { list in
            for state in ChannelStrip.State.allCases where present.contains(state) {
                list.element("li") { item in
                    item.element("svg", ["aria-hidden": "true"]) {
                        $0.empty("rect", ["class": state.rawValue, "width": "14", "height": "14"])
                    }
                    item.text(state.legend)
                }
            }
        }
    }

    private static func figure(
        _ name: String, _ title: String, _ strips: [ChannelStrip], _ window: Range<Int64>,
        _ conclusions: CaseConclusions, _ section: inout HTMLWriter
    ) {
        let axis = TimeAxis(window: window)
        let height = strips.count * rowHeight
        section.element("figure") { figure in
            figure.element("figcaption", text: title)
            Picture(
                name: name, title: title,
                description: strips.map { "\($0.channel.rawValue): \($0.words)" }.joined(separator: ". "),
                height: height + 20
            ).write(&figure) { svg in
                svg.ticks(of: axis, bottom: height)
                for (row, strip) in strips.enumerated() {
                    let top = row * rowHeight
                    svg.element("text", ["x": "0", "y": "\(top + 12)"], text: strip.channel.rawValue)
                    for part in strip.parts {
                        let visible = part.time.intersection(TimeRanges(window))
                        svg.ranges(part.state.rawValue, visible, on: axis, top: top + 20, height: 14)
                    }
                    for part in conclusions.claimedParts
                    where part.channels.contains(strip.channel) && part.time.overlaps(window) {
                        svg.rectangle(
                            "claimed", from: axis.position(part.time.lowerBound),
                            to: axis.position(part.time.upperBound), top: top + 18, height: 18)
                    }
                    marks(of: strip.channel, conclusions.answers.retrievals, axis, top: top + 16, &svg)
                }
            }
            figure.element(
                "p", ["class": "note"],
                text:
                    "Marks above a bar: the first and the last retrieval of each file. "
                    + (conclusions.claimedParts.isEmpty ? "" : "Frames: what claims speak of or rest on. ")
                    + "From \(Instant(seconds: window.lowerBound).iso8601) "
                    + "to \(Instant(seconds: window.upperBound).iso8601).")
        }
    }

    /// Those that fall on the same place are drawn once.
    private static func marks(
        of channel: Channel, _ retrievals: Retrievals, _ axis: TimeAxis, top: Int, _ svg: inout HTMLWriter
    ) {
        var places: Set<String> = []
        for file in retrievals.files where file.isInScope {
            for way in file.ways where way.channel == channel {
                for time in [way.span.first, way.span.last].compactMap({ $0 }) where axis.window.contains(time.seconds)
                {
                    places.insert(Picture.percent((axis.position(time.seconds) * 500).rounded() / 500))
                }
            }
        }
        for place in places.sorted() {
            svg.empty("rect", ["class": "mark", "x": place, "y": "\(top)", "width": "2", "height": "4"])
        }
    }
}

extension ChannelStrip.State {
    fileprivate var legend: String {
        switch self {
        case .recorded: "recorded"
        case .missing: "records are missing"
        case .missingOrOutage: "missing, or the service was down"
        case .outage: "the service was down"
        case .undetermined: "perhaps a hole"
        case .unobservable: "open, and no log of it is left"
        case .notLogged: "open, and not logged"
        case .unknown: "not known whether open, no log"
        case .closed: "not open"
        }
    }
}
