// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
package import EvidenceModel

/// How many New Years lie between the first and the last stamp of an artifact whose stamps state no year.
///
/// It is shown the records in their order, and does not parse what stands behind their headers.
package struct YearSurvey: Sendable {
    /// The first stamp without a year, put into `nominalYear`; nil if there is none.
    package private(set) var first: CivilTime?
    /// The last one; its year tells how many years after the first it was written.
    package private(set) var last: CivilTime?
    /// How many years after the first stamp a 29 February stands: that year is a leap year.
    package private(set) var leapDayOffset: Int?
    /// The year of the first stamp, where another stamp among them states its year.
    package private(set) var statedFirstYear: Int?

    /// A leap year, so that it has every day.
    private static let nominalYear = 2000

    private var headers = SyslogHeaderReader(context: ReadingContext(firstYear: nominalYear))

    package init() {}

    /// What was found before.
    package init(first: CivilTime?, last: CivilTime?, leapDayOffset: Int?, statedFirstYear: Int?) {
        self.first = first
        self.last = last
        self.leapDayOffset = leapDayOffset
        self.statedFirstYear = statedFirstYear
    }

    package mutating func observe(_ record: Span<UInt8>) {
        var cursor = ByteCursor(record)
        guard let header = headers.read(&cursor), let time = header.time else { return }
        let civil = CivilTime(secondsSince1970: time.seconds)
        guard header.basis == .yearInferred else {
            if let last { statedFirstYear = Self.year(of: last, beside: civil) - (last.year - Self.nominalYear) }
            return
        }
        first = first ?? civil
        last = civil
        if headers.isLeapDay { leapDayOffset = civil.year - Self.nominalYear }
    }

    /// The year that puts the stamp nearest to one that states its year.
    private static func year(of stamp: CivilTime, beside stated: CivilTime) -> Int {
        var placed = stamp
        placed.year = stated.year
        let distance = placed.secondsSince1970 - stated.secondsSince1970
        return distance > halfYear ? stated.year - 1 : distance < -halfYear ? stated.year + 1 : stated.year
    }

    private static let halfYear: Int64 = 183 * 86_400

    /// The instants of the first and the last stamp if the first is one of `year`; nil if there are no stamps.
    package func span(firstYear year: Int, zone: ZoneRules) -> (first: Instant, last: Instant)? {
        guard let first, let last else { return nil }
        return (
            Self.instant(first, year, zone), Self.instant(last, year + last.year - Self.nominalYear, zone)
        )
    }

    /// Whether the first stamp can be one of `year`: 29 February exists in leap years only.
    package func allows(firstYear year: Int) -> Bool {
        leapDayOffset.map { CivilTime.daysIn(month: 2, of: year + $0) == 29 } ?? true
    }

    private static func instant(_ time: CivilTime, _ year: Int, _ zone: ZoneRules) -> Instant {
        var local = time
        local.year = min(max(year, 0), 9999)
        local.day = min(time.day, CivilTime.daysIn(month: time.month, of: local.year))
        return Instant(seconds: zone.resolve(local: local.secondsSince1970).utc)
    }
}
