// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Walking bytes that should be UTF-8 and need not be.
package enum UTF8Repair {
    /// One step: a character, or a byte that belongs to none.
    package enum Piece: Equatable {
        case scalar(Unicode.Scalar, byteCount: Int)
        case invalid(UInt8)
    }

    /// What stands at `index`; Unicode 16, table 3-7 (well-formed UTF-8 byte sequences).
    package static func piece(of text: Span<UInt8>, at index: Int) -> Piece {
        let first = text[index]
        if first < 0x80 { return .scalar(Unicode.Scalar(first), byteCount: 1) }
        let (count, lowest, highest): (Int, UInt8, UInt8) =
            switch first {
            case 0xc2...0xdf: (2, 0x80, 0xbf)
            case 0xe0: (3, 0xa0, 0xbf)
            case 0xe1...0xec, 0xee...0xef: (3, 0x80, 0xbf)
            case 0xed: (3, 0x80, 0x9f)
            case 0xf0: (4, 0x90, 0xbf)
            case 0xf1...0xf3: (4, 0x80, 0xbf)
            case 0xf4: (4, 0x80, 0x8f)
            default: (0, 0, 0)
            }
        guard count > 0, text.count - index >= count, (lowest...highest).contains(text[index + 1]) else {
            return .invalid(first)
        }
        var value = UInt32(first) & (0x7f >> UInt32(count))
        for offset in 1..<count {
            let byte = text[index + offset]
            guard byte & 0xc0 == 0x80 else { return .invalid(first) }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        guard let scalar = Unicode.Scalar(value) else { return .invalid(first) }
        return .scalar(scalar, byteCount: count)
    }

    package static func isValid(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            guard case .scalar(_, let byteCount) = piece(of: text, at: index) else { return false }
            index += byteCount
        }
        return true
    }
}
