// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import Testing

@Suite struct ByteCursorTests {
    /// Runs `body` on a cursor over `text` and gives what it returned and where the cursor then stood.
    private func step<Result>(
        _ text: String, at position: Int = 0, _ body: (inout ByteCursor) -> Result
    ) -> (result: Result, position: Int) {
        let bytes = Array(text.utf8)
        var cursor = ByteCursor(bytes.span, at: position)
        let result = body(&cursor)
        return (result, cursor.position)
    }

    @Test func nextIsTheByteAtThePositionAndNilAtTheEnd() {
        #expect(step("ab") { $0.next } == (0x61, 0))
        #expect(step("ab", at: 1) { $0.next } == (0x62, 1))
        #expect(step("ab", at: 2) { $0.next } == (nil, 2))
        #expect(step("") { $0.isAtEnd } == (true, 0))
        #expect(step("a") { $0.isAtEnd } == (false, 0))
        #expect(step("a", at: 1) { $0.isAtEnd } == (true, 1))
    }

    @Test func takeConsumesTheScalarThatIsNextOrStaysPut() {
        #expect(step("[x") { $0.take("[") } == (true, 1))
        #expect(step("x[") { $0.take("[") } == (false, 0))
        #expect(step("[", at: 1) { $0.take("[") } == (false, 1))
    }

    @Test func takeConsumesAWholeTextOrNoneOfIt() {
        #expect(step("HTTP/1.1") { $0.take("HTTP/") } == (true, 5))
        #expect(step("HTTP") { $0.take("HTTP/") } == (false, 0))
        #expect(step("HTTX/1.1") { $0.take("HTTP/") } == (false, 0))
        #expect(step("a HTTP/", at: 2) { $0.take("HTTP/") } == (true, 7))
        #expect(step("HTTP/", at: 5) { $0.take("HTTP/") } == (false, 5))
    }

    @Test func skipConsumesARunThatMayBeEmpty() {
        #expect(step("   x") { $0.skip(" ") }.position == 3)
        #expect(step("x  ") { $0.skip(" ") }.position == 0)
        #expect(step("   ") { $0.skip(" ") }.position == 3)
        #expect(step("") { $0.skip(" ") }.position == 0)
    }

    @Test func digitsConsumesExactlySoManyOrStaysPut() {
        #expect(step("20190215") { $0.digits(4) } == (2019, 4))
        #expect(step("0007") { $0.digits(4) } == (7, 4))
        #expect(step("201") { $0.digits(4) } == (nil, 0))
        #expect(step("20 9") { $0.digits(4) } == (nil, 0))
        #expect(step("/12") { $0.digits(2) } == (nil, 0))
        #expect(step(":12") { $0.digits(2) } == (nil, 0))
        #expect(step("999999999999999999") { $0.digits(18) } == (999_999_999_999_999_999, 18))
    }

    @Test func integerTakesUpToEighteenDigitsAndNoMore() {
        #expect(step("0") { $0.integer() } == (0, 1))
        #expect(step("60145 b") { $0.integer() } == (60145, 5))
        #expect(step("999999999999999999,") { $0.integer() } == (999_999_999_999_999_999, 18))
        #expect(step("1000000000000000000") { $0.integer() } == (nil, 0))
        #expect(step("000000000000000000000") { $0.integer() } == (nil, 0))
        #expect(step("-5") { $0.integer() } == (nil, 0))
        #expect(step("") { $0.integer() } == (nil, 0))
        #expect(step("5", at: 1) { $0.integer() } == (nil, 1))
    }

    @Test func aTokenEndsAtTheScalarOrAtTheEndAndIsNeverEmpty() {
        #expect(step("127.0.0.7 - -") { $0.token() } == (0..<9, 9))
        #expect(step("- alone", at: 2) { $0.token() } == (2..<7, 7))
        #expect(step(" x") { $0.token() } == (nil, 0))
        #expect(step("x", at: 1) { $0.token() } == (nil, 1))
        #expect(step("anna@host") { $0.token(before: "@") } == (0..<4, 4))
    }

    @Test func aFieldEndsAtTheScalarWhichMustCome() {
        #expect(step("GET /\" 200") { $0.field(before: "\"") } == (0..<5, 5))
        #expect(step("\" 200") { $0.field(before: "\"") } == (0..<0, 0))
        #expect(step("GET /") { $0.field(before: "\"") } == (nil, 0))
        #expect(step("a\"", at: 2) { $0.field(before: "\"") } == (nil, 2))
    }

    @Test func aFieldEndsAtTheFirstWholeOccurrenceOfAText() {
        #expect(step("calls (x) (anna) f") { $0.field(before: " (") } == (0..<5, 5))
        #expect(step("a ( (b") { $0.field(before: " (b") } == (0..<3, 3))
        #expect(step("aaab") { $0.field(before: "aab") } == (0..<1, 1))
        #expect(step("a b") { $0.field(before: " (") } == (nil, 0))
        #expect(step("a ") { $0.field(before: " (") } == (nil, 0))
        #expect(step("", at: 0) { $0.field(before: " (") } == (nil, 0))
    }

    @Test func searchesFindTheFirstAndTheLastByte() {
        let bytes = Array("a b c".utf8)
        func first(from start: Int, of byte: UInt8 = 0x20) -> Int? { bytes.span.firstIndex(of: byte, from: start) }
        func last(before end: Int) -> Int? { bytes.span.lastIndex(of: 0x20, before: end) }
        func isB(_ range: Range<Int>) -> Bool { bytes.span.matches(range, "b") }
        #expect((0...5).map { first(from: $0) } == [1, 1, 3, 3, nil, nil])
        #expect(first(from: 5, of: 0x63) == nil)
        #expect((0...5).map(last) == [nil, nil, 1, 1, 3, 3])
        #expect(isB(2..<3))
        #expect(!isB(2..<4))
        #expect(!isB(0..<1))
    }
}
