// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, as precise as the log that states it.
public struct Instant: Sendable, Hashable {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64
    /// 0 to 999,999,999, counted forward from `seconds`.
    public var nanoseconds: UInt32
    /// How many digits of the fraction the log wrote: 0 to 9.
    public var fractionDigits: UInt8

    @inlinable public init(seconds: Int64, nanoseconds: UInt32 = 0, fractionDigits: UInt8 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.fractionDigits = fractionDigits
    }
}

extension Instant: Comparable {
    /// By time; of one moment written with different digits, the one with fewer comes first. Were these neither equal
    /// nor ordered, the earliest of some instants would be whichever was seen first.
    @inlinable public static func < (left: Instant, right: Instant) -> Bool {
        if left.seconds != right.seconds { return left.seconds < right.seconds }
        if left.nanoseconds != right.nanoseconds { return left.nanoseconds < right.nanoseconds }
        return left.fractionDigits < right.fractionDigits
    }
}

/// How the instant of an event is known.
public enum TimeBasis: String, Sendable, CaseIterable {
    /// The record states date, time and offset.
    case stated
    /// The record states local time; the zone comes from the evidence, an option or, failing both, is UTC.
    case zoneAssumed = "zone_assumed"
    /// The record states no year.
    case yearInferred = "year_inferred"
}

/// Some of the bases; as cheap as a number, since it is added to for every event.
package struct TimeBasisSet: OptionSet, Sendable, Hashable {
    package private(set) var rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package init(_ basis: TimeBasis) {
        self.init()
        insert(basis)
    }

    /// The option set's own `insert` is generic, and many times dearer.
    package mutating func insert(_ basis: TimeBasis) {
        switch basis {
        case .stated: rawValue |= 1
        case .zoneAssumed: rawValue |= 2
        case .yearInferred: rawValue |= 4
        }
    }

    /// In the order of `TimeBasis.allCases`.
    package var members: [TimeBasis] { TimeBasis.allCases.filter { contains(TimeBasisSet($0)) } }
}
