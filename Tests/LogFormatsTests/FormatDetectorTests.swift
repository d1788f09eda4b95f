// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import LogFormats
import TestSupport
import Testing

struct FormatDetectorTests {
    private static let access = #"192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] "GET /a.wav HTTP/1.1" 200 5"#
    private static let transfer = #"Wed Mar  4 09:52:29 2015 1 192.0.2.1 5 /a.wav b _ o r anna ftp 0 * c"#
    private static let ambiguous = #"192.0.2.1 - anna [04/Mar/2015:09:08:02 +0100] "GET /a.wav" 200 5"#

    private func verdict(_ head: String) -> FormatDetector.Verdict {
        verdict(Array(head.utf8))
    }

    private func expect(
        _ head: String, _ formats: [String], _ certainty: FormatDetector.Certainty,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let verdict = verdict(head)
        #expect(verdict.formats == formats, sourceLocation: sourceLocation)
        #expect(verdict.certainty == certainty, sourceLocation: sourceLocation)
    }

    private func verdict(_ head: [UInt8]) -> FormatDetector.Verdict {
        FormatDetector(context: ReadingContext()).detect(head.span)
    }

    @Test(arguments: ["", "\n", "\r\n\r\n", "\0\0\0", "\0\n\0\n"])
    func nothingIsDetectedInNothing(head: String) {
        expect(head, [], .none)
    }

    @Test func nothingIsDetectedInGarbage() {
        let seed: UInt64 = 0x5eed_0003
        var generator = SeededGenerator(seed: seed)
        for size in [1, 100, 65_536] {
            let garbage = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(verdict(garbage).certainty == .none, "seed \(seed), \(size) bytes")
        }
        #expect(verdict("A letter.\nIt says: GET / HTTP/1.1 200 5\n").certainty == .none)
    }

    @Test func oneLineIsEnough() {
        expect(Self.access + "\n", ["apache.access"], .certain)
        expect(Self.transfer + "\n", ["xferlog"], .certain)
    }

    @Test func aLineCutByTheEndOfTheHeadIsNotCounted() {
        #expect(verdict(Self.access + "\n192.0.2.1 - - [04/M").certainty == .certain)
        #expect(verdict(Self.transfer).formats == ["xferlog"])
        #expect(verdict(Self.access).certainty == .none)
    }

    @Test func carriageReturnsDoNotMatter() {
        #expect(verdict(Self.access + "\r\n" + Self.access + "\r\n").certainty == .certain)
        #expect(verdict(Self.transfer + "\r\n").formats == ["xferlog"])
    }

    @Test func aRunOfNULsInFrontDoesNotMatter() {
        let nuls = String(repeating: "\0", count: 5_000)
        expect(nuls + Self.access + "\n", ["apache.access"], .certain)
    }

    @Test func theFormatOfMostLinesWins() {
        let mixed = [Self.access, Self.transfer, Self.access].map { $0 + "\n" }.joined()
        expect(mixed, ["apache.access"], .certain)
    }

    @Test func fewFittingLinesMakeAFormatPossible() {
        let mostlyText = Self.access + "\nsome text\nmore text\n"
        expect(mostlyText, ["apache.access"], .possible)
    }

    @Test func aTieIsReportedAndNotGuessed() {
        let mixed = Self.access + "\n" + Self.transfer + "\n"
        expect(mixed, ["apache.access", "xferlog"], .possible)
        #expect(verdict(Self.ambiguous + "\n").formats == ["pureftpd.clf", "apache.access"])
    }

    @Test func onlyTheFirstLinesAreLookedAt() {
        let head = String(repeating: Self.access + "\n", count: FormatDetector.sampleSize)
        let tail = String(repeating: Self.transfer + "\n", count: 2 * FormatDetector.sampleSize)
        expect(head + tail, ["apache.access"], .certain)
    }
}
