// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of a POSIX TZ string from left to right (POSIX.1-2024, section 8.3).
struct PosixZoneParser {
    private let text: ArraySlice<UInt8>
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Names the string and the place in it, because the place alone says little about so dense a notation.
    var error: ZoneFileError {
        // A hostile file must not get control characters to the terminal.
        let printable = text.prefix(80).map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }
        let shown = String(decoding: printable, as: UTF8.self)
        let place = rest.startIndex - text.startIndex
        return ZoneFileError(reason: "has a TZ string that is wrong at byte \(place): \(shown)")
    }

    /// An abbreviation and its offset, as seconds east of UTC.
    mutating func zone() throws(ZoneFileError) -> Int {
        try abbreviation()
        return -(try clockTime(maximumHours: 24))
    }

    /// The daylight-saving abbreviation; its offset is an hour ahead of `standard` when the string leaves it out.
    mutating func daylightZone(standard: Int) throws(ZoneFileError) -> Int {
        try abbreviation()
        return rest.first == UInt8(ascii: ",") ? standard + 3600 : -(try clockTime(maximumHours: 24))
    }

    /// A comma, a day, and the time of day, which is 02:00 when the string leaves it out.
    mutating func changeRule() throws(ZoneFileError) -> ChangeRule {
        guard skip(",") else { throw error }
        let day = try changeDay()
        return ChangeRule(day: day, seconds: skip("/") ? try clockTime(maximumHours: 167) : 2 * 3600)
    }

    private mutating func changeDay() throws(ZoneFileError) -> ChangeDay {
        if skip("J") {
            return .withoutLeapDay(try number(1...365))
        }
        guard skip("M") else { return .withLeapDay(try number(0...365)) }
        let month = try number(1...12)
        guard skip(".") else { throw error }
        let week = try number(1...5)
        guard skip(".") else { throw error }
        return .weekday(month: month, week: week, weekday: try number(0...6))
    }

    /// Three or more letters, or letters, digits and signs in angle brackets; the name itself is of no use here.
    private mutating func abbreviation() throws(ZoneFileError) {
        let isQuoted = skip("<")
        let name = rest.prefix { Self.isLetter($0) || isQuoted && (Self.isDigit($0) || Self.isSign($0)) }
        guard name.count >= 3 else { throw error }
        rest = rest.dropFirst(name.count)
        guard !isQuoted || skip(">") else { throw error }
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func clockTime(maximumHours: Int) throws(ZoneFileError) -> Int {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        var seconds = try number(0...maximumHours) * 3600
        if skip(":") {
            seconds += try number(0...59) * 60
            if skip(":") {
                seconds += try number(0...59)
            }
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(_ bounds: ClosedRange<Int>) throws(ZoneFileError) -> Int {
        // No bound has more than three digits, so longer runs fail before they could overflow.
        let digits = rest.prefix(while: Self.isDigit)
        guard 1...3 ~= digits.count else { throw error }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard bounds ~= value else { throw error }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
}
