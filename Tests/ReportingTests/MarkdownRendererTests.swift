// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

@Suite struct MarkdownRendererTests {
    @Test(arguments: [
        "/<script>alert(1)</script>", "/[a](javascript:alert(1))", "/![x](//evil.example/x.png)", "/a|b|c", "/`code`",
        "/*a* _b_ ~~c~~", "/@everyone", "/https://evil.example/", "/www.evil.example", "/a\n# head\n- item",
        "/&lt;b&gt;",
        "/$x^2$",
    ])
    func aNameMakesNoMarkup(name: String) throws {
        let text = String(
            decoding: MarkdownRenderer().output(of: reportOfHostileNames(Array(name.utf8))), as: UTF8.self)
        let harmless = String(
            decoding: MarkdownRenderer().output(of: reportOfHostileNames(Array("/a".utf8))), as: UTF8.self)
        #expect(text.split(separator: "\n").count == harmless.split(separator: "\n").count)
        // Each row has the cells of its table, however many bars a name holds.
        #expect(text.split(separator: "\n").map(bars) == harmless.split(separator: "\n").map(bars))
        #expect(text.contains(MarkdownText.escaped(name)))
        #expect(!text.contains(name))
    }

    /// Those that no backslash makes a character.
    private func bars(_ line: Substring) -> Int {
        var (count, isEscaped) = (0, false)
        for character in line {
            if character == "|", !isEscaped { count += 1 }
            isEscaped = character == "\\" && !isEscaped
        }
        return count
    }

    @Test func whatAViewerWouldLinkByItselfIsBroken() {
        #expect(MarkdownText.escaped("see https://evil.example") == "see https:\\//evil.example")
        #expect(MarkdownText.escaped("WWW.evil.example") == "WWW\\.evil.example")
        #expect(MarkdownText.escaped("a@b.example") == "a\\@b.example")
        #expect(MarkdownText.escaped("/calls/0701234567-1.wav") == "/calls/0701234567-1.wav")
    }
}
