// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads what `find -printf '%s\t%T@\t%p\n'` wrote, from the current line on.
///
/// Without `-type f` the command lists folders too. Those that something else lies in, and a starting point such as `.`
/// or `calls/`, are left out and counted; an empty folder looks like a file.
func readFindInventory(_ start: InventoryLines, into intake: inout InventoryIntake) -> InventoryReading {
    // A name may end in a CR, but not every one of them: then the file has been converted on its way.
    let dropsCarriageReturn = start.useCarriageReturns
    var lines = start
    repeat {
        guard !lines.isBlank else { continue }
        var range = lines.range
        if dropsCarriageReturn, lines.bytes[range].last == UInt8(ascii: "\r") { range.removeLast() }
        guard let entry = FindEntry(lines.bytes, range) else {
            // This may be the rest of a path that contains a newline, or damage: adding it to the path before could
            // make that one wrong, and unseen. A CSV with `path_pct` can state such paths.
            intake.reject(line: lines.number)
            continue
        }
        let path = lines.bytes[pathWithoutDot(lines.bytes, entry.path)]
        if path.isEmpty || path.last == UInt8(ascii: "/") || (path.count == 1 && path.first == UInt8(ascii: ".")) {
            intake.skipped += 1
        } else {
            intake.add(Array(path), size: entry.size, modified: entry.modified)
        }
    } while lines.advance()

    let listed = Inventory(entries: intake.entries)
    let files = listed.withoutFolders()
    intake.skipped += listed.entries.count - files.entries.count
    return intake.reading(of: files, form: .find)
}

/// One line of `find -printf '%s\t%T@\t%p\n'`.
///
///     60145⇥1507470959.9600000000⇥./calls/2017/10/0182545011-7526.wav
///
/// Bytes, tab, seconds since 1970 UTC, tab, path to the end of the line, which may itself contain tabs. See find(1),
/// and "Unusual Characters in File Names" in its manual: written to a file, the path is not escaped.
struct FindEntry {
    let size: Int64
    let modified: Int64
    let path: Range<Int>

    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        guard let sizeEnd = FindEntry.tab(bytes, line),
            let size = InventoryNumber.count(bytes, line.lowerBound..<sizeEnd),
            let timeEnd = FindEntry.tab(bytes, sizeEnd + 1..<line.upperBound),
            let modified = InventoryNumber.epochSeconds(bytes, sizeEnd + 1..<timeEnd),
            timeEnd + 1 < line.upperBound
        else { return nil }
        self.size = size
        self.modified = modified
        path = timeEnd + 1..<line.upperBound
    }

    private static func tab(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        for position in range where bytes[position] == UInt8(ascii: "\t") { return position }
        return nil
    }
}
