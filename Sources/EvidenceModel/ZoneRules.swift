// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How a zone's local time relates to UTC, at every instant.
///
/// Instants are seconds since 1970-01-01T00:00:00 without leap seconds (POSIX time); offsets are seconds east of UTC.
/// Instants beyond ±2^60 s are read as ±2^60 s.
package struct ZoneRules: Sendable, Equatable {
    /// The name that a report shows: "Europe/Stockholm", "UTC", "+01:00".
    package let name: String

    /// The offset before the first change, or always when there is neither a change nor a yearly rule.
    private let firstOffset: Int
    /// In order of time, strictly ascending.
    private let changes: [OffsetChange]
    /// Governs every instant from the last change on; all time when `changes` is empty (RFC 9636, section 3.3).
    private let yearlyRule: PosixZoneRule?

    /// Offsets that a zone may have, in seconds: just over a day either way (RFC 9636, section 3.2, `utoff`).
    static let offsetBounds = -89_999...93_599

    /// Far past any log, and far enough from the ends of Int64 that adding an offset or a 400-year cycle never overflows.
    private static let reach: Int64 = 1 << 60

    /// Coordinated Universal Time, named "UTC".
    package static let utc = ZoneRules(name: "UTC", fixedOffsetSeconds: 0)

    /// Makes a zone whose offset never changes.
    ///
    /// `fixedOffsetSeconds` is clamped to -89 999...93 599 (RFC 9636, section 3.2).
    package init(name: String, fixedOffsetSeconds: Int) {
        let bounds = Self.offsetBounds
        let offset = min(max(fixedOffsetSeconds, bounds.lowerBound), bounds.upperBound)
        self.init(name: name, firstOffset: offset, changes: [], yearlyRule: nil)
    }

    /// `changes` ascend strictly, and every offset lies in `offsetBounds`: `resolve` relies on both.
    init(name: String, firstOffset: Int, changes: [OffsetChange], yearlyRule: PosixZoneRule?) {
        self.name = name
        self.firstOffset = firstOffset
        self.changes = changes
        self.yearlyRule = yearlyRule
    }

    /// The seconds to add to a UTC instant for local time; east of Greenwich is positive.
    package func offsetSeconds(atUTC seconds: Int64) -> Int {
        span(at: Self.withinReach(seconds)).offset
    }

    /// The instants at which a wall clock in this zone shows a local time.
    ///
    /// `seconds` counts from 1970 as if the wall clock were UTC.
    package func resolve(local seconds: Int64) -> LocalTime {
        let local = Self.withinReach(seconds)
        // Only spans between these two instants can show this local time; nearly always that is a single span.
        let firstInstant = local - Int64(Self.offsetBounds.upperBound)
        let lastInstant = local - Int64(Self.offsetBounds.lowerBound)

        var current = span(at: firstInstant)
        var start = Int64.min
        var earlier: Int64?
        var later: Int64?
        var lastOverrun = local - Int64(current.offset)
        var gap: Int64?
        while true {
            let utc = local - Int64(current.offset)
            if utc < start {
                // The clock before the change had not come to this time yet, the clock after it is already past it.
                gap = gap ?? lastOverrun
            } else if utc < current.end {
                earlier = earlier ?? utc
                later = utc
            } else {
                lastOverrun = utc
            }
            guard current.end <= lastInstant else { break }
            start = current.end
            current = span(at: start)
        }

        guard let earlier, let later else { return .skipped(utc: gap ?? lastOverrun) }
        return earlier == later ? .unique(utc: earlier) : .ambiguous(earlier: earlier, later: later)
    }

    private func span(at utc: Int64) -> OffsetSpan {
        let next = changes.firstIndex(after: utc)
        if next < changes.count {
            return OffsetSpan(offset: next == 0 ? firstOffset : changes[next - 1].offset, end: changes[next].utc)
        }
        if let yearlyRule {
            return yearlyRule.span(at: utc)
        }
        return OffsetSpan(offset: changes.last?.offset ?? firstOffset, end: .max)
    }

    private static func withinReach(_ seconds: Int64) -> Int64 {
        min(max(seconds, -reach), reach)
    }
}

/// What a wall-clock time without an offset may mean; instants are POSIX seconds in UTC.
package enum LocalTime: Equatable, Sendable {
    /// The clock showed this time once.
    case unique(utc: Int64)
    /// The hour that exists twice when clocks go back.
    case ambiguous(earlier: Int64, later: Int64)
    /// The hour that does not exist when clocks go forward.
    ///
    /// Read with the offset before the change, the result of a clock not yet moved.
    case skipped(utc: Int64)

    /// The instant to file the record under; the earlier one when there are two.
    package var utc: Int64 {
        switch self {
        case .unique(let utc), .skipped(let utc), .ambiguous(let utc, _): utc
        }
    }
}

/// From `utc` on, the offset is `offset` seconds.
struct OffsetChange: Sendable, Equatable {
    let utc: Int64
    let offset: Int
}

/// A time of constant offset, up to but not including `end`; `Int64.max` when it never ends.
struct OffsetSpan {
    let offset: Int
    let end: Int64
}

extension [OffsetChange] {
    /// The index of the first change later than `utc`, `count` when there is none; the changes ascend.
    func firstIndex(after utc: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].utc <= utc {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
