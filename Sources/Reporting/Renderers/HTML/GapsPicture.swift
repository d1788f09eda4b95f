// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// For each gap that may hide something, how many events its log leads to expect there, beside the none that it has.
enum GapsPicture {
    private static let rowLimit = 12
    /// Of the width, for the longest bar: its label must find room beside it on a telephone.
    private static let barShare = 0.6

    static func write(_ answers: CaseAnswers, _ section: inout HTMLWriter) {
        // The fullest first; ties by the order of the logs and of time.
        let gaps = answers.gaps.filter { $0.isLoss && $0.kind != .thinning }.enumerated().sorted { left, right in
            (right.element.expectedEvents ?? -1, left.offset) < (left.element.expectedEvents ?? -1, right.offset)
        }.map(\.element)
        guard !gaps.isEmpty else { return }
        let most = max(gaps.compactMap(\.expectedEvents).max() ?? 0, 1)
        section.element("h2", text: "What the gaps should hold")
        section.element("ul", ["class": "routes"]) { list in
            for (number, gap) in gaps.prefix(rowLimit).enumerated() {
                list.element("li") { item in
                    item.element("strong", text: gap.series.cut(to: 80))
                    item.text(" \(time(gap)): \(words(gap))")
                    guard let expected = gap.expectedEvents else { return }
                    Picture(
                        name: "gap-\(number)", title: "Expected and observed in a gap of \(gap.series.cut(to: 80))",
                        description: "\(time(gap)): \(words(gap))", height: 34
                    ).write(&item) { svg in
                        svg.rectangle(
                            gap.verdict.rawValue, from: 0, to: expected / most * barShare, top: 0, height: 14)
                        svg.element(
                            "text", ["x": Picture.percent(expected / most * barShare), "dx": "8", "y": "12"],
                            text: "\(count(expected)) expected")
                        svg.element("text", ["x": "0", "y": "30"], text: "0 observed")
                    }
                }
            }
        }
        section.element(
            "p", ["class": "note"],
            text:
                "Events that came independently of one another, by the log's own habits around the gap; one visit may be many "
                + "lines. All bars have one scale."
                + (gaps.count > rowLimit ? " … and \(Quantities.count(gaps.count - rowLimit)) more gaps." : ""))
    }

    private static func time(_ gap: Gap) -> String {
        "\(gap.from.map(\.iso8601) ?? "before the first record") to \(gap.to.map(\.iso8601) ?? "after the last")"
    }

    private static func words(_ gap: Gap) -> String {
        let expected = gap.expectedEvents.map { "\(count($0)) events expected" } ?? "unknown how many events to expect"
        return "\(gap.verdict.words); \(expected), 0 observed" + hidden(gap)
    }

    private static func hidden(_ gap: Gap) -> String {
        guard case .estimated(let estimate) = gap.unobserved else { return "" }
        let range = estimate.retrievals.interval95
        return "; \(Quantities.count(range.lowerBound)) to \(Quantities.count(range.upperBound)) retrievals may be lost"
    }

    /// Tenths where whole numbers would be too coarse.
    private static func count(_ events: Double) -> String {
        guard events < 10 else { return Quantities.count(Int64(min(events, 9e15).rounded())) }
        let tenths = Int((events * 10).rounded())
        return tenths == 0 ? "fewer than 0.1" : "\(tenths / 10).\(tenths % 10)"
    }
}
