// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Reads `04/Mar/2015:09:08:02 +0100`, the stamp of access logs (`%t` of mod_log_config), as seconds since 1970.
///
/// Neighbouring lines share all but their seconds, so that the last minute is kept and compared first.
struct OffsetStampReader: Sendable {
    /// All of the last stamp read but its seconds, as `Face` takes it apart.
    private var lastFace = Face()
    /// Seconds since 1970 of the minute that it means; nil until a stamp was read.
    private var minute: Int64?
    /// Seconds by which the clock of the last stamp is ahead of UTC; nil until a stamp was read.
    private(set) var offset: Int?

    init() {}

    /// Consumes the stamp; the brackets around it are the caller's.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> Instant? {
        let start = cursor.position
        let bytes = cursor.bytes
        guard bytes.count - start >= Self.byteCount else { return nil }
        guard let second = second(bytes, at: start + 18) else { return nil }
        let face = Face(bytes, at: start)
        if let minute, face == lastFace {
            cursor.position = start + Self.byteCount
            return Instant(seconds: minute + second)
        }
        guard let (minute, offset) = Self.minute(of: cursor) else { return nil }
        self.minute = minute
        self.offset = Int(offset)
        lastFace = face
        cursor.position = start + Self.byteCount
        return Instant(seconds: minute + second)
    }

    private static let byteCount = 26

    /// What neighbouring stamps share, all but the two digits of the second, as words that compare at once.
    private struct Face: Equatable {
        private var date: UInt64 = 0
        private var time: UInt64 = 0
        private var offset: UInt64 = 0
        private var offsetMinutes: UInt16 = 0

        init() {}

        init(_ bytes: Span<UInt8>, at start: Int) {
            date = bytes.word(at: start)
            time = bytes.word(at: start + 8)
            offset = bytes.word(at: start + 16) & 0xffff_ffff_0000_ffff
            offsetMinutes = UInt16(bytes[start + 24]) << 8 | UInt16(bytes[start + 25])
        }
    }

    private func second(_ bytes: Span<UInt8>, at index: Int) -> Int64? {
        let tens = bytes[index] &- 0x30
        let ones = bytes[index + 1] &- 0x30
        let second = Int64(tens) * 10 + Int64(ones)
        guard tens < 10, ones < 10, second <= 60, bytes[index - 1] == UInt8(ascii: ":") else { return nil }
        return second
    }

    /// Seconds since 1970 in UTC of the stamp's minute, and the stamp's offset.
    private static func minute(of start: ByteCursor) -> (minute: Int64, offset: Int64)? {
        var cursor = start
        guard let day = cursor.digits(2), cursor.take("/"), let month = cursor.monthName(), cursor.take("/"),
            let year = cursor.digits(4), cursor.take(":"), let hour = cursor.digits(2), cursor.take(":"),
            let minute = cursor.digits(2), cursor.take(":"), cursor.digits(2) != nil, cursor.take(" "),
            let offset = cursor.zoneOffset(),
            let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
        else { return nil }
        return (time.secondsSince1970 - offset, offset)
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
