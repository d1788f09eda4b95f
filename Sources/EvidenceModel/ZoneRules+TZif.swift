// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A time-zone file that cannot be used.
package struct ZoneFileError: Error, Equatable {
    /// What was wrong, in words for the person who chose the file.
    package let reason: String

    /// Makes an error with one clause that fits after "the zone file …".
    package init(reason: String) {
        self.reason = reason
    }
}

extension ZoneRules {
    /// Reads the bytes of a TZif file, versions 1 to 4 (RFC 9636).
    ///
    /// From version 2 on, the 64-bit block counts and the footer's TZ string governs the time after the last transition
    /// (section 3.3). Files that count leap seconds (the "right/" tree) and files with more than 2000 transitions, the
    /// bound of the reference implementation, are refused.
    package init(name: String, tzif: [UInt8]) throws(ZoneFileError) {
        let first = try TZifHeader(tzif, at: 0)
        guard first.version >= 2 else {
            let block = try TZifBlock(tzif, header: first, timeWidth: 4)
            self.init(name: name, firstOffset: block.firstOffset, changes: block.changes, yearlyRule: nil)
            return
        }
        // The 32-bit block is for older readers and may hold nothing (section 3.2): its length is all that counts here.
        let header = try TZifHeader(tzif, at: first.blockEnd(timeWidth: 4))
        let block = try TZifBlock(tzif, header: header, timeWidth: 8)
        let footer = try Self.footer(tzif, at: header.blockEnd(timeWidth: 8))
        let rule: PosixZoneRule? = footer.isEmpty ? nil : try PosixZoneRule(footer)
        self.init(name: name, firstOffset: block.firstOffset, changes: block.changes, yearlyRule: rule)
    }

    /// The TZ string between two newlines (section 3.3); empty when the file says nothing about later times.
    private static func footer(_ bytes: [UInt8], at start: Int) throws(ZoneFileError) -> ArraySlice<UInt8> {
        let newline = UInt8(ascii: "\n")
        guard start < bytes.count, bytes[start] == newline,
            let end = bytes[(start + 1)...].firstIndex(of: newline)
        else {
            throw ZoneFileError(reason: "has no footer between two newlines")
        }
        return bytes[(start + 1)..<end]
    }
}

/// The 44 bytes that say how long each part of a block is (RFC 9636, section 3.1).
private struct TZifHeader {
    static let length = 44

    let bodyStart: Int
    let version: Int
    let utcIndicatorCount: Int
    let standardIndicatorCount: Int
    let leapCount: Int
    let transitionCount: Int
    let typeCount: Int
    let designationLength: Int

    init(_ bytes: [UInt8], at start: Int) throws(ZoneFileError) {
        guard start <= bytes.count, bytes.count - start >= Self.length else {
            throw ZoneFileError(reason: "ends inside a header")
        }
        guard bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else {
            throw ZoneFileError(reason: "has no TZif header where one belongs")
        }
        switch bytes[start + 4] {
        case 0: version = 1
        case UInt8(ascii: "2")...UInt8(ascii: "4"): version = Int(bytes[start + 4] - UInt8(ascii: "0"))
        default: throw ZoneFileError(reason: "has an unknown version: byte \(bytes[start + 4])")
        }
        func count(_ index: Int) -> Int {
            Int(truncatingIfNeeded: bigEndian(bytes, at: start + 20 + 4 * index, width: 4) & 0xFFFF_FFFF)
        }
        utcIndicatorCount = count(0)
        standardIndicatorCount = count(1)
        leapCount = count(2)
        transitionCount = count(3)
        typeCount = count(4)
        designationLength = count(5)
        bodyStart = start + Self.length
    }

    /// Six counts below 2^32 and a small factor each: the sum stays far below Int.max.
    func blockEnd(timeWidth: Int) -> Int {
        bodyStart + transitionCount * (timeWidth + 1) + typeCount * 6 + designationLength + leapCount * (timeWidth + 4)
            + standardIndicatorCount + utcIndicatorCount
    }
}

/// The transitions of one block, without the abbreviations and indicators: offsets are all that log lines need.
private struct TZifBlock {
    static let maximumTransitions = 2_000

    /// Local time type 0, for the time before the first transition (RFC 9636, section 3.2).
    let firstOffset: Int
    let changes: [OffsetChange]

    init(_ bytes: [UInt8], header: TZifHeader, timeWidth: Int) throws(ZoneFileError) {
        guard header.blockEnd(timeWidth: timeWidth) <= bytes.count else {
            throw ZoneFileError(reason: "ends inside a block")
        }
        guard header.leapCount == 0 else {
            throw ZoneFileError(reason: "counts leap seconds, which log times do not")
        }
        // A transition names its type in one byte.
        guard 1...256 ~= header.typeCount else {
            throw ZoneFileError(reason: "has \(header.typeCount) local time types, not 1 to 256")
        }
        guard header.transitionCount <= Self.maximumTransitions else {
            let bound = Self.maximumTransitions
            throw ZoneFileError(reason: "has \(header.transitionCount) transitions, more than \(bound)")
        }

        let typeIndices = header.bodyStart + header.transitionCount * timeWidth
        let types = typeIndices + header.transitionCount
        var offsets: [Int] = []
        for index in 0..<header.typeCount {
            let offset = Int(bigEndian(bytes, at: types + index * 6, width: 4))
            guard ZoneRules.offsetBounds ~= offset else {
                throw ZoneFileError(reason: "has an offset from UTC of \(offset) seconds")
            }
            offsets.append(offset)
        }
        firstOffset = offsets[0]

        var changes: [OffsetChange] = []
        changes.reserveCapacity(header.transitionCount)
        for index in 0..<header.transitionCount {
            let utc = bigEndian(bytes, at: header.bodyStart + index * timeWidth, width: timeWidth)
            let type = Int(bytes[typeIndices + index])
            guard type < offsets.count else {
                throw ZoneFileError(reason: "names local time type \(type) of \(offsets.count)")
            }
            if let last = changes.last, last.utc >= utc {
                throw ZoneFileError(reason: "has transitions that do not ascend")
            }
            changes.append(OffsetChange(utc: utc, offset: offsets[type]))
        }
        self.changes = changes
    }
}

/// A signed number of 4 or 8 bytes in network order; the caller has checked that it lies within `bytes`.
private func bigEndian(_ bytes: [UInt8], at start: Int, width: Int) -> Int64 {
    var value: Int64 = bytes[start] < 0x80 ? 0 : -1
    for index in start..<(start + width) {
        value = value << 8 | Int64(bytes[index])
    }
    return value
}
