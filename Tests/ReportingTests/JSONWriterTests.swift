// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    /// What `body` writes as the elements of an array.
    private static func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.array(body)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    // MARK: structure

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func whateverIsWrittenIsReadBackByFoundation(seed: UInt64) throws {
        for brokenDepth in 0...4 {
            var random = SeededGenerator(seed: seed)
            var json = JSONWriter(brokenDepth: brokenDepth)
            let members = Self.object(&json, depth: 0, &random)
            json.lineFeed()
            let bytes = json.take()
            #expect(try JSONValue(bytes) == .object(members))
            #expect(bytes.last == 0x0a)
            if brokenDepth == 0 { #expect(bytes.count { $0 == 0x0a } == 1) }
        }
    }

    private static let keys: [StaticString] = ["a", "key_2", "@timestamp", "ö", "with blanks", ""]

    /// Writes a random object and gives what a reader must find.
    private static func object(
        _ json: inout JSONWriter, depth: Int, _ random: inout SeededGenerator
    ) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        json.object { json in
            for key in keys where Bool.random(using: &random) {
                members["\(key)"] = member(key, &json, depth: depth, &random)
            }
        }
        return members
    }

    private static func member(
        _ key: StaticString, _ json: inout JSONWriter, depth: Int, _ random: inout SeededGenerator
    ) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 9 : 6), using: &random) {
        case 0:
            json.null(key)
            return .null
        case 1:
            let value = Bool.random(using: &random)
            json.member(key, value)
            return .bool(value)
        case 2:
            let value = Int64.random(in: .min ... .max, using: &random)
            json.member(key, value)
            return .integer(value)
        case 3:
            let value = Double.random(in: -1...1, using: &random) * 1e-9 + 0.5
            json.member(key, value)
            return .number(value)
        case 4:
            let value = text(&random)
            json.member(key, value)
            return .text(value)
        case 5:
            json.member(key, nil as Int64?)
            return .null
        case 6:
            json.key(key)
            return .object(object(&json, depth: depth + 1, &random))
        default:
            json.key(key)
            return .array(array(&json, depth: depth + 1, &random))
        }
    }

    private static func array(_ json: inout JSONWriter, depth: Int, _ random: inout SeededGenerator) -> [JSONValue] {
        var elements: [JSONValue] = []
        json.array { json in
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                switch Int.random(in: 0..<(depth < 4 ? 5 : 3), using: &random) {
                case 0:
                    let value = Int64.random(in: -5...5, using: &random)
                    json.element(value)
                    elements.append(.integer(value))
                case 1:
                    let value = text(&random)
                    json.element(value)
                    elements.append(.text(value))
                case 2:
                    json.element(nil as String?)
                    elements.append(.null)
                case 3: elements.append(.object(object(&json, depth: depth + 1, &random)))
                default: elements.append(.array(array(&json, depth: depth + 1, &random)))
                }
            }
        }
        return elements
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let bound: UInt32 = [0x20, 0x80, 0x100, 0x3000, 0x11_0000].randomElement(using: &random) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<bound, using: &random)) { text.append(scalar) }
        }
        return String(text)
    }

    @Test func emptyContainersAndThoseInThemAreClosed() {
        let text = Self.written { json in
            json.array { _ in }
            json.object { _ in }
            json.object { $0.object("a") { $0.array("b") { _ in } } }
        }
        #expect(text == #"[[],{},{"a":{"b":[]}}]"#)
    }

    @Test func membersOfOuterContainersBeginALineEach() {
        var json = JSONWriter(brokenDepth: 2)
        json.object { json in
            json.member("a", 1)
            json.array("b") { json in
                json.object { $0.member("c", 2) }
                json.object { _ in }
            }
            json.array("d") { _ in }
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == """
                {
                 "a": 1,
                 "b": [
                  {"c": 2},
                  {}
                 ],
                 "d": []
                }
                """)
    }

    @Test func linesFollowEachOtherWithoutCommas() {
        var json = JSONWriter()
        for number in 1...2 {
            json.object { $0.member("n", number) }
            json.lineFeed()
        }
        #expect(String(decoding: json.take(), as: UTF8.self) == "{\"n\":1}\n{\"n\":2}\n")
        #expect(json.bytes.isEmpty)
        json.object { _ in }
        #expect(json.take() == Array("{}".utf8))
    }

    @Test func takingInTheMiddleLosesNothing() {
        var json = JSONWriter()
        var taken: [UInt8] = []
        json.begin("[")
        for number in 0..<3 {
            json.element(number)
            taken += json.take()
        }
        json.end("]")
        #expect(taken + json.take() == Array("[0,1,2]".utf8))
    }

    // MARK: numbers

    @Test func integersAreWrittenInFull() {
        let text = Self.written { json in
            json.element(Int64.min)
            json.element(UInt64.max)
            json.element(0)
        }
        #expect(text == "[-9223372036854775808,18446744073709551615,0]")
    }

    @Test(
        arguments: [0, 1.5, -0.1, 1e-7, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 123_456_789.125]
            as [Double])
    func numbersKeepTheirValue(value: Double) throws {
        var json = JSONWriter()
        json.object { $0.member("n", value) }
        let object = try JSONDecoder().decode([String: Double].self, from: Data(json.bytes))
        #expect(object == ["n": value])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNoNumberInJSONIsUnknown(value: Double) throws {
        var json = JSONWriter()
        json.object { $0.member("n", value) }
        #expect(try JSONValue(json.bytes) == .object(["n": .null]))
    }

    // MARK: strings

    @Test func quotesBackslashesAndControlsAreEscaped() {
        let text = Self.written { json in
            json.element("\" \\ / \n \r \t \u{0} \u{8} \u{1b} \u{1f} \u{7f}")
        }
        #expect(text == #"["\" \\ / \n \r \t \u0000 \u0008 \u001b \u001f \u007f"]"#)
    }

    @Test func everyCharacterBelow256IsReadBack() throws {
        for value in UInt32(0)..<256 {
            let text = String(Character(try #require(Unicode.Scalar(value))))
            let written = Self.written { $0.element(text) }
            #expect(try JSONValue(written.utf8) == .array([.text(text)]))
        }
    }

    /// A terminal takes U+009B for the beginning of an escape sequence, as it takes ESC [.
    @Test func noControlCharacterStandsInTheOutput() throws {
        let controls = (0..<0xa0).filter { $0 < 0x20 || $0 >= 0x7f }.compactMap { Unicode.Scalar(UInt32($0)) }
        let text = String(String.UnicodeScalarView(controls))
        let written = Self.written { $0.element(text) }
        #expect(written.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(try JSONValue(written.utf8) == .array([.text(text)]))
    }

    @Test func bytesThatAreNotUTF8BecomeReplacementCharacters() throws {
        let bytes: [UInt8] = [0x61, 0xff, 0x62, 0xc3, 0xa5, 0xc3, 0x22, 0xed, 0xa0, 0x80]
        var json = JSONWriter()
        json.object { $0.member("path", bytes: bytes) }
        #expect(
            try JSONValue(json.bytes)
                == .object(["path": .text("a\u{fffd}b\u{e5}\u{fffd}\"\u{fffd}\u{fffd}\u{fffd}")]))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyBytesMakeValidJSON(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var json = JSONWriter()
            json.array { $0.element(bytes: bytes) }
            var expected = ""
            var index = 0
            while index < bytes.count {
                switch UTF8Repair.piece(of: bytes.span, at: index) {
                case .scalar(let scalar, let byteCount):
                    expected.unicodeScalars.append(scalar)
                    index += byteCount
                case .invalid:
                    expected.unicodeScalars.append("\u{fffd}")
                    index += 1
                }
            }
            #expect(try JSONValue(json.bytes) == .array([.text(expected)]), "seed \(seed): \(bytes)")
        }
    }

    @Test func keysAreEscapedToo() throws {
        var json = JSONWriter()
        json.object { $0.member(key: "a\"\n", "b") }
        #expect(try JSONValue(json.bytes) == .object(["a\"\n": .text("b")]))
    }
}
