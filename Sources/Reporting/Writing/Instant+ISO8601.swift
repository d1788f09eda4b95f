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
        // One piece: most of a large report are instants.
        var piece = InlineArray<19, UInt8>(repeating: 0)
        var count = 0
        func put(_ number: Int, _ digits: Int, then separator: UInt8?) {
            var rest = number
            for place in (count..<count + digits).reversed() {
                piece[place] = 0x30 + UInt8(rest % 10)
                rest /= 10
            }
            count += digits
            guard let separator else { return }
            piece[count] = separator
            count += 1
        }
        put(time.year, 4, then: UInt8(ascii: "-"))
        put(time.month, 2, then: UInt8(ascii: "-"))
        put(time.day, 2, then: UInt8(ascii: "T"))
        put(time.hour, 2, then: UInt8(ascii: ":"))
        put(time.minute, 2, then: UInt8(ascii: ":"))
        put(time.second, 2, then: nil)
        piece.span.withUnsafeBufferPointer { text.append(contentsOf: $0) }
        appendFraction(to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    private func appendFraction(to text: inout [UInt8]) {
        guard fractionDigits > 0 else { return }
        text.append(UInt8(ascii: "."))
        var divisor: UInt32 = 100_000_000
        for _ in 0..<min(fractionDigits, 9) {
            text.append(0x30 + UInt8(nanoseconds / divisor % 10))
            divisor /= 10
        }
    }
}
