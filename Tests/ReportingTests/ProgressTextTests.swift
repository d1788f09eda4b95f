// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import Testing

@Suite struct ProgressTextTests {
    @Test func whatThereIsToReadIsCounted() {
        #expect(ProgressText.extent(series: 3, files: 1200, bytes: 2_900_000_000) == "3 series, 1,200 files, 2.9 GB")
        #expect(ProgressText.extent(series: 0, files: 1, bytes: nil) == "0 series, 1 file")
    }

    private static func amount(read: Int64, of total: Int64?, seconds: Double) -> String {
        ProgressText.line(read: read, of: total, seconds: seconds, problems: 0, file: nil, columns: 100)
    }

    @Test func theAmountHasShareSpeedAndTimeLeft() {
        #expect(
            Self.amount(read: 1_200_000_000, of: 2_900_000_000, seconds: 4)
                == "logtrace: 1.2 GB of 2.9 GB, 41 %, 300.0 MB/s, 5 s left")
        #expect(
            Self.amount(read: 500, of: 100_000, seconds: 10)
                == "logtrace: 500 B of 100.0 kB, 0 %, 50 B/s, 33 min left")
    }

    @Test func nothingIsLeftOfWhatIsReadOrGrew() {
        #expect(Self.amount(read: 2000, of: 2000, seconds: 2) == "logtrace: 2.0 kB of 2.0 kB, 100 %, 1.0 kB/s")
        #expect(Self.amount(read: 3000, of: 2000, seconds: 3) == "logtrace: 3.0 kB of 2.0 kB, 100 %, 1.0 kB/s")
    }

    @Test func aStreamHasNoShareAndNothingReadNoTimeLeft() {
        #expect(Self.amount(read: 2000, of: nil, seconds: 2) == "logtrace: 2.0 kB, 1.0 kB/s")
        #expect(Self.amount(read: 0, of: 2000, seconds: 2) == "logtrace: 0 B of 2.0 kB, 0 %, 0 B/s")
        #expect(Self.amount(read: .max, of: .max, seconds: 0).contains(", 100 %, "))
        #expect(Self.amount(read: 1, of: .max, seconds: 1e9).hasSuffix("days left"))
    }

    @Test func theResultCountsLinesAndDamage() {
        let lines = LineAccount(events: 1200, ignored: 30, malformed: 4)
        #expect(
            ProgressText.result(files: 12, bytes: 2_900_000, lines: lines, problems: 0, seconds: 8.9)
                == "12 files, 2.9 MB, 1,234 lines in 8 s: 1,200 events, 30 ignored, 4 malformed, 0 duplicate")
        #expect(
            ProgressText.result(files: 1, bytes: 0, lines: LineAccount(), problems: 1, seconds: 0)
                == "1 file, 0 B, 0 lines in 0 s: 0 events, 0 ignored, 0 malformed, 0 duplicate; "
                + "1 file is damaged or could not be read")
    }

    @Test func whatWasDoneBeforeTheEndIsCounted() {
        #expect(
            ProgressText.part(files: 3, of: 12, read: 1500, of: 9000, lines: 1234)
                == "3 of 12 files, 1.5 kB of 9.0 kB and 1,234 lines were read")
        #expect(
            ProgressText.part(files: 0, of: 1, read: 7, of: nil, lines: 1) == "0 of 1 file, 7 B and 1 line were read")
        #expect(ProgressText.part(files: 1, of: nil, read: 0, of: 0, lines: 0) == "1 file, 0 B and 0 lines were read")
    }

    private static let path = Array("var/log/apache2/access.log".utf8)

    /// 42 bytes of 100, after a second.
    private static func line(problems: Int = 0, _ file: [UInt8]?, columns: Int) -> String {
        ProgressText.line(read: 42, of: 100, seconds: 1, problems: problems, file: file, columns: columns)
    }

    @Test(arguments: [
        (87, "logtrace: 42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems; var/log/apache2/access.log"),
        (86, "logtrace: 42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems; …r/log/apache2/access.log"),
        (77, "logtrace: 42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems; …che2/access.log"),
        (76, "42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems; …r/log/apache2/access.log"),
        (67, "42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems; …che2/access.log"),
        (66, "42 B of 100 B, 42 %, 1 s left, 2 problems; …log/apache2/access.log"),
        (58, "42 B of 100 B, 42 %, 1 s left, 2 problems; …he2/access.log"),
        (51, "42 B of 100 B, 42 %, 1 s left, 2 problems; …ess.log"),
        (50, "42 B of 100 B, 42 %, 42 B/s, 1 s left, 2 problems"), (48, "42 B of 100 B, 42 %, 1 s left, 2 problems"),
        (10, "42 B of 1…"), (1, "…"), (0, ""),
    ])
    func theLineIsNeverWiderThanTheTerminal(columns: Int, line: String) {
        #expect(Self.line(problems: 2, Self.path, columns: columns) == line)
        #expect(line.count <= columns)
    }

    @Test func aShortNameNeedsLittleRoom() {
        let line = "logtrace: 42 B of 100 B, 42 %, 42 B/s, 1 s left, 1 problem"
        #expect(Self.line(problems: 1, Array("a.log".utf8), columns: line.count + 7) == line + "; a.log")
        #expect(Self.line(problems: 1, nil, columns: line.count) == line)
    }

    /// Each of these letters takes two columns of a terminal.
    @Test func wideLettersDoNotMakeTheLineWrap() {
        let name = Array(String(repeating: "記", count: 40).utf8)
        #expect(
            Self.line(name, columns: 70)
                == "logtrace: 42 B of 100 B, 42 %, 42 B/s, 1 s left; …" + String(repeating: "記", count: 10))
    }

    @Test func aNameCannotMoveTheCursor() {
        let line = Self.line(Array("a\u{1b}[2J\rb\u{202e}c".utf8), columns: 100)
        #expect(line.hasSuffix(#"; a\x1b[2J\x0db\u{202e}c"#))
    }

    @Test(arguments: [
        (82, "logtrace: 1 of 3 cases, 42 B of 100 B, 42 %, 42 B/s, 1 s left; 記 55 %, jones 12 %"),
        (81, "logtrace: 1 of 3 cases, 42 B of 100 B, 42 %, 42 B/s, 1 s left; 記 55 %, jones 12…"),
        (78, "1 of 3 cases, 42 B of 100 B, 42 %, 42 B/s, 1 s left; 記 55 %, jones 12 %"),
        (68, "1 of 3 cases, 42 B of 100 B, 42 %, 1 s left; 記 55 %, jones 12 %"),
        (60, "1 of 3 cases, 42 B of 100 B, 42 %, 1 s left; 記 55 %, jones…"),
        (53, "1 of 3 cases, 42 B of 100 B, 42 %, 1 s left; 記 55 %…"),
        (52, "1 of 3 cases, 42 B of 100 B, 42 %, 42 B/s, 1 s left"),
    ])
    func aBatchHasAllCasesAndEach(columns: Int, line: String) {
        let shown = ProgressText.line(
            cases: 1, of: 3, read: 42, of: 100, seconds: 1, running: [("記", 55), ("jones", 12)], columns: columns)
        #expect(shown == line)
    }
}
