// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// When the controller knew, and when the supervisory authority did: GDPR, Article 33(1).
package struct NotificationTiming: Sendable, Hashable {
    /// A time as it is stated, and all that it may mean, in seconds since 1970.
    package struct Moment: Sendable, Hashable {
        package let stated: CaseMoment
        package let range: Range<Int64>

        init(_ stated: CaseMoment, _ zone: ZoneRules) {
            self.stated = stated
            range = stated.range(in: zone)
        }
    }

    package enum Verdict: String, Sendable {
        case inTime = "in_time"
        case late
        /// The times are not stated precisely enough.
        case undecidable
    }

    package static let hours: Int64 = 72

    package let aware: Moment?
    package let notified: Moment?

    init(_ stated: StatedNotification, zone: ZoneRules) {
        aware = stated.aware.map { Moment($0, zone) }
        notified = stated.notified.map { Moment($0, zone) }
    }

    /// When the 72 hours end, if the controller became aware as early as the time that is stated allows.
    package var deadline: Int64? { aware.map { $0.range.lowerBound + Self.hours * 3600 } }

    /// Nil where one of the times is not known.
    package var verdict: Verdict? {
        guard let aware, let notified, let deadline else { return nil }
        if notified.range.upperBound - 1 <= deadline { return .inTime }
        return notified.range.lowerBound > aware.range.upperBound - 1 + Self.hours * 3600 ? .late : .undecidable
    }

    /// The two times cannot both be right.
    package var isReversed: Bool {
        guard let aware, let notified else { return false }
        return notified.range.upperBound <= aware.range.lowerBound
    }
}
