// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// The members of one JSON object, one after the other, as places in the record (RFC 8259).
///
///     {"remoteAddr":"192.0.2.1","status":200,"request":{"method":"GET"}}
///
/// Nothing is copied or decoded: a caller compares keys, keeps the values that it wants, and decodes those (`JSONText`).
/// A value that is itself an object can be read by another `JSONMembers`. Two things that loggers write and JSON does not
/// allow are taken as they are: `\xhh` in strings (Apache), and bare words such as the `-` of an absent number.
package struct JSONMembers: ~Escapable {
    package struct Member {
        /// Without its quotes, not decoded.
        package let key: Range<Int>
        package let value: JSONValue
    }

    private enum State { case start, inside, complete, broken }

    /// Of arrays and objects in one another; what is nested deeper is no log line.
    private static let depthLimit = 32

    private var cursor: ByteCursor
    private var state = State.start

    /// - Parameter start: where the object's brace stands, or blanks before it.
    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>, at start: Int = 0) {
        cursor = ByteCursor(bytes, at: start)
        skipBlanks()
        if !cursor.take("{") { state = .broken }
    }

    /// Whether the object was read to its closing brace; a cut or spoiled one never is.
    package var isComplete: Bool { state == .complete }
    /// Behind the closing brace, or where the object is broken.
    package var position: Int { cursor.position }
    /// Whether nothing but blanks follows.
    package var isAtEndOfRecord: Bool {
        var rest = ByteCursor(cursor.bytes, at: cursor.position)
        rest.skipJSONBlanks()
        return rest.isAtEnd
    }

    /// The next member; nil behind the last one, and where the object is broken.
    @_lifetime(self: copy self)
    package mutating func next() -> Member? {
        guard state == .start || state == .inside else { return nil }
        skipBlanks()
        if cursor.take("}") {
            state = .complete
            return nil
        }
        if state == .inside {
            guard cursor.take(",") else { return fail() }
            skipBlanks()
        }
        state = .inside
        guard let key = string() else { return fail() }
        skipBlanks()
        guard cursor.take(":") else { return fail() }
        skipBlanks()
        guard let value = value() else { return fail() }
        return Member(key: key, value: value)
    }

    private mutating func fail() -> Member? {
        state = .broken
        return nil
    }

    @_lifetime(self: copy self)
    private mutating func skipBlanks() { cursor.skipJSONBlanks() }

    @_lifetime(self: copy self)
    private mutating func value() -> JSONValue? {
        switch cursor.next {
        case UInt8(ascii: "\""):
            return string().map { JSONValue(kind: .string, range: $0) }
        case UInt8(ascii: "{"):
            return nested().map { JSONValue(kind: .object, range: $0) }
        case UInt8(ascii: "["):
            return nested().map { JSONValue(kind: .array, range: $0) }
        default:
            return bareWord().map { JSONValue(kind: .bare, range: $0) }
        }
    }

    /// Consumes a string with its quotes and gives what is between them.
    @_lifetime(self: copy self)
    private mutating func string() -> Range<Int>? {
        guard cursor.take("\"") else { return nil }
        let start = cursor.position
        while let byte = cursor.next {
            if byte == UInt8(ascii: "\"") {
                defer { cursor.position += 1 }
                return start..<cursor.position
            }
            cursor.position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        cursor.position = min(cursor.position, cursor.bytes.count)
        return nil
    }

    /// Consumes an object or an array through the bracket that closes it.
    @_lifetime(self: copy self)
    private mutating func nested() -> Range<Int>? {
        let start = cursor.position
        var depth = 0
        while let byte = cursor.next {
            switch byte {
            case UInt8(ascii: "\""):
                guard string() != nil else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > Self.depthLimit { return nil }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            cursor.position += 1
            if depth == 0 { return start..<cursor.position }
        }
        return nil
    }

    /// A number, `true`, `false`, `null`, or what a logger puts in place of one.
    @_lifetime(self: copy self)
    private mutating func bareWord() -> Range<Int>? {
        let start = cursor.position
        while let byte = cursor.next, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
            byte != UInt8(ascii: "]"), byte != UInt8(ascii: "\""), byte != UInt8(ascii: ":")
        {
            cursor.position += 1
        }
        return cursor.position > start ? start..<cursor.position : nil
    }
}

/// The place of a JSON value: of a string what is between the quotes, of all else the whole of it.
package struct JSONValue {
    package enum Kind { case string, bare, object, array }

    package let kind: Kind
    package let range: Range<Int>
}

extension ByteCursor {
    @_lifetime(self: copy self)
    fileprivate mutating func skipJSONBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { position += 1 }
    }
}
