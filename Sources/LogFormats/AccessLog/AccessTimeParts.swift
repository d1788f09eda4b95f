// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// A time that several fields of one line may give together, as `%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t`.
struct AccessTimeParts {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var isAfternoon: Bool?
    private var offset: Int64?
    private var epoch: Int64?
    private var fraction: Fraction?

    /// Nil where the fields do not make a time.
    func stamp(_ reader: inout AccessStampReader) -> AccessStampReader.Stamp? {
        if let epoch {
            let time = Instant(
                seconds: epoch, nanoseconds: fraction?.nanoseconds ?? 0, fractionDigits: fraction?.digits ?? 0)
            return AccessStampReader.Stamp(time: time, basis: .stated)
        }
        guard let year, let month, let day, var hour else { return nil }
        if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return civil.map { reader.stamp($0, fraction: fraction, offset: offset) }
    }

    /// Consumes what `pieces` stand for; false where something else is there.
    @_lifetime(cursor: copy cursor)
    mutating func take(_ pieces: [AccessDirective.TimePiece], _ cursor: inout ByteCursor) -> Bool {
        for piece in pieces where !take(piece, &cursor) { return false }
        return true
    }

    @_lifetime(cursor: copy cursor)
    private mutating func take(_ piece: AccessDirective.TimePiece, _ cursor: inout ByteCursor) -> Bool {
        switch piece {
        case .literal(let text): return cursor.take(text)
        case .year: year = cursor.digits(4)
        case .shortYear: year = cursor.digits(2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 }
        case .month: month = paddedNumber(&cursor)
        case .monthName: month = cursor.anyMonthName()
        case .day: day = paddedNumber(&cursor)
        case .hour, .hour12: hour = paddedNumber(&cursor)
        case .minute:
            guard let minute = cursor.digits(2) else { return false }
            self.minute = minute
        case .second:
            guard let second = cursor.digits(2) else { return false }
            self.second = second
        case .half:
            isAfternoon = cursor.take("PM") || cursor.take("pm")
            return isAfternoon == true || cursor.take("AM") || cursor.take("am")
        case .offset:
            offset = cursor.takeOffset()
            return offset != nil
        case .zoneName:
            // Names are no offsets: all but that of UTC mean several.
            if cursor.take("UTC") || cursor.take("GMT") { offset = 0 } else { return cursor.letters() > 0 }
        case .weekday: return cursor.letters() > 0
        case .epochSeconds: return takeEpoch(digits: 10, fraction: 0, &cursor)
        case .epochMilliseconds: return takeEpoch(digits: 10, fraction: 3, &cursor)
        case .epochMicroseconds: return takeEpoch(digits: 10, fraction: 6, &cursor)
        case .milliseconds: return takeFraction(digits: 3, &cursor)
        case .microseconds: return takeFraction(digits: 6, &cursor)
        }
        return switch piece {
        case .year, .shortYear: year != nil
        case .month, .monthName: month != nil
        case .day: day != nil
        case .hour, .hour12: hour != nil
        default: true
        }
    }

    /// `04`, ` 4` or `4`.
    @_lifetime(cursor: copy cursor)
    private func paddedNumber(_ cursor: inout ByteCursor) -> Int? {
        _ = cursor.take(" ")
        return cursor.shortNumber()
    }

    @_lifetime(cursor: copy cursor)
    private mutating func takeEpoch(digits: Int, fraction: Int, _ cursor: inout ByteCursor) -> Bool {
        guard let seconds = cursor.digits(digits) else { return false }
        epoch = Int64(seconds)
        return fraction == 0 || takeFraction(digits: fraction, &cursor)
    }

    @_lifetime(cursor: copy cursor)
    private mutating func takeFraction(digits: Int, _ cursor: inout ByteCursor) -> Bool {
        guard let value = cursor.digits(digits) else { return false }
        fraction = Fraction(
            nanoseconds: UInt32(value) * (digits == 3 ? 1_000_000 : 1000), digits: UInt8(digits))
        return true
    }
}

extension ByteCursor {
    /// Consumes `text` if it is next.
    @_lifetime(self: copy self)
    mutating func take(_ text: [UInt8]) -> Bool {
        guard bytes.count - position >= text.count else { return false }
        for index in 0..<text.count where bytes[position + index] != text[index] { return false }
        position += text.count
        return true
    }
}
