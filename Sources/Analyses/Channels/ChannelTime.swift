// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// When one channel could be used within the exposure window, and for how much of that time a log vouches.
package struct ChannelTime: Sendable, Hashable {
    package let channel: Channel
    /// Something shows that it was open.
    package let open: TimeRanges
    /// Nothing shows whether it was open or closed.
    package let unknown: TimeRanges
    /// A log that names what is fetched by it was written, is there and has no hole.
    package let seen: TimeRanges

    package init(channel: Channel, open: TimeRanges, unknown: TimeRanges, seen: TimeRanges) {
        self.channel = channel
        self.open = open
        self.unknown = unknown.subtracting(open)
        self.seen = seen
    }

    /// When it may have been used: what is not known to be closed counts as open.
    package var exposed: TimeRanges { open.union(unknown) }
    package var observed: TimeRanges { exposed.intersection(seen) }
    package var unobserved: TimeRanges { exposed.subtracting(seen) }

    /// Share of the exposed time that is observed; nil where it was never exposed.
    package var coverage: Double? { share(observed, of: exposed) }
}

/// The channel-time of a case: its unit is one channel for one hour.
package struct ChannelTimes: Sendable {
    package let window: Range<Int64>
    /// In the order of `Channel.allCases`; only channels that were not closed throughout.
    package let channels: [ChannelTime]

    package init(window: Range<Int64>, channels: [ChannelTime]) {
        self.window = window
        self.channels = channels.filter { !$0.exposed.isEmpty }
    }

    package subscript(channel: Channel) -> ChannelTime? { channels.first { $0.channel == channel } }

    /// Hours, summed over the channels.
    package var exposedHours: Double { channels.reduce(0) { $0 + $1.exposed.hours } }
    package var observedHours: Double { channels.reduce(0) { $0 + $1.observed.hours } }

    /// Share of all channel-time that is observed, with unknown counted as open: the low form.
    package var coverage: Double? {
        ratio(channels.reduce(0) { $0 + $1.observed.duration }, channels.reduce(0) { $0 + $1.exposed.duration })
    }

    /// The same of the time that is proven open alone: the high form.
    package var coverageOfProvenOpen: Double? {
        ratio(
            channels.reduce(0) { $0 + $1.open.intersection($1.seen).duration },
            channels.reduce(0) { $0 + $1.open.duration })
    }

    /// Share of the window at which every channel that may have been open is observed: of so much time a statement about
    /// all retrievals can be made.
    package var jointCoverage: Double? {
        ratio(allSeen.duration, window.upperBound - window.lowerBound)
    }

    package var allSeen: TimeRanges {
        channels.reduce(TimeRanges(window)) { $0.subtracting($1.unobserved) }
    }
}

private func share(_ part: TimeRanges, of whole: TimeRanges) -> Double? { ratio(part.duration, whole.duration) }

private func ratio(_ part: Int64, _ whole: Int64) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
