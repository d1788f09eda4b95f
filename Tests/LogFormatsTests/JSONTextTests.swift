// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import LogFormats
import Testing

struct JSONTextTests {
    private func decoded(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        JSONText.undoEscapes(Array(text.utf8).span, into: &output)
        return output
    }

    @Test func escapesOfJSONAreUndone() {
        #expect(decoded(#"a\"b\\c\/d\n\t\r\b\f"#) == Array("a\"b\\c/d\n\t\r\u{8}\u{c}".utf8))
        #expect(decoded(#"\u00e5\u20ac\ud83d\ude00"#) == Array("å€😀".utf8))
    }

    @Test func bytesThatServersEscapeAreUndoneToo() {
        #expect(decoded(#"\xc3\x85sa \xE5\x22"#) == Array("Åsa ".utf8) + [0xe5, 0x22])
    }

    @Test func halvesOfPairsAreReplaced() {
        #expect(decoded(#"\ud83d"#) == Array("\u{fffd}".utf8))
        #expect(decoded(#"\ud83dx\ude00"#) == Array("\u{fffd}x\u{fffd}".utf8))
        #expect(decoded(#"\ud83d\u0041"#) == Array("\u{fffd}A".utf8))
    }

    @Test(arguments: [#"\"#, #"\q"#, #"\x4"#, #"\xg1"#, #"\u12"#, #"\u12g4"#])
    func whatBeginsNoEscapeStays(text: String) {
        #expect(decoded(text) == Array(text.utf8))
    }

    @Test func onlyABackslashNeedsDecoding() {
        let (escaped, plain) = (Array(#"a\/b"#.utf8), Array("a/b".utf8))
        let (needs, needsNot) = (JSONText.isEscaped(escaped.span), JSONText.isEscaped(plain.span))
        #expect(needs)
        #expect(!needsNot)
    }
}
