// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads a body file from the current line on.
///
/// Entries that are not allocated regular files are skipped and counted: other types, ` (deleted)` and
/// ` (deleted-realloc)` names, and ` ($FILE_NAME)`, the second entry that NTFS has for a file.
func readBodyfileInventory(_ start: InventoryLines, into intake: inout InventoryIntake) -> InventoryReading {
    let bytes = start.bytes
    var lines = start
    var isLine = true
    while isLine {
        let first = lines
        isLine = lines.advance()
        if first.isBlank || first.current(startsWith: UInt8(ascii: "#")) { continue }
        var entry = BodyfileEntry(bytes, first.range)
        if entry == nil, BodyfileEntry.nameStart(bytes, first.range) != nil {
            // The Sleuth Kit writes `^` for a control character, but other tools write a newline in a name as it is.
            // The lines that follow are its rest if they end as an entry does before another one begins.
            while entry == nil, isLine, lines.range.upperBound - first.range.lowerBound <= BodyfileEntry.longestSplit,
                BodyfileEntry.nameStart(bytes, lines.range) == nil
            {
                entry = BodyfileEntry(bytes, first.range.lowerBound..<lines.range.upperBound)
                isLine = lines.advance()
            }
        }
        guard let entry else {
            // Advanced past the lines that could not be joined either, so that each line is looked at only once.
            let end = isLine ? lines.number : lines.number + 1
            for number in first.number..<end { intake.reject(line: number) }
            continue
        }
        if entry.isFile {
            let path = pathWithoutDot(bytes, entry.name)
            intake.add(Array(bytes[path]), size: entry.size, modified: entry.modified)
        } else {
            intake.skipped += 1
        }
    }
    return intake.reading(of: Inventory(entries: intake.entries), form: .bodyfile)
}

/// One entry of a body file of The Sleuth Kit 3.
///
///     aa854ebc9fe1cad03f687aa7a5d52048|/srv/nas/calls/a.wav|131073|r/rrw-r--r--|33|33|60145|1507474559|1507470959|1507470959|1507470959
///
/// `MD5|name|inode|mode_as_string|UID|GID|size|atime|mtime|ctime|crtime`, times in seconds since 1970 UTC, some tools'
/// with a fraction; see <https://wiki.sleuthkit.org/index.php?title=Body_file>. A name may contain `|`, so the fields
/// after it are found from the end of the line.
struct BodyfileEntry {
    /// The bytes up to which the lines of one entry are joined: PATH_MAX of Linux, and the other ten fields.
    static let longestSplit = 4_096 + 512

    let name: Range<Int>
    let size: Int64?
    let modified: Int64?
    /// True for a regular file that is not marked as deleted or as a mere second name.
    let isFile: Bool

    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        guard let nameStart = BodyfileEntry.nameStart(bytes, line) else { return nil }
        var end = line.upperBound
        if bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }

        /// The field that ends at `end`, which goes to the bar before it; nil if there is none.
        func fieldFromEnd() -> Range<Int>? {
            var position = end
            while position > nameStart {
                position -= 1
                guard bytes[position] == UInt8(ascii: "|") else { continue }
                defer { end = position }
                return position + 1..<end
            }
            return nil
        }
        /// The same if the field is a time or empty.
        func takeTime() -> Range<Int>? {
            guard let field = fieldFromEnd() else { return nil }
            return field.isEmpty || InventoryNumber.epochSeconds(bytes, field) != nil ? field : nil
        }
        guard takeTime() != nil, takeTime() != nil, let modified = takeTime(), takeTime() != nil,
            let size = fieldFromEnd(), let group = fieldFromEnd(), let user = fieldFromEnd(),
            let mode = fieldFromEnd(), let inode = fieldFromEnd(), nameStart < end,
            size.isEmpty || InventoryNumber.count(bytes, size) != nil,
            group.isEmpty || InventoryNumber.epochSeconds(bytes, group) != nil,
            user.isEmpty || InventoryNumber.epochSeconds(bytes, user) != nil,
            mode.count >= 3, bytes[mode.lowerBound + 1] == UInt8(ascii: "/"),
            inode.allSatisfy({ 0x30...0x39 ~= bytes[$0] || bytes[$0] == UInt8(ascii: "-") })
        else { return nil }

        name = nameStart..<end
        self.size = InventoryNumber.count(bytes, size)
        // The Sleuth Kit writes 0 for a time that the file system does not state (tsk/fs/fs_name.c).
        let seconds = InventoryNumber.epochSeconds(bytes, modified)
        self.modified = seconds == 0 ? nil : seconds
        let type = bytes[mode.lowerBound]
        let isRegular =
            (type == UInt8(ascii: "r") || type == UInt8(ascii: "-")) && bytes[mode.lowerBound + 2] == UInt8(ascii: "r")
        isFile = isRegular && !BodyfileEntry.isMarked(bytes[name])
    }

    /// Where the name starts, if `line` begins with a digest and a bar: `0|`, or 32, 40 or 64 hexadecimal digits.
    static func nameStart(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
        var position = line.lowerBound
        while position < line.upperBound, isHexadecimal(bytes[position]) { position += 1 }
        guard position < line.upperBound, bytes[position] == UInt8(ascii: "|") else { return nil }
        switch position - line.lowerBound {
        case 0, 32, 40, 64: return position + 1
        case 1: return bytes[line.lowerBound] == UInt8(ascii: "0") ? position + 1 : nil
        default: return nil
        }
    }

    private static let marks: [[UInt8]] = [" (deleted)", " (deleted-realloc)", " ($FILE_NAME)"].map { Array($0.utf8) }

    private static func isMarked(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.last == UInt8(ascii: ")") else { return false }
        return marks.contains { name.suffix($0.count).elementsEqual($0) }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
