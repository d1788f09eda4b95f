// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

extension Instant {
    /// `2019-02-15T12:00:01Z`, with as many digits of the fraction as the log wrote (RFC 3339).
    package var iso8601: String {
        var text: [UInt8] = []
        appendISO8601(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    package func appendISO8601(to text: inout [UInt8]) {
        let time = CivilTime(secondsSince1970: seconds)
        text.append(padded: time.year, to: 4)
        text.append(UInt8(ascii: "-"))
        text.append(padded: time.month, to: 2)
        text.append(UInt8(ascii: "-"))
        text.append(padded: time.day, to: 2)
        text.append(UInt8(ascii: "T"))
        text.append(padded: time.hour, to: 2)
        text.append(UInt8(ascii: ":"))
        text.append(padded: time.minute, to: 2)
        text.append(UInt8(ascii: ":"))
        text.append(padded: time.second, to: 2)
        if fractionDigits > 0 {
            text.append(UInt8(ascii: "."))
            let start = text.count
            text.append(padded: Int(nanoseconds), to: 9)
            text.removeSubrange((start + Int(min(fractionDigits, 9)))...)
        }
        text.append(UInt8(ascii: "Z"))
    }
}

extension [UInt8] {
    /// Appends the decimal digits of a number that is not negative, with zeros in front.
    fileprivate mutating func append(padded number: Int, to digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(0x30 + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
