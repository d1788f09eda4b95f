// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import Testing

// Expected instants and offsets come from GNU date, glibc's localtime and Python's zoneinfo.
struct ZoneRulesTests {
    @Test(
        arguments: [
            (1_705_320_000, 3600),  // 2024-01-15T12:00Z
            (1_721_044_800, 7200),  // 2024-07-15T12:00Z
            (1_711_846_799, 3600),  // a second before summer time
            (1_711_846_800, 7200),
            (1_729_990_799, 7200),  // a second before winter time
            (1_729_990_800, 3600),
        ] as [(Int64, Int)])
    func stockholmIsOneHourAheadInWinterAndTwoInSummer(utc: Int64, offset: Int) throws {
        #expect(try stockholm().offsetSeconds(atUTC: utc) == offset)
    }

    @Test func aTimeBeforeTheFirstTransitionHasTheFirstOffset() throws {
        // 1850-06-01, by the sun over Stockholm: 1:12:12 ahead.
        #expect(try stockholm().offsetSeconds(atUTC: -3_773_779_200) == 4332)
        #expect(try stockholm().resolve(local: -3_773_774_868) == .unique(utc: -3_773_779_200))
    }

    @Test func aZoneKeepsTheStandardOffsetsThatItGaveUp() throws {
        #expect(try stockholm().offsetSeconds(atUTC: -2_511_475_200) == 3614)  // 1890-06-01
        // 1878-12-31T23:55 came twice, 11 min 58 s apart.
        let twice = LocalTime.ambiguous(earlier: -2_871_681_432, later: -2_871_680_714)
        #expect(try stockholm().resolve(local: -2_871_677_100) == twice)
    }

    @Test(
        arguments: [
            (2_524_608_000, 3600),  // 2050-01-01
            (2_540_246_400, 7200),  // 2050-07-01
            (253_386_403_200, 7200),  // 9999-07-01
        ] as [(Int64, Int)])
    func theFooterRulesAfterTheLastTransition(utc: Int64, offset: Int) throws {
        #expect(try stockholm().offsetSeconds(atUTC: utc) == offset)
    }

    @Test func anOrdinaryTimeIsUnique() throws {
        #expect(try stockholm().resolve(local: 1_721_052_000) == .unique(utc: 1_721_044_800))
    }

    @Test func theHourAfterTheClockGoesBackIsAmbiguous() throws {
        let zone = try stockholm()
        // 2024-10-27T01:59:59, 02:00:00, 02:30:00, 02:59:59 and 03:00:00.
        #expect(zone.resolve(local: 1_729_994_399) == .unique(utc: 1_729_987_199))
        #expect(zone.resolve(local: 1_729_994_400) == .ambiguous(earlier: 1_729_987_200, later: 1_729_990_800))
        #expect(zone.resolve(local: 1_729_996_200) == .ambiguous(earlier: 1_729_989_000, later: 1_729_992_600))
        #expect(zone.resolve(local: 1_729_997_999) == .ambiguous(earlier: 1_729_990_799, later: 1_729_994_399))
        #expect(zone.resolve(local: 1_729_998_000) == .unique(utc: 1_729_994_400))
        // 2050-10-30T02:30, which only the footer knows.
        #expect(zone.resolve(local: 2_550_709_800) == .ambiguous(earlier: 2_550_702_600, later: 2_550_706_200))
    }

    @Test func theHourThatTheClockSkipsIsReadWithTheOffsetBeforeTheChange() throws {
        let zone = try stockholm()
        // 2024-03-31T01:59:59, 02:00:00, 02:30:00, 02:59:59 and 03:00:00.
        #expect(zone.resolve(local: 1_711_850_399) == .unique(utc: 1_711_846_799))
        #expect(zone.resolve(local: 1_711_850_400) == .skipped(utc: 1_711_846_800))
        #expect(zone.resolve(local: 1_711_852_200) == .skipped(utc: 1_711_848_600))
        #expect(zone.resolve(local: 1_711_853_999) == .skipped(utc: 1_711_850_399))
        #expect(zone.resolve(local: 1_711_854_000) == .unique(utc: 1_711_846_800))
        // 2050-03-27T02:30, which only the footer knows.
        #expect(zone.resolve(local: 2_531_961_000) == .skipped(utc: 2_531_957_400))
    }

    @Test func theDayThatApiaLeftOutIsSkipped() throws {
        let apia = TZif(offsets: [-36_000, 50_400], transitions: [(1_325_239_200, 1)], footer: "<+14>-14")
        let zone = try ZoneRules(name: "Pacific/Apia", tzif: apia.bytes)
        #expect(zone.resolve(local: 1_325_246_400) == .skipped(utc: 1_325_282_400))  // 2011-12-30T12:00
        #expect(zone.resolve(local: 1_325_203_199) == .unique(utc: 1_325_239_199))  // a second before midnight
        #expect(zone.resolve(local: 1_325_289_600) == .unique(utc: 1_325_239_200))  // 2011-12-31T00:00
    }

    @Test func anAmbiguousTimeIsFiledUnderTheEarlierInstant() {
        #expect(LocalTime.unique(utc: 7).utc == 7)
        #expect(LocalTime.skipped(utc: 8).utc == 8)
        #expect(LocalTime.ambiguous(earlier: 9, later: 3609).utc == 9)
    }

    @Test(
        arguments: [
            // Day 60 without February 29 is March 1 in every year, and negative times reach into the day before.
            ("EST5EDT,J60,J300/-5", 951_894_000, -18_000, -14_400),
            ("EST5EDT,J60,J300/-5", 983_430_000, -18_000, -14_400),
            ("EST5EDT,J60,J300/-5", 1_004_137_200, -14_400, -18_000),
            // Day 59 from zero is February 29 in 2000 and March 1 in 2001.
            ("EST5EDT,59,299/3:30:15", 951_807_600, -18_000, -14_400),
            ("EST5EDT,59,299/3:30:15", 983_430_000, -18_000, -14_400),
            ("EST5EDT,59,299/3:30:15", 1_004_167_815, -14_400, -18_000),
            // Dublin: winter is the exception, an hour behind.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 2_531_955_600, 0, 3600),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 2_550_704_400, 3600, 0),
            // Lord Howe: half an hour, across the new year.
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2_532_524_400, 39_600, 37_800),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2_548_251_000, 37_800, 39_600),
            // Jerusalem's 26:00, Nuuk's -1:00, and both ends of what RFC 9636 allows.
            ("IST-2IDT,M3.4.4/26,M10.5.0", 2_531_779_200, 7200, 10_800),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2_531_955_600, -7200, -3600),
            ("AAA-10BBB,M10.1.0/167,M4.1.0/-167", 2_531_916_000, 39_600, 36_000),
            ("AAA-10BBB,M10.1.0/167,M4.1.0/-167", 2_548_846_800, 36_000, 39_600),
        ] as [(String, Int64, Int, Int)])
    func aFooterChangesTheClockAtTheInstantItNames(footer: String, change: Int64, before: Int, after: Int) throws {
        let zone = try ZoneRules(name: footer, tzif: TZif(offsets: [0], footer: footer).bytes)
        #expect(zone.offsetSeconds(atUTC: change - 1) == before)
        #expect(zone.offsetSeconds(atUTC: change) == after)
    }

    @Test(arguments: [("<+03>-3", 10_800), ("<-0330>+3:30", -12_600), ("EST5", -18_000), ("UTC0", 0)])
    func aFooterWithoutDaylightSavingNeverChangesTheClock(footer: String, offset: Int) throws {
        let zone = try ZoneRules(name: footer, tzif: TZif(offsets: [0], footer: footer).bytes)
        for utc: Int64 in [-10_000_000_000, 0, 1_721_044_800, 253_386_403_200] {
            #expect(zone.offsetSeconds(atUTC: utc) == offset)
        }
    }

    @Test func daylightSavingAllYearHasNoGapAtNewYear() throws {
        let zone = try ZoneRules(name: "all year", tzif: TZif(offsets: [0], footer: "EST5EDT,0/0,J365/25").bytes)
        // 2000-01-01T05:00Z is the new year in New York.
        for utc: Int64 in 946_684_790..<946_702_810 {
            #expect(zone.offsetSeconds(atUTC: utc) == -14_400)
        }
        #expect(zone.resolve(local: 946_702_800 - 14_400) == .unique(utc: 946_702_800))
    }

    @Test func aFileWithoutFooterTextKeepsItsLastOffset() throws {
        let zone = try ZoneRules(name: "x", tzif: TZif(offsets: [0, 3600], transitions: [(100, 1)]).bytes)
        #expect(zone.offsetSeconds(atUTC: 99) == 0)
        #expect(zone.offsetSeconds(atUTC: 253_386_403_200) == 3600)
    }

    @Test func theEndsOfTimeAreReadAndNotTrapped() throws {
        let east = try ZoneRules(
            name: "east", tzif: TZif(offsets: [93_599], transitions: [(.min, 0), (.max, 0)]).bytes)
        for zone in [try stockholm(), .utc, east, ZoneRules(name: "west", fixedOffsetSeconds: -89_999)] {
            for seconds in [Int64.min, .min + 1, -(1 << 60), 1 << 60, .max - 1, .max] {
                let utc = zone.resolve(local: seconds).utc
                #expect((utc < 0) == (seconds < 0))
            }
        }
        #expect(ZoneRules.utc.resolve(local: .max) == .unique(utc: 1 << 60))
    }

    @Test(arguments: [
        ("+01:00", "+01:00", 3600), ("-0500", "-05:00", -18_000), ("+01", "+01:00", 3600), ("Z", "UTC", 0),
        ("z", "UTC", 0), ("UTC", "UTC", 0), ("-00:00", "+00:00", 0), ("-0330", "-03:30", -12_600),
        ("+23:59", "+23:59", 86_340),
    ])
    func anOffsetTextIsAFixedZone(text: String, name: String, offset: Int) throws {
        let zone = try #require(ZoneRules(offsetText: text))
        #expect(zone == ZoneRules(name: name, fixedOffsetSeconds: offset))
        #expect(zone.name == name)
        #expect(zone.offsetSeconds(atUTC: 1_721_044_800) == offset)
        #expect(zone.resolve(local: 1_721_044_800) == .unique(utc: 1_721_044_800 - Int64(offset)))
    }

    @Test(arguments: [
        "", "+", "+1", "+001", "01:00", "+24:00", "+01:60", "+1:00", "+01:", "+01:0", "+01:000", "+-1:00", "CET",
        "+01:00 ", "utc+1", "\u{2212}01:00", "Europe/Stockholm",
    ])
    func aTextThatIsNoOffsetIsNoZone(text: String) {
        #expect(ZoneRules(offsetText: text) == nil)
    }

    @Test func aFixedOffsetIsClampedToWhatAZoneMayHave() {
        #expect(ZoneRules(name: "x", fixedOffsetSeconds: .max).offsetSeconds(atUTC: 0) == 93_599)
        #expect(ZoneRules(name: "x", fixedOffsetSeconds: .min).offsetSeconds(atUTC: 0) == -89_999)
    }

    @Test func theLocalTimeOfEveryInstantLeadsBackToIt() throws {
        expectRoundTrips(in: try stockholm())
    }

    @Test(arguments: [
        "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",
        "Europe/Dublin",
    ])
    func theLocalTimeOfEveryInstantLeadsBackToItInTheZonesOfThisMachine(name: String) throws {
        // Not every machine has the zone files; the zone above is always there.
        guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else { return }
        let bytes = [UInt8](data)
        let zone = try ZoneRules(name: name, tzif: bytes)
        expectRoundTrips(in: zone)
        for length in bytes.indices {
            #expect(throws: ZoneFileError.self) { try ZoneRules(name: name, tzif: [UInt8](bytes[..<length])) }
        }
    }
}

/// From 1653 to 8307 in steps that fall on every hour of the day, and every quarter of an hour of 2024.
private func expectRoundTrips(in zone: ZoneRules) {
    let centuries = stride(from: Int64(-10_000_000_000), to: 200_000_000_000, by: 12_345_677)
    let quarters = stride(from: Int64(1_704_067_200), to: 1_735_689_600, by: 900)
    for utc in Array(centuries) + Array(quarters) {
        switch zone.resolve(local: utc + Int64(zone.offsetSeconds(atUTC: utc))) {
        case .unique(let instant) where instant == utc: break
        case .ambiguous(let earlier, let later) where (earlier == utc || later == utc) && earlier < later: break
        case let other: Issue.record("\(zone.name) at \(utc): \(other)")
        }
    }
}

private func stockholm() throws -> ZoneRules {
    try ZoneRules(name: "Europe/Stockholm", tzif: TZif.stockholm.bytes)
}
