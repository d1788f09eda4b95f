// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What the stamps of an artifact show of its clock.
@Suite struct ClockFactsTests {
    private func clock(_ stamps: [String], zone: ZoneRules? = nil, now: Instant? = nil) async throws -> ClockFacts {
        let lines = stamps.map { "\($0) [1] connect from UNDETERMINED (192.0.2.7)\n" }
        let evidence = try CaseFolder(["rsyncd.log": lines.joined()])
        return try #require(await evidence.artifacts(.init(zone: zone, now: now))["rsyncd.log"]).clock
    }

    @Test func stepsBackAreCountedWithTheirPlaceAndSize() async throws {
        let clock = try await clock([
            "2015/03/04 11:00:10", "2015/03/04 11:00:08", "2015/03/04 11:00:05", "2015/03/04 12:00:00",
            "2015/03/04 11:00:00",
        ])
        #expect(clock.backwardSteps == 2)
        #expect(clock.largestSteps.map(\.seconds) == [3_600, 3])
        #expect(clock.largestSteps.map(\.lineNumber) == [5, 3])
        #expect(clock.isNotable)
    }

    @Test func onlyTheLargestStepsAreKeptAndAllAreCounted() async throws {
        let stamps = (0..<50).flatMap { ["2015/03/04 12:00:00", "2015/03/04 11:58:\($0 + 10)"] }
        let clock = try await clock(stamps)
        #expect(clock.backwardSteps == 50)
        #expect(clock.largestSteps.count == ClockFacts.stepLimit)
        #expect(clock.largestSteps.map(\.seconds) == clock.largestSteps.map(\.seconds).sorted(by: >))
    }

    @Test func timesThatCannotBeAreKeptAndFlagged() async throws {
        let clock = try await clock(
            [
                "0001/01/01 00:00:00", "1970/01/01 00:00:00", "2015/03/04 11:00:00", "2024/01/01 00:00:00",
                "9999/12/31 23:59:59",
            ],
            now: Instant(seconds: 1_700_000_000))
        #expect(clock.before1971 == 2)
        #expect(clock.inFuture == 2)
        #expect(clock.timesOfAssumedZone == 5 && clock.statedTimes == 0)
    }

    @Test func linesInTheHourThatExistsTwiceAreCounted() async throws {
        let zone = try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let clock = try await clock(
            ["2015/10/25 01:59:59", "2015/10/25 02:30:00", "2015/10/25 02:10:00", "2015/10/25 03:00:00"], zone: zone)
        #expect(clock.doubledHour == 2)
        #expect(clock.backwardSteps == 0)
    }
}
