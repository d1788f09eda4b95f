// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

@Suite struct QuantitiesTests {
    @Test(
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (999_999, "999,999"),
            (1_234_567, "1,234,567"), (-1, "-1"), (-999, "-999"), (-1000, "-1,000"),
            (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
        ] as [(Int64, String)])
    func thousandsAreSeparated(number: Int64, text: String) {
        #expect(Quantities.count(number) == text)
    }

    @Test func oneIsSingular() {
        #expect(Quantities.count(0, "file", "files") == "0 files")
        #expect(Quantities.count(1, "file", "files") == "1 file")
        #expect(Quantities.count(2000, "file", "files") == "2,000 files")
        #expect(Quantities.count(-1, "file", "files") == "-1 files")
    }

    /// Cut off, never rounded up: a total is "at least".
    @Test(
        arguments: [
            (0, "0 B"), (1, "1 B"), (999, "999 B"), (1000, "1.0 kB"), (1049, "1.0 kB"), (1050, "1.0 kB"),
            (1100, "1.1 kB"), (999_999, "999.9 kB"), (1_000_000, "1.0 MB"), (124_650_000, "124.6 MB"),
            (999_999_999, "999.9 MB"), (1_000_000_000, "1.0 GB"), (1_000_000_000_000, "1.0 TB"),
            (999_999_999_999_999, "999.9 TB"), (1_000_000_000_000_000, "1.0 PB"), (.max, "9,223.3 PB"),
        ] as [(Int64, String)])
    func bytesAreInPowersOfAThousand(number: Int64, text: String) {
        #expect(Quantities.bytes(number) == text)
    }

    @Test func unknownIsNotZero() {
        #expect(Quantities.bytes(nil) == "unknown")
    }
}
