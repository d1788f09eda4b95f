// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LogFormats
import TestSupport
import Testing

struct JSONMembersTests {
    private func members(_ text: String, at start: Int = 0) -> (members: [String], isComplete: Bool) {
        let bytes = Array(text.utf8)
        var object = JSONMembers(bytes.span, at: start)
        var found: [String] = []
        while let member = object.next() {
            let key = String(decoding: bytes[member.key], as: UTF8.self)
            found.append("\(key) \(member.value.kind) \(String(decoding: bytes[member.value.range], as: UTF8.self))")
        }
        return (found, object.isComplete)
    }

    @Test func membersComeInTheirOrder() {
        let (found, isComplete) = members(
            #" {"a":"x\"}","b" : -1.5e3 ,"c":{"d":["}",{}]},"e":[1,"]"],"f":null,"g":"","h":-} "#)
        #expect(
            found == [
                #"a string x\"}"#, "b bare -1.5e3", #"c object {"d":["}",{}]}"#, #"e array [1,"]"]"#, "f bare null",
                "g string ", "h bare -",
            ])
        #expect(isComplete)
    }

    @Test func anEmptyObjectIsComplete() {
        #expect(members("{}") == ([], true))
    }

    @Test func anObjectInAnotherIsReadWhereItStands() {
        let text = #"{"request":{"method":"GET"}}"#
        #expect(members(text, at: 11) == (["method string GET"], true))
    }

    @Test(arguments: [
        "", " ", "[1]", "{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, #"{"a":"x}"#, #"{"a":"x\"#, #"{"a" 1}"#,
        #"{"a":1 "b":2}"#, #"{a:1}"#, #"{"a":{"b":1}"#, #"{"a":,"b":1}"#,
    ])
    func aBrokenObjectIsNeverComplete(text: String) {
        #expect(!members(text).isComplete)
    }

    @Test func nestingIsBound() {
        let depth = 100_000
        #expect(!members("{\"a\":" + String(repeating: "[", count: depth)).isComplete)
        #expect(!members("{\"a\":\(String(repeating: "[", count: 33))\(String(repeating: "]", count: 33))}").isComplete)
        #expect(members("{\"a\":\(String(repeating: "[", count: 32))\(String(repeating: "]", count: 32))}").isComplete)
    }

    /// Whatever Foundation reads as an object, with its strings.
    @Test func objectsAreReadAsFoundationReadsThem() throws {
        var random = SeededGenerator(seed: 0x5eed_0040)
        let strings = [
            "", "a", "å\u{1f600}", "\"\\/", "\n\t\r\u{8}\u{c}\u{b}", "\u{7f}\u{0}", "{\"x\":1}", "\\x41", "\\u00",
        ]
        for _ in 0..<400 {
            var object: [String: String] = [:]
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                object[strings.randomElement(using: &random)!] = strings.randomElement(using: &random)!
            }
            let bytes = Array(try JSONSerialization.data(withJSONObject: object))
            var scanner = JSONMembers(bytes.span)
            var found: [String: String] = [:]
            while let member = scanner.next() {
                found[decoded(bytes[member.key])] = decoded(bytes[member.value.range])
            }
            let isWhole = scanner.isComplete && scanner.isAtEndOfRecord
            #expect(isWhole)
            #expect(found == object, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private func decoded(_ text: ArraySlice<UInt8>) -> String {
        var output: [UInt8] = []
        JSONText.undoEscapes(Array(text).span, into: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
