// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The coverage of each channel as a strip of characters.
enum CoverageText {
    private static let width = 60

    static func lines(_ conclusions: CaseConclusions) -> [String] {
        let strips = ChannelStrip.all(conclusions)
        guard !strips.isEmpty else { return [] }
        let window = conclusions.times.window
        var table = TextTable([("", .left), ("", .left)])
        for strip in strips { table.add([strip.channel.rawValue, "|\(line(strip, window))|"]) }
        let (from, to) = (
            Instant(seconds: window.lowerBound).iso8601.prefix(10),
            Instant(seconds: window.upperBound).iso8601.prefix(10)
        )
        return ["COVERAGE, \(from) to \(to)"] + table.lines() + [
            "  █ recorded  ▄ partly  x missing  ! missing or outage  o outage  ? perhaps a hole  - no log of it left",
            "  n not logged  . not known whether open  blank: closed", "",
        ]
    }

    private static func line(_ strip: ChannelStrip, _ window: Range<Int64>) -> String {
        let length = window.upperBound - window.lowerBound
        return (0..<Int64(width)).map { column in
            let cell = TimeRanges(
                window.lowerBound + part(length, column)..<window.lowerBound + part(length, column + 1))
            let shares = strip.parts.map { ($0.state, $0.time.intersection(cell).duration) }.filter { $0.1 > 0 }
            let recorded = shares.first { $0.0 == .recorded }?.1 ?? 0
            if recorded > 0 { return recorded * 20 >= cell.duration * 19 ? "█" : "▄" }
            return shares.max { $0.1 < $1.1 }.map { character($0.0) } ?? " "
        }.joined()
    }

    /// `length · column / width` without overflow for any length of a window.
    private static func part(_ length: Int64, _ column: Int64) -> Int64 {
        length / Int64(width) * column + length % Int64(width) * column / Int64(width)
    }

    private static func character(_ state: ChannelStrip.State) -> String {
        switch state {
        case .recorded: "█"
        case .missing: "x"
        case .missingOrOutage: "!"
        case .outage: "o"
        case .undetermined: "?"
        case .unobservable: "-"
        case .notLogged: "n"
        case .unknown: "."
        case .closed: " "
        }
    }
}
