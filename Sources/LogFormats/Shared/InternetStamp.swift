// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// `2021-01-23T21:27:03.688450+00:00`, the stamp of RFC 3339, in which some writers leave the offset out.
struct InternetStamp {
    var civil: CivilTime
    var nanoseconds: UInt32
    /// Digits of the fraction, at most 9.
    var fractionDigits: UInt8
    /// Seconds east of UTC; nil where the stamp states none.
    var offset: Int64?
}

extension ByteCursor {
    /// Consumes a stamp of RFC 3339; the offset may lack its colon, or be missing.
    @_lifetime(self: copy self)
    mutating func internetStamp() -> InternetStamp? {
        let start = position
        if let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2), take("T"),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        {
            let (nanoseconds, fractionDigits) = secondFraction()
            let offset = take("Z") ? 0 : colonOffset() ?? zoneOffset()
            return InternetStamp(
                civil: civil, nanoseconds: nanoseconds, fractionDigits: fractionDigits, offset: offset)
        }
        position = start
        return nil
    }

    /// Consumes `.688450` or `,688`, if it is next; digits beyond the ninth are left out.
    @_lifetime(self: copy self)
    mutating func secondFraction() -> (nanoseconds: UInt32, digits: UInt8) {
        let start = position
        guard take(".") || take(",") else { return (0, 0) }
        var value: UInt32 = 0
        var count: UInt8 = 0
        while let byte = next, byte &- 0x30 < 10 {
            if count < 9 {
                value = value * 10 + UInt32(byte - 0x30)
                count += 1
            }
            position += 1
        }
        guard count > 0 else {
            position = start
            return (0, 0)
        }
        for _ in count..<9 { value *= 10 }
        return (value, count)
    }

    /// Consumes `+01:00` as seconds east of UTC.
    @_lifetime(self: copy self)
    private mutating func colonOffset() -> Int64? {
        let start = position
        let isWest = take("-")
        if isWest || take("+"), let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 {
            let seconds = Int64(hours * 3600 + minutes * 60)
            return isWest ? -seconds : seconds
        }
        position = start
        return nil
    }
}
