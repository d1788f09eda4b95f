// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// The ways in which servers write bytes that a log line cannot hold as they are.
package enum Escapes {
    /// Undoes what Apache's `ap_escape_logitem` writes: `\xhh`, `\"`, `\\` and the letters of C.
    ///
    /// A backslash that begins none of these stays.
    package static func undoApache(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
                output.append(byte)
                index += 1
                continue
            }
            switch text[index + 1] {
            case UInt8(ascii: "x") where index + 3 < text.count:
                if let high = hexValue(text[index + 2]), let low = hexValue(text[index + 3]) {
                    output.append(high << 4 | low)
                    index += 4
                    continue
                }
                output.append(byte)
                index += 1
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(text[index + 1])
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "n"): output.append(0x0a)
            case UInt8(ascii: "r"): output.append(0x0d)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0c)
            case UInt8(ascii: "v"): output.append(0x0b)
            default:
                output.append(byte)
                index += 1
                continue
            }
            index += 2
        }
    }

    /// Undoes rsync's `\#ooo`, three octal digits for a byte (log.c, `filtered_fwrite`).
    package static func undoRsync(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "\\"), index + 4 < text.count, text[index + 1] == UInt8(ascii: "#"),
                let high = octalValue(text[index + 2]), high < 4, let middle = octalValue(text[index + 3]),
                let low = octalValue(text[index + 4])
            {
                output.append(high << 6 | middle << 3 | low)
                index += 5
            } else {
                output.append(text[index])
                index += 1
            }
        }
    }

    /// Undoes vis(3) as OpenSSH's log.c uses it (VIS_SAFE, VIS_OCTAL, VIS_CSTYLE): `\ooo`, `\\`, `\n`, `\t` and their
    /// like. Quotes are not escaped.
    package static func undoVis(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
                output.append(byte)
                index += 1
                continue
            }
            if index + 3 < text.count, let high = octalValue(text[index + 1]), high < 4,
                let middle = octalValue(text[index + 2]), let low = octalValue(text[index + 3])
            {
                output.append(high << 6 | middle << 3 | low)
                index += 4
                continue
            }
            switch text[index + 1] {
            case UInt8(ascii: "\\"): output.append(byte)
            case UInt8(ascii: "n"): output.append(0x0a)
            case UInt8(ascii: "r"): output.append(0x0d)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "a"): output.append(0x07)
            case UInt8(ascii: "v"): output.append(0x0b)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "f"): output.append(0x0c)
            case UInt8(ascii: "s"): output.append(0x20)
            case UInt8(ascii: "0"): output.append(0)
            default: output += [byte, text[index + 1]]
            }
            index += 2
        }
    }

    /// Undoes percent-encoding once (RFC 3986 section 2.1); a percent sign without two digits stays.
    package static func undoPercent(_ text: Span<UInt8>, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = hexValue(text[index + 1]),
                let low = hexValue(text[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(text[index])
                index += 1
            }
        }
    }

    static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    private static func octalValue(_ digit: UInt8) -> UInt8? {
        (0x30...0x37).contains(digit) ? digit - 0x30 : nil
    }
}
