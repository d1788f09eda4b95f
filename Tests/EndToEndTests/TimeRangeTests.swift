// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct TimeRangeTests {
    private static let log = Array(
        (accessLine("/calls/1.wav", at: "15/Feb/2019:11:59:59 +0000")
            + accessLine("/calls/2.wav", at: "15/Feb/2019:13:00:00 +0100")
            + accessLine("/calls/3.wav", at: "15/Feb/2019:12:00:01 +0000")
            + accessLine("/calls/4.wav", at: "16/Feb/2019:00:00:00 +0000")).utf8)

    @Test(arguments: [
        ([], [1, 2, 3, 4]),
        (["--since", "2019-02-15T12:00:00Z"], [2, 3, 4]),
        (["--until", "2019-02-15T12:00:00Z"], [1]),
        (["--since", "2019-02-15T13:00:00+01:00", "--until", "2019-02-15T12:00:01Z"], [2]),
        (["--since", "2019-02-16"], [4]),
        (["--until", "2019-02-16"], [1, 2, 3]),
        (["--since", "30d"], []),
        (["--since", "999999d"], [1, 2, 3, 4]),
    ])
    func onlyEventsFromSinceToBeforeUntilCount(options: [String], files: [Int]) throws {
        let report = try ReportDocument.make(options, input: Self.log)
        #expect(report.retrievals.files.map(\.path) == files.map { "/calls/\($0).wav" })
        // Lines are accounted for all the same.
        #expect(report.accounting == .init(events: 4))

        let events = try Binary.run(["events"] + options, input: .bytes(Self.log))
        #expect(events.status == 0)
        #expect(events.output.count { $0 == 0x0a } == files.count)
    }

    @Test func theReportSaysWhatWasLeftOut() throws {
        let options = ["--since", "2019-02-15", "--until", "2019-02-16"]
        let report = try ReportDocument.make(options, input: Self.log)
        #expect(report.case.options == ["since": "2019-02-15", "until": "2019-02-16"])
        let text = try Binary.run(options, input: .bytes(Self.log))
        #expect(text.text.contains("\n  --since 2019-02-15\n  --until 2019-02-16\n"))
    }

    @Test func theTextReportSaysSoBesideItsFigures() throws {
        func opening(_ options: [String]) throws -> String? {
            let lines = try Binary.run(options, input: .bytes(Self.log)).text.split(separator: "\n")
            return lines.firstIndex { $0.hasPrefix("PROVEN") }.map { String(lines[$0 + 1]) }
        }
        let since = ["--since", "2020-01-01"]
        let until = ["--until", "2021-01-01"]
        #expect(try opening(since) == "  Only events from 2020-01-01 on are counted (--since).")
        #expect(try opening(until) == "  Only events before 2021-01-01 are counted (--until).")
        #expect(
            try opening(since + until)
                == "  Only events from 2020-01-01 on and before 2021-01-01 are counted (--since, --until).")
    }

    /// The report must not say that it was made at one time and count the age from another.
    @Test func anAgeIsCountedFromWhenTheReportSaysThatItWasMade() throws {
        // 2019-03-07T23:06:40Z
        let outcome = try Binary.run(
            ["events", "--since", "20d"], input: .bytes(Self.log), environment: ["SOURCE_DATE_EPOCH": "1552000000"])
        #expect(outcome.output.count { $0 == 0x0a } == 1)
    }

    @Test(arguments: ["2019-02-15T12:00+24:00", "2019-02-15T12:00+01:60", "2019-02-15T12:00-99:99"])
    func anOffsetThatNoZoneHasIsWrongUsage(time: String) throws {
        #expect(try Binary.run(["--since", time], input: .bytes(Self.log)).status == 64)
    }

    @Test func theZoneOfStampsThatStateNoneCanBeGiven() throws {
        let line = "2019/02/15 12:00:01 [7] send nas [192.0.2.7] calls () 2017/a.wav 1000\n"
        func first(_ options: [String]) throws -> [String?] {
            try ReportDocument.make(options, input: Array(line.utf8)).retrievals.files.map(\.first)
        }
        #expect(try first([]) == ["2019-02-15T12:00:01Z"])
        #expect(try first(["--timezone", "+01:00"]) == ["2019-02-15T11:00:01Z"])
        #expect(try first(["--timezone", "Europe/Stockholm"]) == ["2019-02-15T11:00:01Z"])
    }
}
