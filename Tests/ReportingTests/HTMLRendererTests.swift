// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

/// Names that would be markup, run or load something, or turn text around.
@Suite struct HTMLRendererTests {
    static let hostile = [
        "/<script>alert(1)</script>.wav", "/\"><img src=x onerror=alert(1)>.wav", "/' onclick='alert(1)' x='.wav",
        "/</title></style></svg><iframe src=//evil.example>.wav", "/<!--.wav", "/]]>&lt;&#60;b.wav", "/&amp;.wav",
        "/\u{1b}[2J\u{202e}gpj\u{0}\u{9b}31m.wav", "/a\nb\rc\td\u{2028}.wav", "/javascript:alert(1)",
    ]

    private func page(_ name: String) throws -> ParsedPage {
        try #require(ParsedPage(HTMLRenderer().output(of: reportOfHostileNames(Array(name.utf8)))), "not well-formed")
    }

    @Test(arguments: hostile) func aNameIsTextAndNothingElse(name: String) throws {
        let page = try page(name)
        let harmless = try self.page("/harmless.wav")
        // The same elements with the same attributes as for any other name.
        #expect(page.elements.map(\.name) == harmless.elements.map(\.name))
        #expect(
            page.elements.map { $0.attributes.keys.sorted() } == harmless.elements.map { $0.attributes.keys.sorted() })
        let shown = TerminalText.escaped(Array(name.utf8))
        #expect(page.elements("code").contains { $0.text == shown })
        #expect(page.elements("title").first?.text == shown + ": exposure report")
        #expect(page.elements("li").contains { $0.text.contains("“\(shown)” (\(shown))") })
    }

    @Test func nothingOnThePageRunsOrLoads() throws {
        let page = try page("/a.wav")
        let allowed: Set = [
            "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "h3", "p", "div",
            "b",
            "dl", "dt", "dd", "ul", "li", "span", "strong", "code", "figure", "figcaption", "svg", "desc", "rect",
            "line",
            "text", "table", "thead", "tbody", "tr", "th", "td", "data", "time",
        ]
        #expect(Set(page.elements.map(\.name)).subtracting(allowed) == [])
        let attributes = Set(page.elements.flatMap(\.attributes.keys))
        #expect(attributes.isDisjoint(with: ["src", "href", "style", "srcset", "action", "xlink:href", "data"]))
        #expect(!attributes.contains { $0.hasPrefix("on") })
        let style = try #require(page.elements("style").first?.text)
        #expect(!style.contains("url(") && !style.contains("@import"))
        let policy = page.elements("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'; ") == true)
    }

    @Test func noCharacterThatReordersOrHidesTextIsLeft() {
        let page = HTMLRenderer().output(of: reportOfHostileNames(Array(Self.hostile[7].utf8)))
        for scalar in String(decoding: page, as: UTF8.self).unicodeScalars where scalar != "\n" {
            #expect(![.control, .format].contains(scalar.properties.generalCategory), "U+\(scalar.value)")
        }
    }

    @Test func aLongNameIsCutWithAStatedRemainder() throws {
        let name = "/" + String(repeating: "x", count: 4096) + ".wav"
        let page = HTMLRenderer().output(of: reportOfHostileNames(Array(name.utf8)))
        let text = String(decoding: page, as: UTF8.self)
        #expect(!text.contains(String(repeating: "x", count: 500)))
        #expect(text.contains("x…(3,801)…x"))
        #expect(page.count < 200_000)
    }

    @Test func thePictureOfDaysSaysItsNumbers() throws {
        let description = try page("/a.wav").elements.first { $0.attributes["id"] == "days-description" }
        #expect(description?.text == "/a.wav: 2 retrievals on 1 day, the most, 2, on 2019-02-15.")
    }

    @Test func eachPictureHasATextInItsPlace() throws {
        let page = try page("/a.wav")
        let pictures = page.elements("svg").filter { $0.attributes["aria-hidden"] == nil }
        #expect(pictures.count >= 4)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for picture in pictures {
            #expect(picture.attributes["role"] == "img")
            let names = picture.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
            #expect(names.count == 2)
            for name in names {
                #expect(page.elements.first { $0.attributes["id"] == name }?.text.isEmpty == false)
            }
        }
    }

    @Test func everyTableHasANameAndEveryHeadATable() throws {
        let page = try page("/a.wav")
        let tables = page.elements("table")
        #expect(tables.count >= 8)
        for table in tables {
            let name = try #require(table.attributes["aria-labelledby"])
            #expect(page.elements("h2").filter { $0.attributes["id"] == name }.count == 1, "\(name)")
        }
        #expect(page.elements("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
        // No level of heading is left out.
        let levels = page.elements.compactMap {
            $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil
        }
        #expect(levels.first == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test func paperIsLightOnADarkScreenToo() throws {
        let style = try #require(try page("/a.wav").elements("style").first?.text)
        #expect(style.contains("@media screen and (prefers-color-scheme:dark)"))
        #expect(style.count(of: "prefers-color-scheme") == 1)
    }
}
