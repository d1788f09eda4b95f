// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Some of the time: half-open ranges of seconds since 1970, ascending, apart from each other, none of them empty.
package struct TimeRanges: Sendable, Hashable {
    package private(set) var ranges: [Range<Int64>]

    package static let none = TimeRanges()

    package init() {
        ranges = []
    }

    /// An empty range is no time.
    package init(_ range: Range<Int64>) {
        ranges = range.isEmpty ? [] : [range]
    }

    /// Ranges in any order, which may overlap and touch.
    ///
    /// - Complexity: O(*n* log *n*).
    package init(_ some: some Sequence<Range<Int64>>) {
        ranges = []
        for range in some.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    package var isEmpty: Bool { ranges.isEmpty }

    /// Seconds in all.
    package var duration: Int64 { ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) } }

    package var hours: Double { Double(duration) / 3600 }

    package func union(_ other: TimeRanges) -> TimeRanges { TimeRanges(ranges + other.ranges) }

    /// - Complexity: O(*n* + *m*).
    package func intersection(_ other: TimeRanges) -> TimeRanges {
        var common = TimeRanges()
        var (own, others) = (ranges[...], other.ranges[...])
        while let left = own.first, let right = others.first {
            let overlap =
                max(
                    left.lowerBound, right.lowerBound)..<max(
                    max(left.lowerBound, right.lowerBound), min(left.upperBound, right.upperBound))
            if !overlap.isEmpty { common.ranges.append(overlap) }
            if left.upperBound < right.upperBound { own = own.dropFirst() } else { others = others.dropFirst() }
        }
        return common
    }

    /// - Complexity: O(*n* + *m*).
    package func subtracting(_ other: TimeRanges) -> TimeRanges {
        var rest = TimeRanges()
        var others = other.ranges[...]
        for range in ranges {
            var start = range.lowerBound
            while let next = others.first, next.upperBound <= start { others = others.dropFirst() }
            for cut in others {
                guard cut.lowerBound < range.upperBound else { break }
                if cut.lowerBound > start { rest.ranges.append(start..<cut.lowerBound) }
                start = max(start, cut.upperBound)
            }
            if start < range.upperBound { rest.ranges.append(start..<range.upperBound) }
        }
        return rest
    }

    /// Whether all of `other` is in it.
    package func contains(_ other: TimeRanges) -> Bool { other.subtracting(self).isEmpty }

    package func contains(_ second: Int64) -> Bool {
        ranges.contains { $0.contains(second) }
    }
}
