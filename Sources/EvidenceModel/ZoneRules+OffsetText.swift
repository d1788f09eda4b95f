// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

extension ZoneRules {
    /// Reads "+01:00", "-0500", "+01", "Z" or "UTC" as a zone of fixed offset; nil when the text is not an offset.
    ///
    /// Hours are 00...23 and minutes 00...59 (RFC 3339, `time-numoffset`). The name is the offset as "±hh:mm", or "UTC"
    /// for "Z" and "UTC".
    package init?(offsetText: String) {
        if offsetText == "Z" || offsetText == "z" || offsetText == "UTC" {
            self = .utc
            return
        }
        var digits = Array(offsetText.utf8)
        guard let sign = digits.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        digits.removeFirst()
        if digits.count == 5, digits[2] == UInt8(ascii: ":") {
            digits.remove(at: 2)
        }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ 48...57 ~= $0 }) else { return nil }

        let numbers = digits.map { Int($0) - 48 }
        let hours = numbers[0] * 10 + numbers[1]
        let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
        guard hours < 24, minutes < 60 else { return nil }

        let distance = (hours * 60 + minutes) * 60
        let isWest = sign == UInt8(ascii: "-") && distance > 0
        let hourText = hours < 10 ? "0\(hours)" : "\(hours)"
        let minuteText = minutes < 10 ? "0\(minutes)" : "\(minutes)"
        self.init(
            name: "\(isWest ? "-" : "+")\(hourText):\(minuteText)", fixedOffsetSeconds: isWest ? -distance : distance)
    }
}
