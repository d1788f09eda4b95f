// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, as precise as the log that states it.
package struct Instant: Sendable, Hashable {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
    package var seconds: Int64
    /// 0 to 999,999,999, counted forward from `seconds`.
    package var nanoseconds: UInt32
    /// How many digits of the fraction the log wrote: 0 to 9.
    package var fractionDigits: UInt8

    package init(seconds: Int64, nanoseconds: UInt32 = 0, fractionDigits: UInt8 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.fractionDigits = fractionDigits
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// How the instant of an event is known.
package enum TimeBasis: String, Sendable, CaseIterable {
    /// The record states date, time and offset.
    case stated
    /// The record states local time; the zone comes from the evidence, an option or, failing both, is UTC.
    case zoneAssumed = "zone_assumed"
    /// The record states no year.
    case yearInferred = "year_inferred"
}
