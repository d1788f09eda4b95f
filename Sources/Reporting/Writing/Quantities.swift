// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them.
package enum Quantities {
    /// `1,234,567`.
    package static func count(_ number: some BinaryInteger) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `1 file`, `2 files`.
    package static func count(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
        "\(count(number)) \(number == 1 ? one : many)"
    }

    /// `124.6 MB`, in powers of 1000; whole below 1 kB.
    package static func bytes(_ number: Int64?) -> String {
        guard let number else { return "unknown" }
        guard number >= 1000 else { return "\(number) B" }
        var tenths = number / 100
        for unit in ["kB", "MB", "GB", "TB"] {
            if tenths < 10_000 { return "\(count(tenths / 10)).\(tenths % 10) \(unit)" }
            tenths /= 1000
        }
        return "\(count(tenths / 10)).\(tenths % 10) PB"
    }

    /// `45 s`, `12 min`, `5.2 h`, `14.0 days`; the unit in which it is at least two.
    package static func duration(_ seconds: Int64) -> String {
        for (unit, length) in [("days", Int64(86_400)), ("h", 3600)] where seconds >= 2 * length {
            let tenths = seconds / (length / 10)
            return "\(count(tenths / 10)).\(tenths % 10) \(unit)"
        }
        return seconds >= 120 ? "\(seconds / 60) min" : "\(seconds) s"
    }

    /// `7.5`, `1,234`: whole from ten on.
    package static func hours(_ hours: Double) -> String {
        guard hours > 0, hours < 10 else { return count(Int64(min(hours, 9e15).rounded())) }
        let tenths = Int((hours * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
