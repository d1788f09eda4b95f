// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// What is between the quotes of a JSON string (RFC 8259 section 7).
package enum JSONText {
    /// Whether something in it is escaped, so that it has to be decoded.
    package static func isEscaped(_ text: Span<UInt8>) -> Bool { text.firstIndex(of: UInt8(ascii: "\\")) != nil }

    /// Undoes the escapes, and the `\xhh` that Apache and nginx write for bytes, which JSON does not know.
    ///
    /// Half of a surrogate pair becomes U+FFFD; a backslash that begins no escape stays.
    package static func undoEscapes(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
                output.append(byte)
                index += 1
                continue
            }
            switch text[index + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(text[index + 1])
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0c)
            case UInt8(ascii: "n"): output.append(0x0a)
            case UInt8(ascii: "r"): output.append(0x0d)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "v"): output.append(0x0b)
            default:
                index += undoHexadecimal(text, index, into: &output)
                continue
            }
            index += 2
        }
    }

    /// Undoes `\xhh` or `\uhhhh`, or takes the backslash as it is; gives how many bytes of the text that took.
    private static func undoHexadecimal(_ text: Span<UInt8>, _ index: Int, into output: inout [UInt8]) -> Int {
        if text[index + 1] == UInt8(ascii: "x"), let value = hex(text, index + 2, count: 2) {
            output.append(UInt8(value))
            return 4
        }
        if text[index + 1] == UInt8(ascii: "u"), let (scalar, length) = scalar(text, index) {
            output.append(contentsOf: UTF8.encode(scalar)!)
            return length
        }
        output.append(text[index])
        return 1
    }

    /// The scalar of `\uhhhh`, or of two of them that are a pair, and how many bytes that takes.
    private static func scalar(_ text: Span<UInt8>, _ index: Int) -> (Unicode.Scalar, Int)? {
        guard let first = hex(text, index + 2, count: 4) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        if first < 0xdc00, index + 7 < text.count, text[index + 6] == UInt8(ascii: "\\"),
            text[index + 7] == UInt8(ascii: "u"), let second = hex(text, index + 8, count: 4),
            (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        {
            return (scalar, 12)
        }
        return ("\u{fffd}", 6)
    }

    private static func hex(_ text: Span<UInt8>, _ start: Int, count: Int) -> UInt32? {
        guard start + count <= text.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + count {
            guard let digit = Escapes.hexValue(text[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
