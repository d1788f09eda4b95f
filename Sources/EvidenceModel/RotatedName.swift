// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A log file's name, taken apart into the log that it belongs to and the mark that rotation left on it.
///
///     access.log   access.log.1   access.log.2.gz     logrotate, numbered: the higher, the older
///     access_log-20190218.gz   access.log.2019-02-18  dated: the day of rotation; also with the hour, 2019021803
///     access.log.07   access.log-2019W07              numbered by the ISO week
///     access_log.1550448000                           rotatelogs: when the file was begun
///     access.2019-02-18.log   2019/02/18/access.log   rotatelogs with a pattern, cronolog
///     access.log.old   access.log.1.bak   access.log~ by hand
///     old/access.log.3.gz                             logrotate's olddir
package struct RotatedName: Sendable, Equatable {
    package enum Mark: Sendable, Equatable {
        /// The file that the server writes, or wrote, itself.
        case current
        case number(Int)
        /// Digits of the date as they stand: `20190218`, `2019021803` or `201902`.
        case date(Int)
        /// The ISO week. Without a year such numbers begin anew at each New Year, `.51 .52 .01 .02`, and only those below
        /// ten, written `.07`, can be told from a plain number by the name alone.
        case week(year: Int?, week: Int)
        case epoch(Int)
        case old
        /// Made by somebody beside the rotation: a hole or a place in the sequence is none of its business.
        case copy
    }

    /// The name without rotation mark and compression suffix; the folder stays, unless it is a part of the mark.
    package let stem: [UInt8]
    package let mark: Mark

    package init(_ name: [UInt8]) {
        var file = name[...]
        for suffix in [".gz", ".bz2", ".xz", ".zst", ".Z"] where file.isMore(than: suffix) {
            file = file.dropLast(suffix.utf8.count)
            break
        }
        let nameStart = file.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? file.startIndex
        var (base, mark) = Self.withoutMark(file[nameStart...])
        var folder = Self.withoutOldFolder(file[..<nameStart])
        if mark == .current, let dated = Self.withoutDateFolders(folder), base.contains(where: isLetter) {
            (folder, mark) = (dated.folder, .date(dated.date))
        }
        if base.isEmpty { base = file[nameStart...] }
        stem = Array(folder) + Array(base)
        self.mark = mark
    }

    // MARK: the name

    private static func withoutMark(_ name: ArraySlice<UInt8>) -> (base: ArraySlice<UInt8>, mark: Mark) {
        if let (base, mark) = withoutHandMark(name) {
            // `access.log.1.bak` is a copy of what was once the first.
            return ((dateMark(base) ?? rotationMark(base))?.base ?? base, mark)
        }
        return dateMark(name) ?? rotationMark(name) ?? (name, .current)
    }

    /// `access.log.old`, `access.old-2018`, `access.log.bak`, `access.log~`.
    private static func withoutHandMark(_ name: ArraySlice<UInt8>) -> (base: ArraySlice<UInt8>, mark: Mark)? {
        if name.isMore(than: "~") { return (name.dropLast(), .copy) }
        var marked = name
        while let last = marked.last, isDigit(last) { marked.removeLast() }
        if marked.count < name.count {
            guard let joint = marked.last, joint == UInt8(ascii: "-") || joint == UInt8(ascii: "_") else {
                return nil
            }
            marked.removeLast()
        }
        if marked.isMore(than: ".old") { return (marked.dropLast(4), .old) }
        for suffix in [".bak", ".backup", ".orig", ".copy", ".save", ".prev", ".current"]
        where marked.isMore(than: suffix) {
            return (marked.dropLast(suffix.utf8.count), .copy)
        }
        return nil
    }

    /// A number behind the last separator.
    private static func rotationMark(_ name: ArraySlice<UInt8>) -> (base: ArraySlice<UInt8>, mark: Mark)? {
        guard
            let separator = name.lastIndex(where: { !isDigit($0) && $0 != UInt8(ascii: "-") }),
            separator + 1 < name.endIndex, separator > name.startIndex
        else { return nil }
        // `access_log-20190218`: the dash is a separator as well.
        var tail = name[(separator + 1)...]
        var stemEnd = separator
        let joint = name[separator]
        let isDashed = tail.first == UInt8(ascii: "-")
        if isDashed {
            tail = tail.dropFirst()
            stemEnd = separator + 1
        } else if joint != UInt8(ascii: ".") && joint != UInt8(ascii: "_") {
            return nil
        }
        let base = name[..<stemEnd]
        guard !tail.isEmpty, isLogName(base) else { return nil }
        guard tail.allSatisfy(isDigit), tail.count <= 10 else { return nil }
        let value = number(tail)
        switch tail.count {
        case 10: return joint == UInt8(ascii: ".") || isDashed ? (base, .epoch(value)) : nil
        case 2 where tail.first == UInt8(ascii: "0") && value > 0 && joint == UInt8(ascii: ".") && !isDashed:
            return (base, .week(year: nil, week: value))
        case 1...5: return joint == UInt8(ascii: ".") && !isDashed ? (base, .number(value)) : nil
        default: return nil
        }
    }

    /// `access_log-20190218`, or before the extension, which stays: `access.2019-02-18.log`.
    private static func dateMark(_ name: ArraySlice<UInt8>) -> (base: ArraySlice<UInt8>, mark: Mark)? {
        for suffix in ["", ".log", ".txt", "_log"] where suffix.isEmpty || name.isMore(than: suffix) {
            let body = name.dropLast(suffix.utf8.count)
            for width in DateDigits.widths.reversed() where body.count > width + 1 {
                let joint = body[body.endIndex - width - 1]
                guard joint == UInt8(ascii: ".") || joint == UInt8(ascii: "-") || joint == UInt8(ascii: "_"),
                    let date = DateDigits(body.suffix(width))
                else { continue }
                let front = body.dropLast(width + 1)
                return isLogName(front) ? (front + name.suffix(suffix.utf8.count), date.mark) : nil
            }
        }
        return nil
    }

    /// Whether a name is more than digits and dots: `10.0.0.1` is a host and no rotated `10.0.0`.
    private static func isLogName(_ name: ArraySlice<UInt8>) -> Bool {
        name.contains { $0 != UInt8(ascii: ".") && !isDigit($0) }
    }

    // MARK: the folder

    /// Folders that logs are moved to when they are rotated.
    private static let oldFolders = [
        "old", "olddir", "archive", "archives", "archived", "rotated", "backup", "backups",
    ]

    /// - Parameter folder: With its last slash.
    private static func withoutOldFolder(_ folder: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let (parent, name) = splitLast(folder), !parent.isEmpty else { return folder }
        let lowercase = name.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
        return oldFolders.contains { lowercase.elementsEqual($0.utf8) } ? parent : folder
    }

    /// `logs/2019/02/18/` and `logs/2019-02-18/`, as cronolog makes them.
    private static func withoutDateFolders(
        _ folder: ArraySlice<UInt8>
    ) -> (folder: ArraySlice<UInt8>, date: Int)? {
        guard let (parent, name) = splitLast(folder) else { return nil }
        if let date = DateDigits(name), name.count >= 7, case .date(let digits) = date.mark { return (parent, digits) }
        var digits: [ArraySlice<UInt8>] = [name]
        var rest = parent
        while digits.last!.count == 2, digits.count < 4, let (above, part) = splitLast(rest) {
            digits.append(part)
            rest = above
        }
        guard digits.last!.count == 4, digits.count > 1 else { return nil }
        guard let date = DateDigits(ArraySlice(digits.reversed().joined(separator: "-".utf8))),
            case .date(let value) = date.mark
        else {
            return nil
        }
        return (rest, value)
    }

    private static func splitLast(
        _ folder: ArraySlice<UInt8>
    ) -> (parent: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
        guard !folder.isEmpty else { return nil }
        let path = folder.dropLast()
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex
        return path[start...].isEmpty ? nil : (path[..<start], path[start...])
    }
}

/// A date in a name: `20190218`, `2019-02-18`, `2019_02_18`, `2019-02`, with an hour `2019021803` or
/// `2019-02-18-03`, and the week `2019W07` or `2019-W07`.
private struct DateDigits {
    /// How many bytes such a date may have.
    static let widths = 7...19

    let mark: RotatedName.Mark

    init?(_ text: ArraySlice<UInt8>) {
        guard Self.widths.contains(text.count) else { return nil }
        let dash = text[text.startIndex + 4]
        let isWeek = text.contains(UInt8(ascii: "W"))
        let digits = text.filter { isDigit($0) }
        let others = text.filter { !isDigit($0) }
        let value = number(digits.prefix(10)[...])
        if isWeek {
            guard digits.count == 6, others.count <= 2, others.last == UInt8(ascii: "W"),
                (1990...2199).contains(value / 100), (1...53).contains(value % 100),
                text.suffix(3).first == UInt8(ascii: "W")
            else { return nil }
            mark = .week(year: value / 100, week: value % 100)
            return
        }
        guard others.isEmpty || Self.isSeparated(text, by: dash) else { return nil }
        switch digits.count {
        case 6:
            guard Self.isDay(value * 100 + 1) else { return nil }
            mark = .date(value)
        case 8:
            guard Self.isDay(value) else { return nil }
            mark = .date(value)
        case 10, 12, 14:
            guard Self.isDay(value / 100), value % 100 < 24 else { return nil }
            mark = .date(value)
        default:
            return nil
        }
    }

    /// Whether the first is a year of four digits, and all others have two: `2019-02-18-03-00`.
    private static func isSeparated(_ text: ArraySlice<UInt8>, by separator: UInt8) -> Bool {
        guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "_") || separator == UInt8(ascii: ".") else {
            return false
        }
        let parts = text.split(omittingEmptySubsequences: false) { !isDigit($0) }
        return parts.first?.count == 4 && parts.dropFirst().allSatisfy { $0.count == 2 }
    }

    private static func isDay(_ digits: Int) -> Bool {
        (1990...2199).contains(digits / 10_000) && (1...12).contains(digits / 100 % 100)
            && (1...31).contains(digits % 100)
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

private func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 & 15) } }

extension ArraySlice<UInt8> {
    /// Whether it ends in `suffix` and is not that alone, or that in a folder.
    fileprivate func isMore(than suffix: String) -> Bool {
        guard let before = dropLast(suffix.utf8.count).last, before != UInt8(ascii: "/") else { return false }
        return self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
