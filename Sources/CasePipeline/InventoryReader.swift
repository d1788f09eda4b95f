// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Reads an inventory in whichever of the three forms `bytes` has.
///
/// The first line that is neither blank nor a `#` comment decides if it is a body file entry, a line of `find`, or a CSV
/// header; failing that, the first later line that is one of the former two. The bytes must be ASCII-compatible; a UTF-8
/// byte order mark is skipped. Paths are kept byte for byte, without one leading `./`. A line that does not fit the form
/// gives no entry and is counted; a CSV row whose path can be read but whose size or time cannot gives an entry without
/// them, and is counted as well.
///
/// - Complexity: O(n) for the bytes, then the sorting of `Inventory`.
/// - Throws: `InventoryError` if no line fits any form, or if the CSV header does not name a column `path`.
package func readInventory(_ bytes: [UInt8]) throws(InventoryError) -> InventoryReading {
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
        throw InventoryError(line: 1, reason: "the inventory is UTF-16; save it as UTF-8")
    }
    var lines = InventoryLines(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    repeat {
        guard lines.advance() else {
            throw InventoryError(line: 1, reason: "the inventory is empty; give \(InventoryError.forms)")
        }
    } while lines.isBlank || lines.current(startsWith: UInt8(ascii: "#"))

    let start = lines
    var intake = InventoryIntake()
    if BodyfileEntry(bytes, start.range) != nil { return readBodyfileInventory(start, into: &intake) }
    if FindEntry(bytes, start.range) != nil { return readFindInventory(start, into: &intake) }
    if let header = CSVInventoryHeader(bytes, from: start.range.lowerBound) {
        return readCSVInventory(start, header: header, into: &intake)
    }
    while lines.advance() {
        if BodyfileEntry(bytes, lines.range) != nil { return readBodyfileInventory(start, into: &intake) }
        if FindEntry(bytes, lines.range) != nil { return readFindInventory(start, into: &intake) }
    }
    guard !bytes[start.range].contains(UInt8(ascii: ",")) else {
        throw InventoryError(
            line: start.number,
            reason: "the first line of the CSV names no column `path`; name the columns, as in path,size,mtime")
    }
    throw InventoryError(line: start.number, reason: "no line is part of an inventory; give \(InventoryError.forms)")
}

/// How an inventory is written down.
package enum InventoryForm: String, Sendable {
    /// `path,size,mtime` and rows of these, by RFC 4180.
    case csv
    /// The body file of The Sleuth Kit 3, as `fls -m` and others write it.
    case bodyfile
    /// The output of `find -type f -printf '%s\t%T@\t%p\n'`.
    case find
}

/// An inventory as read from a file, with what of the file did not become an entry.
package struct InventoryReading: Sendable {
    /// How many of the malformed lines are named in `malformed`.
    package static let malformedLimit = 100

    /// What lay on the machine.
    package let inventory: Inventory
    /// The form in which the file was written.
    package let form: InventoryForm
    /// How many well-formed entries are not files that lay there: folders, links, deleted files.
    package let skipped: Int
    /// The numbers, from 1, of the first `malformedLimit` lines that could not be read, ascending.
    ///
    /// A CSV row that spans lines is named by its first one.
    package let malformed: [Int]
    /// How many lines (of a CSV: rows) could not be read, or not in full.
    package let malformedCount: Int
}

/// Why a file is not an inventory.
package struct InventoryError: Error, Equatable, CustomStringConvertible {
    /// The number of the line, from 1.
    package let line: Int
    /// What is wrong and what would be right, as part of a sentence.
    package let reason: String

    /// Makes an error about `line`.
    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// The error in words: `line 1: the inventory is UTF-16; save it as UTF-8`.
    package var description: String { "line \(line): \(reason)" }

    static let forms = """
        a CSV whose first line names a column `path`, a TSK body file (fls -m), \
        or the output of find -type f -printf '%s\\t%T@\\t%p\\n'
        """
}

/// What has been read of an inventory so far.
struct InventoryIntake {
    private(set) var entries: [Inventory.Entry] = []
    private(set) var malformed: [Int] = []
    private(set) var malformedCount = 0
    var skipped = 0

    mutating func reject(line: Int) {
        if malformed.count < InventoryReading.malformedLimit { malformed.append(line) }
        malformedCount += 1
    }

    mutating func add(_ path: [UInt8], size: Int64?, modified: Int64?, seconds: Double? = nil) {
        entries.append(Inventory.Entry(path: path, size: size, modified: modified, seconds: seconds))
    }

    func reading(of inventory: Inventory, form: InventoryForm) -> InventoryReading {
        var inventory = inventory
        inventory.unreadLines = malformedCount
        return InventoryReading(
            inventory: inventory, form: form, skipped: skipped, malformed: malformed, malformedCount: malformedCount)
    }
}

/// The range of a path without one leading `./`, which `find` writes and no log does.
func pathWithoutDot(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let dot = range.lowerBound
    guard range.count >= 2, bytes[dot] == UInt8(ascii: "."), bytes[dot + 1] == UInt8(ascii: "/") else { return range }
    return dot + 2..<range.upperBound
}
