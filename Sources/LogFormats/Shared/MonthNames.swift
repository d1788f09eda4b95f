// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension ByteCursor {
    /// Consumes an English month name of three letters, `Jan` to `Dec`, as 1 to 12.
    @_lifetime(self: copy self)
    mutating func monthName() -> Int? {
        guard bytes.count - position >= 3 else { return nil }
        let name = UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2])
        guard let month = monthOf(name) else { return nil }
        position += 3
        return month
    }
}

private func monthOf(_ name: UInt32) -> Int? {
    switch name {
    case 0x4a616e: 1  // Jan
    case 0x466562: 2  // Feb
    case 0x4d6172: 3  // Mar
    case 0x417072: 4  // Apr
    case 0x4d6179: 5  // May
    case 0x4a756e: 6  // Jun
    case 0x4a756c: 7  // Jul
    case 0x417567: 8  // Aug
    case 0x536570: 9  // Sep
    case 0x4f6374: 10  // Oct
    case 0x4e6f76: 11  // Nov
    case 0x446563: 12  // Dec
    default: nil
    }
}
