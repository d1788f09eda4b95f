// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import TestSupport
import Testing

/// Against the standard library, which repairs too but gives one replacement for several bytes.
@Suite struct UTF8RepairTests {
    /// The characters of a text, nil for each byte that belongs to none.
    private static func walk(_ text: [UInt8]) -> [Unicode.Scalar?] {
        var scalars: [Unicode.Scalar?] = []
        var index = 0
        while index < text.count {
            switch UTF8Repair.piece(of: text.span, at: index) {
            case .scalar(let scalar, let byteCount):
                scalars.append(scalar)
                index += byteCount
            case .invalid(let byte):
                if byte != text[index] { Issue.record("\(byte) is not the byte at \(index) of \(text)") }
                scalars.append(nil)
                index += 1
            }
        }
        if index != text.count { Issue.record("a character ends behind \(text)") }
        return scalars
    }

    private static func compare(_ text: [UInt8]) {
        let scalars = walk(text)
        let isValid = String(validating: text, as: UTF8.self) != nil
        if UTF8Repair.isValid(text.span) != isValid || scalars.contains(nil) == isValid {
            Issue.record("\(text) is \(isValid ? "" : "not ")UTF-8")
        }
        let replacement: Unicode.Scalar = "\u{fffd}"
        let kept = scalars.compactMap { $0 }.filter { $0 != replacement }
        let expected = String(decoding: text, as: UTF8.self).unicodeScalars.filter { $0 != replacement }
        if !kept.elementsEqual(expected) { Issue.record("\(text) is read as \(kept), not as \(expected)") }
    }

    @Test func allTextsOfOneAndTwoBytes() {
        for first in UInt8.min ... .max {
            Self.compare([first])
            for second in UInt8.min ... .max { Self.compare([first, second]) }
        }
    }

    /// All lead bytes, with the bytes on both sides of each bound that the table has.
    @Test func textsOfThreeAndFourBytesAtTheBounds() {
        let bounds: [UInt8] = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
        for first in UInt8(0xc0) ... .max {
            for second in bounds {
                for third in bounds {
                    Self.compare([first, second, third])
                    for fourth in bounds { Self.compare([first, second, third, fourth]) }
                }
            }
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func randomTexts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = ["a", "å", "€", "😀", "\u{fffd}", "\u{7ff}", "\u{d7ff}", "\u{10ffff}"].map { Array($0.utf8) }
        for _ in 0..<300 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                var part = parts.randomElement(using: &random) ?? []
                switch Int.random(in: 0..<4, using: &random) {
                case 0: part.removeLast()
                case 1: part[Int.random(in: 0..<part.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                default: break
                }
                text += part
            }
            Self.compare(text)
        }
    }

    @Test func eachByteOfABrokenCharacterStandsForItself() {
        #expect(Self.walk([0xe2, 0x82, 0x61]) == [nil, nil, "a"])
        #expect(Self.walk([0xf0, 0x9f, 0x98]) == [nil, nil, nil])
        #expect(Self.walk([0xf0, 0x9f, 0x98, 0x80]) == ["😀"])
        #expect(Self.walk([]) == [])
        Self.compare([])
    }

    /// Overlong forms would let a slash or a NUL pass where one was looked for.
    @Test(arguments: [[0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xf0, 0x80, 0x80, 0xaf], [0xc0, 0x80]] as [[UInt8]])
    func overlongFormsAreNoCharacters(text: [UInt8]) {
        #expect(Self.walk(text).allSatisfy { $0 == nil })
    }
}
