// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

extension CaseMoment {
    /// Reads `2016`, `2016-09`, `2016-09-13` and, behind the last, `T12:00` or `T12:00:05`, and then `Z` or `+02:00`.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        var cursor = ByteCursor(bytes.span)
        guard let year = cursor.digits(4) else { return nil }
        var (month, day, hour, minute, second) = (1, 1, 0, 0, 0)
        var precision = Precision.year
        var offset: Int?
        if cursor.take("-") {
            guard let number = cursor.digits(2) else { return nil }
            (month, precision) = (number, .month)
            if cursor.take("-") {
                guard let number = cursor.digits(2) else { return nil }
                (day, precision) = (number, .day)
                if cursor.take("T") || cursor.take(" ") {
                    guard let hours = cursor.digits(2), cursor.take(":"), let minutes = cursor.digits(2) else {
                        return nil
                    }
                    (hour, minute, precision) = (hours, minutes, .minute)
                    if cursor.take(":") {
                        guard let seconds = cursor.digits(2) else { return nil }
                        (second, precision) = (seconds, .second)
                    }
                    offset = Self.offset(&cursor)
                }
            }
        }
        guard cursor.isAtEnd,
            let local = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(local: local, precision: precision, offset: offset, text: text)
    }

    /// Consumes `Z`, `+02:00` or `-0330`.
    private static func offset(_ cursor: inout ByteCursor) -> Int? {
        let start = cursor.position
        if cursor.take("Z") { return 0 }
        let sign = cursor.take("-") ? -1 : cursor.take("+") ? 1 : 0
        if sign != 0, let hours = cursor.digits(2) {
            _ = cursor.take(":")
            if let minutes = cursor.digits(2), hours < 24, minutes < 60 { return sign * (hours * 3600 + minutes * 60) }
        }
        cursor.position = start
        return nil
    }
}
