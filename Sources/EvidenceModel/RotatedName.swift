// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A log file's name, taken apart into the log that it belongs to and the mark that rotation left on it.
///
///     access.log   access.log.1   access.log.2.gz     logrotate, numbered: the higher, the older
///     access_log-20190218.gz   access.log.2019-02-18  dated: the day of rotation
///     access_log.1550448000                           rotatelogs: when the file was begun
///     access.log.old                                  by hand
package struct RotatedName: Sendable, Equatable {
    package enum Mark: Sendable, Equatable {
        /// The file that the server writes, or wrote, itself.
        case current
        case number(Int)
        /// Digits of the date as they stand, `20190218` or `2019021803`.
        case date(Int)
        case epoch(Int)
        case old
    }

    /// The name without rotation mark and compression suffix; the folder stays.
    package let stem: [UInt8]
    package let mark: Mark

    package init(_ name: [UInt8]) {
        var stem = name[...]
        for suffix in [".gz", ".bz2", ".xz", ".zst", ".Z"] where stem.ends(with: suffix) {
            stem = stem.dropLast(suffix.utf8.count)
            break
        }
        var mark = Mark.current
        if stem.ends(with: ".old") {
            stem = stem.dropLast(4)
            mark = .old
        } else if let split = Self.splitAtMark(stem) {
            (stem, mark) = split
        }
        self.stem = Array(stem)
        self.mark = mark
    }

    private static func splitAtMark(_ name: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Mark)? {
        guard let separator = name.lastIndex(where: { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "-") }),
            separator + 1 < name.endIndex, separator > name.startIndex
        else { return nil }
        // `access_log-20190218`: the dash is a separator as well.
        var tail = name[(separator + 1)...]
        var stemEnd = separator
        let joint = name[separator]
        if tail.first == UInt8(ascii: "-") {
            tail = tail.dropFirst()
            stemEnd = separator + 1
        } else if joint != UInt8(ascii: ".") && joint != UInt8(ascii: "_") {
            return nil
        }
        let stem = name[..<stemEnd]
        guard !tail.isEmpty, isLogName(stem) else { return nil }
        let isDashedDate =
            tail.count == 10 && tail[tail.startIndex + 4] == UInt8(ascii: "-")
            && tail[tail.startIndex + 7] == UInt8(ascii: "-")
        let digits = tail.filter { $0 != UInt8(ascii: "-") }
        guard isDashedDate || digits.count == tail.count, digits.count <= 10 else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        switch digits.count {
        case 8 where isDate(value), 10 where isDate(value / 100) && value % 100 < 24: return (stem, .date(value))
        case 10: return joint == UInt8(ascii: ".") || stemEnd > separator ? (stem, .epoch(value)) : nil
        case 1...5: return joint == UInt8(ascii: ".") && stemEnd == separator ? (stem, .number(value)) : nil
        default: return nil
        }
    }

    /// Whether the last component is more than digits and dots: `10.0.0.1` is a host and no rotated `10.0.0`.
    private static func isLogName(_ stem: ArraySlice<UInt8>) -> Bool {
        for byte in stem.reversed() {
            switch byte {
            case UInt8(ascii: "/"): return false
            case UInt8(ascii: "."), 0x30...0x39: continue
            default: return true
            }
        }
        return false
    }

    private static func isDate(_ digits: Int) -> Bool {
        (1990...2199).contains(digits / 10_000) && (1...12).contains(digits / 100 % 100)
            && (1...31).contains(digits % 100)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with suffix: String) -> Bool {
        // A name that is nothing but the suffix has none.
        guard let before = dropLast(suffix.utf8.count).last, before != UInt8(ascii: "/") else { return false }
        return self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
