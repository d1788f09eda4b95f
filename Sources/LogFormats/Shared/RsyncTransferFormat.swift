// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// A `log format` of rsyncd, as a grammar.
///
///     %o %h [%a] %m (%u) %f %l                           the default
///     %t %a %m %u %o %f len=%l bytes=%b cksum=%c         one that an administrator chose
///
/// A file's name may imitate all the rest, so that what stands before it is read from the left, what stands behind it
/// from the right, and the name is what is left. <https://download.samba.org/pub/rsync/rsyncd.conf.5>
struct RsyncTransferFormat: Sendable {
    /// What a line states, as places in it.
    struct Columns {
        var operation: Range<Int>?
        var host: Range<Int>?
        var address: Range<Int>?
        var module: Range<Int>?
        /// May be empty.
        var user: Range<Int>?
        var name = 0..<0
        /// The file's length.
        var length: Int64?
        /// What went over the wire for it.
        var moved: Int64?
        /// `>f+++++++++`, of which the first two tell direction and kind.
        var change: Range<Int>?
    }

    private enum Item: Sendable {
        case literal(UInt8)
        case directive(UInt8)
    }

    /// Before and behind the name.
    private let front: [Item]
    private let back: [Item]

    /// Nil if it names no file.
    init?(_ format: some Sequence<UInt8>) {
        var items: [Item] = []
        var isDirective = false
        for byte in format {
            if isDirective {
                // `%'b` and `%-10l` are the same columns in another dress.
                if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) { continue }
                items.append(byte == UInt8(ascii: "%") ? .literal(byte) : .directive(byte))
                isDirective = false
            } else if byte == UInt8(ascii: "%") {
                isDirective = true
            } else {
                items.append(.literal(byte))
            }
        }
        guard
            let name = items.firstIndex(where: { item in
                if case .directive(let letter) = item { Self.isName(letter) } else { false }
            })
        else { return nil }
        front = Array(items[..<name])
        back = Array(items[(name + 1)...])
    }

    init(_ format: StaticString) {
        self = format.withUTF8Buffer { Self($0) }!
    }

    private static func isName(_ letter: UInt8) -> Bool { letter == UInt8(ascii: "f") || letter == UInt8(ascii: "n") }

    /// Nil if the line behind `cursor` has another form.
    func columns(_ start: ByteCursor) -> Columns? {
        var columns = Columns()
        var cursor = start
        for (place, item) in front.enumerated() {
            switch item {
            case .literal(let byte):
                guard cursor.next == byte else { return nil }
                cursor.position += 1
            case .directive(let letter):
                guard let text = Self.column(letter, &cursor, before: place + 1 < front.count ? front[place + 1] : nil)
                else { return nil }
                guard columns.take(letter, text, of: cursor.bytes) else { return nil }
            }
        }
        var end = cursor.bytes.count
        for (place, item) in back.enumerated().reversed() {
            switch item {
            case .literal(let byte):
                guard end > cursor.position, cursor.bytes[end - 1] == byte else { return nil }
                end -= 1
            case .directive(let letter):
                let joint = place > 0 ? back[place - 1] : nil
                guard let text = Self.lastColumn(letter, cursor, end, behind: joint) else { return nil }
                guard columns.take(letter, text, of: cursor.bytes) else { return nil }
                end = text.lowerBound
            }
        }
        guard end > cursor.position else { return nil }
        columns.name = cursor.position..<end
        return columns
    }

    /// What stands at the cursor up to the literal that comes next in the format.
    @_lifetime(cursor: copy cursor)
    private static func column(_ letter: UInt8, _ cursor: inout ByteCursor, before next: Item?) -> Range<Int>? {
        let start = cursor.position
        if letter == UInt8(ascii: "t") {
            guard cursor.slashedStamp() != nil else { return nil }
            return start..<cursor.position
        }
        guard case .literal(let byte)? = next else { return nil }
        return cursor.field(before: Unicode.Scalar(byte))
    }

    private static func lastColumn(_ letter: UInt8, _ cursor: ByteCursor, _ end: Int, behind joint: Item?) -> Range<
        Int
    >? {
        guard case .literal(let byte)? = joint,
            let start = cursor.bytes.lastIndex(of: byte, before: end), start >= cursor.position
        else { return nil }
        if letter == UInt8(ascii: "t") {
            let start = end - 19
            guard start > cursor.position else { return nil }
            return start..<end
        }
        return start + 1..<end
    }
}

extension RsyncTransferFormat.Columns {
    /// False if `text` is no such column.
    fileprivate mutating func take(_ letter: UInt8, _ text: Range<Int>, of bytes: Span<UInt8>) -> Bool {
        switch letter {
        case UInt8(ascii: "o"):
            guard bytes.matches(text, "send") || bytes.matches(text, "recv") || bytes.matches(text, "del.") else {
                return false
            }
            operation = text
        case UInt8(ascii: "h"): host = text
        case UInt8(ascii: "a"):
            guard !text.isEmpty else { return false }
            address = text
        case UInt8(ascii: "m"):
            guard !text.isEmpty else { return false }
            module = text
        case UInt8(ascii: "u"): user = text
        case UInt8(ascii: "i"):
            guard text.count >= 9 else { return false }
            change = text
        case UInt8(ascii: "l"):
            length = Self.number(text, bytes)
            return length != nil
        case UInt8(ascii: "b"):
            moved = Self.number(text, bytes)
            return moved != nil
        case UInt8(ascii: "p"), UInt8(ascii: "c"): return Self.number(text, bytes) != nil
        default: break
        }
        return true
    }

    /// Digits, which may be grouped by commas or points.
    private static func number(_ text: Range<Int>, _ bytes: Span<UInt8>) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        for index in text {
            let digit = bytes[index] &- 0x30
            if digit < 10 {
                guard digits < 18 else { return nil }
                value = value * 10 + Int64(digit)
                digits += 1
            } else if bytes[index] != UInt8(ascii: ",") && bytes[index] != UInt8(ascii: ".") {
                return nil
            }
        }
        return digits > 0 ? value : nil
    }
}
