// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

extension ByteCursor {
    /// Consumes a stamp as `logdateformat` of ownCloud and Nextcloud commonly has it: ISO 8601, or
    /// `October 11, 2019 13:27:44`, which has no zone.
    @_lifetime(self: copy self)
    mutating func cloudStamp() -> WrittenStamp? {
        isoStamp() ?? longDateStamp()
    }

    @_lifetime(self: copy self)
    private mutating func longDateStamp() -> WrittenStamp? {
        let start = position
        if let month = longMonthName(), take(" "), let day = integer(), day <= 31, take(", "), let year = digits(4),
            take(" "), let time = clockTime(),
            let local = CivilTime(
                year: year, month: month, day: Int(day), hour: time.hour, minute: time.minute, second: time.second)
        {
            return WrittenStamp(local: local)
        }
        position = start
        return nil
    }

    @_lifetime(self: copy self)
    private mutating func longMonthName() -> Int? {
        for (index, name) in longMonthNames.enumerated() where take(name) { return index + 1 }
        return nil
    }
}

private let longMonthNames: [StaticString] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]
