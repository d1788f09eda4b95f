// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Numbers and times as inventories write them, read from `bytes[range]`; nil if there is anything else in it.
enum InventoryNumber {
    /// A whole number of at least 0: `60145`. Nil above `Int64.max`.
    static func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty else { return nil }
        var value: Int64 = 0
        for position in range {
            guard let digit = digit(bytes[position]) else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = product.addingReportingOverflow(digit)
            guard !tooLarge, !overflowed else { return nil }
            value = sum
        }
        return value
    }

    /// Seconds since 1970 UTC, whole or with a fraction, which is rounded down: `1507470959`, `1507470959.9600000000`.
    static func epochSeconds(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        var start = range.lowerBound
        let isNegative = start < range.upperBound && bytes[start] == UInt8(ascii: "-")
        if isNegative { start += 1 }
        var point = start
        while point < range.upperBound, bytes[point] != UInt8(ascii: ".") { point += 1 }
        guard let whole = count(bytes, start..<point) else { return nil }
        var hasFraction = false
        if point < range.upperBound {
            guard point + 1 < range.upperBound else { return nil }
            for position in point + 1..<range.upperBound {
                guard let digit = digit(bytes[position]) else { return nil }
                if digit != 0 { hasFraction = true }
            }
        }
        guard isNegative else { return whole }
        return hasFraction ? -whole - 1 : -whole
    }

    /// A decimal of at least 0, without exponent: `17`, `17.25`. Digits beyond the eighteenth after the point are ignored.
    static func decimal(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        var point = range.lowerBound
        while point < range.upperBound, bytes[point] != UInt8(ascii: ".") { point += 1 }
        guard let whole = count(bytes, range.lowerBound..<point) else { return nil }
        guard point < range.upperBound else { return Double(whole) }
        guard point + 1 < range.upperBound else { return nil }
        var fraction: Int64 = 0
        var scale: Int64 = 1
        for position in point + 1..<range.upperBound {
            guard let digit = digit(bytes[position]) else { return nil }
            guard position - point <= 18 else { continue }
            fraction = fraction * 10 + digit
            scale *= 10
        }
        return Double(whole) + Double(fraction) / Double(scale)
    }

    /// A moment as seconds since 1970 UTC: ISO 8601 with its offset, or `epochSeconds`.
    ///
    ///     2017-10-08T13:55:59Z   2017-10-08 15:55:59.25+02:00   1507470959
    ///
    /// Nil without an offset: the moment is then unknown by up to a day. A fraction is dropped.
    static func moment(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        guard range.count >= 20, bytes[range.lowerBound + 4] == UInt8(ascii: "-") else {
            return epochSeconds(bytes, range)
        }
        let start = range.lowerBound
        func part(_ offset: Int, _ length: Int) -> Int? {
            count(bytes, start + offset..<start + offset + length).map(Int.init)
        }
        func sign(_ offset: Int) -> UInt8 { bytes[start + offset] }
        guard let year = part(0, 4), let month = part(5, 2), sign(7) == UInt8(ascii: "-"), let day = part(8, 2),
            sign(10) == UInt8(ascii: "T") || sign(10) == UInt8(ascii: "t") || sign(10) == UInt8(ascii: " "),
            let hour = part(11, 2), sign(13) == UInt8(ascii: ":"), let minute = part(14, 2),
            sign(16) == UInt8(ascii: ":"), let second = part(17, 2),
            // A leap second, 60, counts as the first one of the next minute, as in POSIX time.
            let time = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }

        var zone = start + 19
        if bytes[zone] == UInt8(ascii: ".") {
            let fraction = zone + 1
            zone = fraction
            while zone < range.upperBound, digit(bytes[zone]) != nil { zone += 1 }
            guard zone > fraction else { return nil }
        }
        guard let offset = zoneOffset(bytes, zone..<range.upperBound) else { return nil }
        return time.secondsSince1970 - offset
    }

    /// The seconds that a zone is ahead of UTC: `Z`, `+02:00`, `+0200`, `-03`.
    private static func zoneOffset(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        guard let first = range.first else { return nil }
        if range.count == 1, bytes[first] == UInt8(ascii: "Z") || bytes[first] == UInt8(ascii: "z") { return 0 }
        guard range.count >= 3, bytes[first] == UInt8(ascii: "+") || bytes[first] == UInt8(ascii: "-"),
            let hours = count(bytes, first + 1..<first + 3), hours < 24
        else { return nil }
        var minuteStart = first + 3
        if minuteStart < range.upperBound {
            if bytes[minuteStart] == UInt8(ascii: ":") { minuteStart += 1 }
            guard range.upperBound - minuteStart == 2 else { return nil }
        }
        let minutes = minuteStart < range.upperBound ? count(bytes, minuteStart..<range.upperBound) : 0
        guard let minutes, minutes < 60 else { return nil }
        let offset = hours * 3_600 + minutes * 60
        return bytes[first] == UInt8(ascii: "-") ? -offset : offset
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}
