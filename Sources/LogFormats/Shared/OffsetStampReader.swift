// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Reads `04/Mar/2015:09:08:02 +0100`, the stamp of access logs (`%t` of mod_log_config), as seconds since 1970.
///
/// Neighbouring lines share all but their seconds, so that the last minute is kept and compared first.
struct OffsetStampReader: Sendable {
    /// `04/Mar/2015:09:08:` and ` +0100` of the last line read.
    private var minuteText: InlineArray<17, UInt8> = .init(repeating: 0)
    private var offsetText: InlineArray<6, UInt8> = .init(repeating: 0)
    /// What they mean; nil until a line was read.
    private var minute: Int64?

    init() {}

    /// Consumes the stamp; the brackets around it are the caller's.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> Instant? {
        let start = cursor.position
        let bytes = cursor.bytes
        guard bytes.count - start >= Self.byteCount else { return nil }
        guard let second = second(bytes, at: start + 18) else { return nil }
        if let minute, isLastMinute(bytes, at: start) {
            cursor.position = start + Self.byteCount
            return Instant(seconds: minute + second)
        }
        guard let minute = Self.minute(of: cursor) else { return nil }
        self.minute = minute
        for index in 0..<17 { minuteText[index] = bytes[start + index] }
        for index in 0..<6 { offsetText[index] = bytes[start + 20 + index] }
        cursor.position = start + Self.byteCount
        return Instant(seconds: minute + second)
    }

    private static let byteCount = 26

    private func isLastMinute(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        // From the back: the minute changes most often.
        for index in (0..<17).reversed() where bytes[start + index] != minuteText[index] { return false }
        for index in 0..<6 where bytes[start + 20 + index] != offsetText[index] { return false }
        return true
    }

    private func second(_ bytes: Span<UInt8>, at index: Int) -> Int64? {
        let tens = bytes[index] &- 0x30
        let ones = bytes[index + 1] &- 0x30
        let second = Int64(tens) * 10 + Int64(ones)
        guard tens < 10, ones < 10, second <= 60, bytes[index - 1] == UInt8(ascii: ":") else { return nil }
        return second
    }

    /// Seconds since 1970 in UTC of the stamp's minute.
    private static func minute(of start: ByteCursor) -> Int64? {
        var cursor = start
        guard let day = cursor.digits(2), cursor.take("/"), let month = cursor.monthName(), cursor.take("/"),
            let year = cursor.digits(4), cursor.take(":"), let hour = cursor.digits(2), cursor.take(":"),
            let minute = cursor.digits(2), cursor.take(":"), cursor.digits(2) != nil, cursor.take(" "),
            let offset = cursor.zoneOffset(),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
        else { return nil }
        return time.secondsSince1970 - offset
    }
}

extension ByteCursor {
    /// Consumes `+0100` or `-0330` as seconds east of UTC.
    @_lifetime(self: copy self)
    mutating func zoneOffset() -> Int64? {
        let start = position
        let isWest = take("-")
        if isWest || take("+"), let hours = digits(2), let minutes = digits(2), hours < 24, minutes < 60 {
            let seconds = Int64(hours * 3600 + minutes * 60)
            return isWest ? -seconds : seconds
        }
        position = start
        return nil
    }
}
