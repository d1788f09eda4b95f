// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct InstantTests {
    private static let ascending = [
        Instant(seconds: .min), Instant(seconds: -2, nanoseconds: 999_999_999, fractionDigits: 9),
        Instant(seconds: -1), Instant(seconds: 0), Instant(seconds: 0, fractionDigits: 1),
        Instant(seconds: 0, fractionDigits: 9), Instant(seconds: 0, nanoseconds: 1, fractionDigits: 9),
        Instant(seconds: 0, nanoseconds: 500_000_000, fractionDigits: 1),
        Instant(seconds: 0, nanoseconds: 500_000_000, fractionDigits: 2), Instant(seconds: 1), Instant(seconds: .max),
    ]

    /// Also where two differ only in the digits that were written: the earliest of them must be one and the same.
    @Test func ofTwoInstantsOneIsEarlierOrTheyAreEqual() {
        for (left, first) in Self.ascending.enumerated() {
            for (right, second) in Self.ascending.enumerated() {
                #expect((first < second) == (left < right), "\(first) \(second)")
                #expect((first == second) == (left == right), "\(first) \(second)")
            }
        }
    }
}
