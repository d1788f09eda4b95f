// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct ISO8601Tests {
    private func text(_ seconds: Int64, _ nanoseconds: UInt32 = 0, digits: UInt8 = 0) -> String {
        Instant(seconds: seconds, nanoseconds: nanoseconds, fractionDigits: digits).iso8601
    }

    @Test func theEpochAndItsNeighbours() {
        #expect(text(0) == "1970-01-01T00:00:00Z")
        #expect(text(-1) == "1969-12-31T23:59:59Z")
        #expect(text(-86_400) == "1969-12-31T00:00:00Z")
        #expect(text(-86_401) == "1969-12-30T23:59:59Z")
        #expect(text(1_550_232_001) == "2019-02-15T12:00:01Z")
        #expect(text(2_147_483_648) == "2038-01-19T03:14:08Z")
    }

    @Test func leapDays() {
        #expect(text(951_782_400) == "2000-02-29T00:00:00Z")
        #expect(text(951_868_800) == "2000-03-01T00:00:00Z")
        #expect(text(1_456_790_399) == "2016-02-29T23:59:59Z")
        #expect(text(1_551_312_000) == "2019-02-28T00:00:00Z")
        #expect(text(1_551_398_400) == "2019-03-01T00:00:00Z")
        // 1900 and 2100 have none.
        #expect(text(-2_203_891_200) == "1900-03-01T00:00:00Z")
        #expect(text(-2_203_891_201) == "1900-02-28T23:59:59Z")
        #expect(text(4_107_542_400) == "2100-03-01T00:00:00Z")
        #expect(text(4_107_542_399) == "2100-02-28T23:59:59Z")
    }

    @Test func asManyDigitsAsTheLogWrote() {
        #expect(text(1, 0) == "1970-01-01T00:00:01Z")
        #expect(text(1, 0, digits: 1) == "1970-01-01T00:00:01.0Z")
        #expect(text(1, 120_000_000, digits: 3) == "1970-01-01T00:00:01.120Z")
        #expect(text(1, 5, digits: 9) == "1970-01-01T00:00:01.000000005Z")
        #expect(text(1, 999_999_999, digits: 6) == "1970-01-01T00:00:01.999999Z")
        // More than there are.
        #expect(text(1, 1, digits: 12) == "1970-01-01T00:00:01.000000001Z")
    }

    /// The fraction counts forward, also before 1970: a quarter of a second before it is .75 of the second before.
    @Test func fractionsBefore1970CountForward() {
        #expect(text(-1, 750_000_000, digits: 2) == "1969-12-31T23:59:59.75Z")
    }

    /// RFC 3339 has years of four digits, without a sign.
    @Test func yearsAreHeldWithinFourDigits() {
        #expect(text(-62_167_219_200) == "0000-01-01T00:00:00Z")
        #expect(text(-62_167_219_201) == "0000-01-01T00:00:00Z")
        #expect(text(.min) == "0000-01-01T00:00:00Z")
        #expect(text(253_402_300_799) == "9999-12-31T23:59:59Z")
        #expect(text(253_402_300_800) == "9999-12-31T23:59:59Z")
        #expect(text(.max) == "9999-12-31T23:59:59Z")
        #expect(text(-62_135_596_800) == "0001-01-01T00:00:00Z")
    }

    @Test func itIsAppendedToWhatIsThere() {
        var bytes = Array("at ".utf8)
        Instant(seconds: 0).appendISO8601(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "at 1970-01-01T00:00:00Z")
    }

    /// Foundation's calendar is the Gregorian one from October 1582 on.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func foundationWritesTheSame(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let formatter = ISO8601DateFormatter()
        for _ in 0..<200 {
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &random)
            #expect(text(seconds) == formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds))))
        }
    }
}
