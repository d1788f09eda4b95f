// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import Testing

@Suite struct TimeAxisTests {
    private func axis(_ year: Int, _ month: Int, _ day: Int, seconds: Int64) -> TimeAxis {
        let start = Int64(CivilTime.daysSince1970(year: year, month: month, day: day)) * 86_400
        return TimeAxis(window: start..<start + seconds)
    }

    @Test func ticksStandAtTheTurnsOfYearsMonthsDaysOrHours() {
        #expect(axis(2012, 12, 31, seconds: 2240 * 86_400).ticks.map(\.label) == ["2014", "2016", "2018"])
        #expect(axis(2019, 2, 15, seconds: 90 * 86_400).ticks.map(\.label) == ["2019-03", "2019-04", "2019-05"])
        #expect(axis(2019, 2, 15, seconds: 3 * 86_400 + 1).ticks.map(\.label).first == "02-15")
        #expect(axis(2019, 2, 15, seconds: 7200).ticks.map(\.label) == ["02-15 00:00", "01:00", "02:00"])
        #expect(
            axis(2019, 2, 15, seconds: 2 * 86_400).ticks.map(\.label)
                == ["02-15 00:00", "12:00", "02-16 00:00", "12:00", "02-17 00:00"])
    }

    @Test(arguments: [1, 59, 3600, 86_400, 1_000_000, 31_536_000, 1_000_000_000, 40_000_000_000] as [Int64])
    func ticksLieOnTheAxisAscendAndHaveRoom(seconds: Int64) {
        let axis = axis(1999, 7, 3, seconds: seconds)
        let ticks = axis.ticks
        #expect(ticks.count <= 5)
        for tick in ticks { #expect((axis.window.lowerBound...axis.window.upperBound).contains(tick.second)) }
        for (left, right) in zip(ticks, ticks.dropFirst()) { #expect(left.second < right.second) }
    }

    @Test func whatLiesOutsideIsAtTheNearerEnd() {
        let axis = TimeAxis(window: 100..<200)
        #expect([.min, 100, 150, 200, .max].map(axis.position) == [0, 0, 0.5, 1, 1])
        #expect(TimeAxis(window: 5..<5).position(5) == 0)
    }
}
