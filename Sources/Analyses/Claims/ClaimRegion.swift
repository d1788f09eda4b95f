// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

extension ClaimCheck {
    /// The part of a case that a claim speaks about: channels × time × files.
    struct Region {
        var channels: [Channel]
        /// All of it lies in here.
        var time: Range<Int64>
        /// What of `time` it is about.
        var spans: TimeRanges
        private let paths: PathGlob?

        init(_ region: Claim.Region, _ times: ChannelTimes, _ zone: ZoneRules) {
            channels = region.channels.isEmpty ? Channel.allCases.filter { $0 != .ssh } : region.channels
            // What is proven outside of the window belongs to a claim about all time too.
            let lower = region.from?.range(in: zone).lowerBound ?? .min
            time = lower..<max(lower, region.through?.range(in: zone).upperBound ?? .max)
            spans = TimeRanges(time)
            paths = region.paths.map { PathGlob($0) }
        }

        func mayHold(_ fact: RetrievalFact) -> Bool {
            channels.contains(fact.channel) && (paths?.matches(fact.path) ?? true)
        }

        func restricted(_ isIncluded: (Channel) -> Bool) -> Region {
            var region = self
            region.channels = channels.filter(isIncluded)
            return region
        }

        func without(_ range: Range<Int64>) -> Region {
            var region = self
            region.spans = spans.subtracting(TimeRanges(range))
            return region
        }

        /// Whether it holds what no record gives a time to.
        var isAllTime: Bool { spans == TimeRanges(Int64.min..<Int64.max) }

        private func cells(_ times: ChannelTimes, _ part: (ChannelTime) -> TimeRanges) -> [ClaimAnswer.Cell] {
            channels.compactMap { times[$0] }.flatMap { channel in
                part(channel).intersection(spans).ranges.map {
                    ClaimAnswer.Cell(
                        channel: channel.channel, time: $0, isProvenOpen: channel.open.contains(TimeRanges($0)))
                }
            }.sorted { left, right in
                let (long, short) = (
                    left.time.upperBound - left.time.lowerBound, right.time.upperBound - right.time.lowerBound
                )
                if long != short { return long > short }
                if left.channel != right.channel { return left.channel.index < right.channel.index }
                return left.time.lowerBound < right.time.lowerBound
            }
        }

        func uncovered(_ times: ChannelTimes) -> [ClaimAnswer.Cell] { cells(times) { $0.unobserved } }

        func largestCovered(_ times: ChannelTimes) -> ClaimAnswer.Cell? { cells(times) { $0.observed }.first }

        func observedHours(_ times: ChannelTimes) -> Double {
            channels.compactMap { times[$0] }.reduce(0) { $0 + $1.observed.intersection(spans).hours }
        }

        func coverage(_ times: ChannelTimes) -> Double? {
            var (seen, all): (Int64, Int64) = (0, 0)
            for channel in channels.compactMap({ times[$0] }) {
                seen += channel.observed.intersection(spans).duration
                all += channel.exposed.intersection(spans).duration
            }
            return all > 0 ? Double(seen) / Double(all) : nil
        }
    }
}
