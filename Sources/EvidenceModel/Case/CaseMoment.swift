// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A time as people give it, with the precision that they give: `2016`, `2016-09`, `2016-09-13`,
/// `2016-09-13T12:00`, `2016-09-13T12:00:05+02:00`.
///
/// It means a range: a day is all of that day. Without an offset it is read in the zone of the case.
package struct CaseMoment: Sendable, Hashable {
    package enum Precision: Sendable, Hashable {
        case year, month, day, minute, second
    }

    package let local: CivilTime
    package let precision: Precision
    /// Seconds east of UTC; nil where the case's zone decides.
    package let offset: Int?
    /// As it was written.
    package let text: String

    package init(local: CivilTime, precision: Precision, offset: Int?, text: String) {
        self.local = local
        self.precision = precision
        self.offset = offset
        self.text = text
    }

    /// From its first second to behind its last, in seconds since 1970.
    package func range(in zone: ZoneRules) -> Range<Int64> {
        let start = local.secondsSince1970
        let end: Int64
        switch precision {
        case .second: end = start + 1
        case .minute: end = start + 60
        case .day: end = start + 86_400
        case .month:
            let (year, month) = local.month == 12 ? (local.year + 1, 1) : (local.year, local.month + 1)
            end = Int64(CivilTime.daysSince1970(year: year, month: month, day: 1)) * 86_400
        case .year: end = Int64(CivilTime.daysSince1970(year: local.year + 1, month: 1, day: 1)) * 86_400
        }
        let lower = instant(start, zone)
        return lower..<max(lower, instant(end, zone))
    }

    private func instant(_ local: Int64, _ zone: ZoneRules) -> Int64 {
        if let offset { return local - Int64(offset) }
        return switch zone.resolve(local: local) {
        case .unique(let utc), .skipped(let utc): utc
        case .ambiguous(let earlier, _): earlier
        }
    }
}
