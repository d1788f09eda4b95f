// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import TestSupport
import Testing

@Suite struct CivilTimeTests {
    /// Day after day over two cycles of the calendar, by nothing but the lengths of months.
    @Test func everyDayFrom1600To2400IsOneAfterTheDayBefore() throws {
        // 370 years, and 90 leap days: every fourth year from 1600 on makes 93, and 1700, 1800 and 1900 have none.
        var days = -(370 * 365 + 90)
        for year in 1600...2400 {
            for month in 1...12 {
                for day in 1...Self.length(month, year) {
                    let date = CivilTime.date(daysSince1970: days)
                    guard date == (year, month, day),
                        CivilTime.daysSince1970(year: year, month: month, day: day) == days
                    else {
                        Issue.record("\(year)-\(month)-\(day) is day \(days), not \(date)")
                        return
                    }
                    days += 1
                }
            }
            if year == 1969 { #expect(days == 0) }
        }
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    @Test func monthsHaveTheLengthsOfTheCalendar() {
        for year in 0...800 {
            for month in 1...12 where CivilTime.daysIn(month: month, of: year) != Self.length(month, year) {
                Issue.record("\(year)-\(month) has not \(CivilTime.daysIn(month: month, of: year)) days")
            }
        }
    }

    /// Foundation's calendar is the Gregorian one from October 1582 on.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func foundationsCalendarAgrees(seed: UInt64) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &random)
            let time = CivilTime(secondsSince1970: seconds)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second],
                from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let mine = [time.year, time.month, time.day, time.hour, time.minute, time.second]
            let theirs = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second]
            #expect(mine == theirs, "\(seconds)")
            #expect(time.secondsSince1970 == seconds)
        }
    }

    @Test func secondsBefore1970BelongToTheDayBefore() {
        let time = CivilTime(secondsSince1970: -1)
        #expect(time == CivilTime(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59))
        #expect(CivilTime(secondsSince1970: -86_400) == CivilTime(year: 1969, month: 12, day: 31))
        #expect(CivilTime(secondsSince1970: -86_401).day == 30)
    }

    @Test func yearsAreHeldWithinFourDigits() {
        let first = CivilTime(year: 0, month: 1, day: 1)
        let last = CivilTime(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59)
        #expect(CivilTime(secondsSince1970: .min) == first)
        #expect(CivilTime(secondsSince1970: -62_167_219_201) == first)
        #expect(CivilTime(secondsSince1970: -62_167_219_200) == first)
        #expect(CivilTime(secondsSince1970: 253_402_300_799) == last)
        #expect(CivilTime(secondsSince1970: 253_402_300_800) == last)
        #expect(CivilTime(secondsSince1970: .max) == last)
        #expect(first?.secondsSince1970 == -62_167_219_200)
        #expect(last?.secondsSince1970 == 253_402_300_799)
    }

    @Test func aLeapSecondIsTheNextMinute() {
        let leap = CivilTime(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)
        #expect(leap?.secondsSince1970 == 1_483_228_800)
    }

    @Test(
        arguments: [
            [2019, 2, 29, 0, 0, 0], [1900, 2, 29, 0, 0, 0], [2019, 4, 31, 0, 0, 0], [2019, 0, 1, 0, 0, 0],
            [2019, 13, 1, 0, 0, 0], [2019, 1, 0, 0, 0, 0], [2019, 1, 32, 0, 0, 0], [2019, 1, 1, 24, 0, 0],
            [2019, 1, 1, -1, 0, 0], [2019, 1, 1, 0, 60, 0], [2019, 1, 1, 0, -1, 0], [2019, 1, 1, 0, 0, 61],
            [2019, 1, 1, 0, 0, -1], [-1, 1, 1, 0, 0, 0], [10_000, 1, 1, 0, 0, 0], [.max, .max, .max, .max, .max, .max],
        ])
    func whatTheCalendarDoesNotHaveIsNoTime(parts: [Int]) {
        #expect(
            CivilTime(
                year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5])
                == nil)
    }

    @Test(arguments: [[2000, 2, 29], [2016, 2, 29], [0, 1, 1], [0, 2, 29], [9999, 12, 31]])
    func whatItHasIs(parts: [Int]) {
        let time = CivilTime(year: parts[0], month: parts[1], day: parts[2])
        #expect(time.map { CivilTime(secondsSince1970: $0.secondsSince1970) } == time)
        #expect(time != nil)
    }
}
