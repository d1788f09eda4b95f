// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

extension ChannelTimes {
    /// The channel-time of a case: from what configuration and logs show of each channel, and what the case file states.
    init(_ answers: CaseAnswers, stated: [StatedChannel], window: Range<Int64>, zone: ZoneRules) {
        let whole = TimeRanges(window)
        self.init(
            window: window,
            channels: answers.channelStates.map { state in
                var (open, unknown) = (TimeRanges.none, TimeRanges.none)
                switch state.kind {
                case .observed, .partlyObserved, .blind: open = whole
                case .absent: break
                case nil: unknown = whole
                }
                for statement in stated where statement.channel == state.channel {
                    let range = TimeRanges(statement.range(in: window, zone))
                    switch statement.state {
                    case .open:
                        open = open.union(range)
                        unknown = unknown.subtracting(range)
                    case .closed:
                        open = open.subtracting(range)
                        unknown = unknown.subtracting(range)
                    case .unknown:
                        open = open.subtracting(range)
                        unknown = unknown.union(range)
                    }
                }
                return ChannelTime(
                    channel: state.channel, open: open, unknown: unknown,
                    seen: Self.seen(state, answers).intersection(whole))
            })
    }

    /// When a log vouches for the channel.
    ///
    /// Several logs of a web server are those of its virtual hosts, so that a hole in one leaves requests of its host
    /// unseen whatever the others hold; several logs of another daemon tell of the same transfers, and one fills the holes
    /// of another.
    private static func seen(_ state: ChannelState, _ answers: CaseAnswers) -> TimeRanges {
        guard state.kind == .observed || state.kind == .partlyObserved else { return .none }
        let logs = logs(of: state.channel, answers)
        let vouched = logs.reduce(TimeRanges.none) { $0.union($1.coverage) }
        guard state.channel == .http || state.channel == .webdav else { return vouched }
        let ids = Set(logs.map(\.id))
        let holes = answers.gaps.filter { ids.contains($0.series) && $0.isUnseen && $0.kind != .edge }
        let span = vouched.ranges.first.map { $0.lowerBound..<vouched.ranges[vouched.ranges.count - 1].upperBound }
        return vouched.subtracting(TimeRanges(holes.map { $0.extent(in: span ?? 0..<0) }))
    }

    /// Those with events of the channel, and those that a configuration makes its log.
    private static func logs(of channel: Channel, _ answers: CaseAnswers) -> [Series] {
        let daemons = Set(answers.configuration.services(of: channel).map(\.daemon))
        return answers.series.filter { series in
            series.channels.contains(channel)
                || series.artifacts.contains { path in
                    answers.configuration.logs(writtenTo: path).contains {
                        daemons.contains($0.daemon) && ($0.kind == .access || $0.kind == .transfer)
                    }
                }
        }
    }
}

extension StatedChannel {
    fileprivate func range(in window: Range<Int64>, _ zone: ZoneRules) -> Range<Int64> {
        let start = from?.range(in: zone).lowerBound ?? window.lowerBound
        return (start..<max(start, through?.range(in: zone).upperBound ?? window.upperBound)).clamped(to: window)
    }
}
