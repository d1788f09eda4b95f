// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import TestSupport
import Testing

/// Stamps without an offset, where the clocks change.
struct LocalTimeTests {
    /// 2015-10-25T00:00:00Z; at 01:00 UTC the clocks of central Europe went from 03:00 back to 02:00.
    private static let autumn: Int64 = 1_445_731_200

    private func instants(_ id: String, of lines: [String]) throws -> [Int64?] {
        var parser = format(id, zone: try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
        return lines.map { line in
            let (outcome, event) = parser.parse(line)
            return outcome == .event ? event.time?.seconds : nil
        }
    }

    private func transfers(_ stamps: [String]) throws -> [Int64?] {
        try instants("xferlog", of: stamps.map { "\($0) 2015 1 192.0.2.1 5 /a.wav b _ o r anna ftp 0 * c" })
    }

    @Test func theHourThatExistsTwiceIsToldApartByTheOrderOfTheLines() throws {
        let day = ["01:59:50", "02:10:00", "02:50:00", "02:10:00", "02:12:00", "02:59:59", "03:00:00"]
        let minutes = try transfers(day.map { "Sun Oct 25 \($0)" }).map { ($0 ?? 0) - Self.autumn }
        #expect(minutes == [-10, 600, 3_000, 4_200, 4_320, 7_199, 7_200])
    }

    @Test func theSameHoldsForTheRsyncDaemon() throws {
        let lines = ["02:30:00", "02:10:00"].map { "2015/10/25 \($0) [1] connect from UNKNOWN (192.0.2.1)" }
        #expect(try instants("rsyncd", of: lines) == [Self.autumn + 1_800, Self.autumn + 4_200])
    }

    /// As where rotated files are joined, the newest first.
    @Test func behindALineOfALaterDayTheHourBeginsAgain() throws {
        #expect(try transfers(["Wed Nov 25 12:00:00", "Sun Oct 25 02:30:00"]).last == Self.autumn + 1_800)
    }

    @Test func aLogThatBeginsInsideTheHourIsTakenToBeginInItsFirstPass() throws {
        #expect(try transfers(["Sun Oct 25 02:30:00"]) == [Self.autumn + 1_800])
    }

    @Test func linesALittleOutOfOrderStayInTheFirstPass() throws {
        let stamps = ["Sun Oct 25 02:30:30", "Sun Oct 25 02:30:00", "Sun Oct 25 02:31:00"]
        #expect(try transfers(stamps) == [Self.autumn + 1_830, Self.autumn + 1_800, Self.autumn + 1_860])
    }

    @Test func aStampInTheHourThatDoesNotExistIsReadWithTheOffsetBefore() throws {
        // 2015-03-29T00:00:00Z
        #expect(try transfers(["Sun Mar 29 02:30:00", "Sun Mar 29 03:30:00"]) == [1_427_592_600, 1_427_592_600])
    }

    @Test func theFirstAndTheLastYearAreRead() throws {
        let lines = ["0000", "9999"].map { "Sat Jan 01 00:00:00 \($0) 1 192.0.2.1 5 /a b _ o r anna ftp 0 * c" }
        #expect(try instants("xferlog", of: lines) == [-62_167_222_800, 253_370_761_200])
    }
}
