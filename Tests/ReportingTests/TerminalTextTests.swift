// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import TestSupport
import Testing

@Suite struct TerminalTextTests {
    private func escaped(_ text: String) -> String { TerminalText.escaped(Array(text.utf8)) }

    @Test func textThatPrintsIsLeftAsItIs() {
        for text in ["", "calls/2017/a b.wav", "räksmörgås", "Ελλάδα", "日本語.wav", "😀", "\\x1b", "~!\"'<>&|`$"] {
            #expect(escaped(text) == text)
        }
    }

    @Test func escapeSequencesAreShown() {
        #expect(escaped("\u{1b}[31mred\u{1b}[0m") == #"\x1b[31mred\x1b[0m"#)
        #expect(escaped("\u{1b}]0;title\u{7}") == #"\x1b]0;title\x07"#)
        #expect(escaped("a\0b\tc\nd\re\u{8}\u{7f}") == #"a\x00b\x09c\x0ad\x0de\x08\x7f"#)
    }

    /// U+009B begins an escape sequence on some terminals, as ESC [ does.
    @Test func controlsOfTheSecondKindAreShown() {
        #expect(escaped("\u{9b}31m") == #"\u{009b}31m"#)
        #expect(TerminalText.escaped([0x9b, 0x33, 0x31, 0x6d]) == #"\x9b31m"#)
    }

    /// CVE-2021-42574: marks that make text read in another order than it has.
    @Test(
        arguments: [
            0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
        ] as [UInt32])
    func marksOfDirectionAreShown(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let digits = String(value, radix: 16)
        #expect(escaped("gpj.\(scalar)exe") == "gpj.\\u{\(value < 0x1000 ? "0" : "")\(digits)}exe")
    }

    @Test func charactersWithoutWidthAndSeparatorsOfLinesAreShown() {
        #expect(escaped("a\u{200b}b\u{feff}c\u{ad}d") == #"a\u{200b}b\u{feff}c\u{00ad}d"#)
        #expect(escaped("a\u{2028}b\u{2029}c\u{85}d") == #"a\u{2028}b\u{2029}c\u{0085}d"#)
        #expect(escaped("\u{e0041}\u{e000}\u{ffff}") == #"\u{e0041}\u{e000}\u{ffff}"#)
    }

    @Test func bytesThatAreNotUTF8AreShownOneByOne() {
        #expect(TerminalText.escaped([0x61, 0xff, 0xe5, 0x62]) == #"a\xff\xe5b"#)
        #expect(TerminalText.escaped([0xe2, 0x80]) == #"\xe2\x80"#)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func nothingElseThanPrintableTextComesOut(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...10, using: &random) {
                if Bool.random(using: &random) {
                    text.append(UInt8.random(in: 0...255, using: &random))
                } else if let scalar = Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &random)) {
                    text += Array(String(Character(scalar)).utf8)
                }
            }
            let output = TerminalText.escaped(text)
            for scalar in output.unicodeScalars {
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    Issue.record("seed \(seed): \(text) lets U+\(String(scalar.value, radix: 16)) through")
                default: break
                }
            }
        }
    }
}
