// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding of bytes, RFC 3986 section 2.1.
package enum PercentEncoding {
    /// Leaves unreserved characters and slashes as they are.
    package static func encode(_ text: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return text.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
