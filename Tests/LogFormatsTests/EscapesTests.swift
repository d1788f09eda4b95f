// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import LogFormats
import TestSupport
import Testing

struct EscapesTests {
    private typealias Undo = (Span<UInt8>, inout [UInt8]) -> Void

    private func undone(_ text: [UInt8], by undo: Undo) -> [UInt8] {
        var output: [UInt8] = []
        undo(text.span, &output)
        return output
    }

    @Test(arguments: [
        (#"plain"#, "plain"),
        (#"\"quoted\" \\ back"#, #""quoted" \ back"#),
        (#"\t\n\r\b\f\v"#, "\t\n\r\u{8}\u{c}\u{b}"),
        (#"\xc3\xa5"#, "å"),
        (#"\x22\x5C"#, #""\"#),
        // What is no escape stays: other letters, cut or wrong digits, a backslash at the end.
        (#"\q\0"#, #"\q\0"#),
        (#"\xg0\x0g\x4"#, #"\xg0\x0g\x4"#),
        (#"\x4"#, #"\x4"#),
        (#"\x"#, #"\x"#),
        (#"end\"#, #"end\"#),
        // Once: what an escape gives begins none.
        (#"\\x41"#, #"\x41"#),
        (#"\x5cx41"#, #"\x41"#),
        ("", ""),
    ])
    func apacheEscapesAreUndoneOnce(written: String, meant: String) {
        #expect(undone(Array(written.utf8), by: Escapes.undoApache) == Array(meant.utf8))
    }

    @Test(arguments: [
        (##"new\#012line"##, "new\nline"),
        ("\\#303\\#205sa", "Åsa"),
        (##"\#000\#177"##, "\0\u{7f}"),
        (#"tab and \ stay"#, #"tab and \ stay"#),
        (##"\#9\#12\#400\#08"##, ##"\#9\#12\#400\#08"##),
        (##"\#01"##, ##"\#01"##),
        (#"\"#, #"\"#),
        (##"\\#012"##, "\\\n"),
        ("", ""),
    ])
    func rsyncEscapesAreUndoneOnce(written: String, meant: String) {
        #expect(undone(Array(written.utf8), by: Escapes.undoRsync) == Array(meant.utf8))
    }

    @Test func rawAndEscapedBytesOfOneLetterJoin() {
        #expect(undone([0xc3] + Array(##"\#205sa"##.utf8), by: Escapes.undoRsync) == Array("Åsa".utf8))
        #expect(undone(Array(##"\#377"##.utf8), by: Escapes.undoRsync) == [0xff])
    }

    @Test(arguments: [
        ("/a%20b", "/a b"),
        ("%C3%85%c3%a5", "Åå"),
        ("%2563", "%63"),
        ("a+b", "a+b"),
        ("100%", "100%"),
        ("%2", "%2"),
        ("%zz%4g%g4", "%zz%4g%g4"),
        ("%%41", "%A"),
        ("", ""),
    ])
    func percentEncodingIsUndoneOnce(written: String, meant: String) {
        #expect(undone(Array(written.utf8), by: Escapes.undoPercent) == Array(meant.utf8))
    }

    @Test func everyByteComesBackFromEachEscape() {
        for byte in UInt8.min...UInt8.max {
            let hex = String(byte, radix: 16)
            let twoDigits = hex.count == 1 ? "0" + hex : hex
            let octal = String(byte, radix: 8)
            let threeDigits = String(repeating: "0", count: 3 - octal.count) + octal
            #expect(undone(Array("\\x\(twoDigits)".utf8), by: Escapes.undoApache) == [byte])
            #expect(undone(Array("%\(twoDigits.uppercased())".utf8), by: Escapes.undoPercent) == [byte])
            #expect(undone(Array("\\#\(threeDigits)".utf8), by: Escapes.undoRsync) == [byte])
        }
    }

    @Test func undoingNeverAddsBytesAndEndsOnAnyInput() {
        let seed: UInt64 = 0x5eed_0001
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array(#"\\\%%##x0127fFgn""#.utf8) + [0, 0xff]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            for undo in [Escapes.undoApache, Escapes.undoRsync, Escapes.undoPercent] as [Undo] {
                #expect(undone(text, by: undo).count <= text.count, "seed \(seed): \(text)")
            }
        }
    }
}
