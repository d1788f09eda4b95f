// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Text from logs made safe for a terminal.
package enum TerminalText {
    /// Control bytes, escape sequences, bytes that are no UTF-8 and characters that reorder or hide text come out
    /// as `\xhh` or `\u{hhhh}`.
    package static func escaped(_ text: [UInt8]) -> String {
        let span = text.span
        var output = ""
        var index = 0
        while index < span.count {
            switch UTF8Repair.piece(of: span, at: index) {
            case .invalid(let byte):
                output += "\\x" + hexadecimal(UInt32(byte), digits: 2)
                index += 1
            case .scalar(let scalar, let byteCount):
                if scalar.value < 0x20 || scalar.value == 0x7f {
                    output += "\\x" + hexadecimal(scalar.value, digits: 2)
                } else if isTreacherous(scalar) {
                    output += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
                } else {
                    output.unicodeScalars.append(scalar)
                }
                index += byteCount
            }
        }
        return output
    }

    /// C1 controls, line and paragraph separators, and whatever has no width or changes direction.
    private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
