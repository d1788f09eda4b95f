// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel

/// What is known of one channel at each time of a window, as it is drawn.
package struct ChannelStrip {
    package enum State: String, CaseIterable {
        case recorded, missing
        case missingOrOutage = "missing_or_outage"
        case outage, undetermined
        /// It was open and logged, and no log of the time is left or can tell.
        case unobservable
        case notLogged = "not_logged"
        /// Nothing tells whether it was open, and no log vouches for it.
        case unknown
        case closed

        /// `not logged`
        var words: String { rawValue.replacing("_", with: " ") }
    }

    package struct Part {
        package let state: State
        package let time: TimeRanges
    }

    package let channel: Channel
    /// Together all of the window; each second in one.
    package let parts: [Part]

    init(_ state: ChannelState, _ conclusions: CaseConclusions) {
        channel = state.channel
        let window = conclusions.times.window
        let time = conclusions.times[state.channel]
        var rest = TimeRanges(window)
        var parts: [Part] = []
        func take(_ state: State, _ ranges: TimeRanges) {
            let part = rest.intersection(ranges)
            guard !part.isEmpty else { return }
            parts.append(Part(state: state, time: part))
            rest = rest.subtracting(part)
        }
        if let time {
            let gaps = Self.gaps(of: state.channel, conclusions.answers, window)
            take(.outage, gaps(.outage).intersection(time.exposed))
            take(.recorded, time.observed)
            for (verdict, state) in Self.holes { take(state, gaps(verdict).intersection(time.exposed)) }
            take(.unknown, time.unknown)
            take(state.kind == .blind || state.isLogged == false ? .notLogged : .unobservable, time.open)
        }
        take(.closed, rest)
        self.parts = parts
    }

    private static let holes: [(Gap.Verdict, State)] = [
        (.missing, .missing), (.missingOrOutage, .missingOrOutage), (.undetermined, .undetermined),
        (.unobservable, .unobservable),
    ]

    private static func gaps(
        of channel: Channel, _ answers: CaseAnswers, _ window: Range<Int64>
    ) -> (Gap.Verdict) -> TimeRanges {
        let logs = Set(answers.series.filter { $0.channels.contains(channel) }.map(\.id))
        let gaps = answers.gaps.filter { logs.contains($0.series) }
        return { verdict in TimeRanges(gaps.filter { $0.verdict == verdict }.map { $0.extent(in: window) }) }
    }

    /// All channels, of a case whose window has a length.
    package static func all(_ conclusions: CaseConclusions) -> [ChannelStrip] {
        guard !conclusions.times.window.isEmpty else { return [] }
        return conclusions.answers.channelStates.map { ChannelStrip($0, conclusions) }
    }

    /// In words, for those who do not see the picture: `recorded 0.1 %, unobservable 99.9 %`.
    var words: String {
        let whole = parts.reduce(0) { $0 + $1.time.duration }
        return parts.map { part in
            "\(part.state.words) \(ClaimWords.share(Double(part.time.duration) / Double(max(whole, 1))))"
        }.joined(separator: ", ")
    }
}
