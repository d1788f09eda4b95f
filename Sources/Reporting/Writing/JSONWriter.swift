// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Writes JSON (RFC 8259) in the order in which it is told, straight from bytes.
///
/// Bytes that are not UTF-8 become U+FFFD, so that what comes out is always valid.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Containers nested less deeply than this begin a line for each member.
    private let brokenDepth: Int
    private var depth = 0
    private var isFirst = true

    package init(brokenDepth: Int = 0) {
        self.brokenDepth = brokenDepth
    }

    /// Gives what was written since the last call, and forgets it.
    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    package mutating func lineFeed() {
        bytes.append(0x0a)
        isFirst = true
    }

    // MARK: containers

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        container("{", "}", members)
    }

    package mutating func array(_ elements: (inout JSONWriter) -> Void) {
        container("[", "]", elements)
    }

    package mutating func object(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        object(members)
    }

    package mutating func array(_ key: StaticString, _ elements: (inout JSONWriter) -> Void) {
        self.key(key)
        array(elements)
    }

    private mutating func container(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ content: (inout JSONWriter) -> Void
    ) {
        begin(open)
        content(&self)
        end(close)
    }

    /// Begins a container whose content is written in several steps; `{` or `[`.
    package mutating func begin(_ open: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: open))
        depth += 1
        isFirst = true
    }

    /// Ends it; `}` or `]`.
    package mutating func end(_ close: Unicode.Scalar) {
        depth -= 1
        if !isFirst, depth < brokenDepth { breakLine() }
        bytes.append(UInt8(ascii: close))
        isFirst = false
    }

    /// Begins the next element of an array, or the value after a key.
    private mutating func separate() {
        if isAfterKey {
            isAfterKey = false
        } else if depth > 0, depth <= brokenDepth {
            breakLine(after: isFirst ? nil : UInt8(ascii: ","))
        } else if !isFirst {
            bytes.append(UInt8(ascii: ","))
        }
        isFirst = false
    }

    private var isAfterKey = false

    private mutating func breakLine(after separator: UInt8? = nil) {
        if let separator { bytes.append(separator) }
        let blanks: StaticString = "\n        "
        precondition(depth < blanks.utf8CodeUnitCount, "nested more deeply than lines are indented")
        bytes.append(contentsOf: UnsafeBufferPointer(start: blanks.utf8Start, count: depth + 1))
    }

    package mutating func key(_ key: StaticString) {
        separate()
        bytes.append(0x22)
        // What is written here is no text of the evidence and needs no escapes.
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(0x22)
        endKey()
    }

    /// A key that is not known when this is compiled.
    package mutating func member(key: String, _ value: String) {
        self.key(key)
        element(value)
    }

    package mutating func member(key: String, _ value: Int) {
        self.key(key)
        element(value)
    }

    package mutating func array(key: String, _ elements: (inout JSONWriter) -> Void) {
        self.key(key)
        array(elements)
    }

    private mutating func key(_ key: String) {
        separate()
        quote(Array(key.utf8).span)
        endKey()
    }

    private mutating func endKey() {
        bytes.append(UInt8(ascii: ":"))
        if brokenDepth > 0 { bytes.append(0x20) }
        isAfterKey = true
        isFirst = true
    }

    // MARK: members

    package mutating func member(_ key: StaticString, _ value: (some FixedWidthInteger)?) {
        self.key(key)
        element(value)
    }

    package mutating func member(_ key: StaticString, _ value: Bool?) {
        self.key(key)
        literal(value.map { $0 ? "true" : "false" } ?? "null")
    }

    package mutating func member(_ key: StaticString, _ value: Double?) {
        self.key(key)
        if let value, value.isFinite { literal("\(value)") } else { literal("null") }
    }

    package mutating func member(_ key: StaticString, _ value: String?) {
        self.key(key)
        element(value)
    }

    package mutating func member(_ key: StaticString, _ value: Instant?) {
        self.key(key)
        guard let value else {
            literal("null")
            return
        }
        separate()
        bytes.append(0x22)
        value.appendISO8601(to: &bytes)
        bytes.append(0x22)
    }

    package mutating func member(_ key: StaticString, bytes text: Span<UInt8>) {
        self.key(key)
        element(bytes: text)
    }

    package mutating func member(_ key: StaticString, bytes text: [UInt8]) {
        member(key, bytes: text.span)
    }

    /// A value that is JSON already.
    package mutating func member(_ key: StaticString, written value: [UInt8]) {
        self.key(key)
        separate()
        bytes.append(contentsOf: value)
    }

    package mutating func null(_ key: StaticString) {
        self.key(key)
        literal("null")
    }

    // MARK: elements

    package mutating func element(_ value: (some FixedWidthInteger)?) {
        guard let value else {
            literal("null")
            return
        }
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    package mutating func element(_ value: String?) {
        guard let value else {
            literal("null")
            return
        }
        element(bytes: Array(value.utf8).span)
    }

    package mutating func element(bytes text: Span<UInt8>) {
        separate()
        quote(text)
    }

    package mutating func element(bytes text: [UInt8]) {
        element(bytes: text.span)
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    // MARK: strings

    private mutating func quote(_ text: Span<UInt8>) {
        bytes.append(0x22)
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= 0x20, byte < 0x7f, byte != 0x22, byte != 0x5c {
                index += 1
            } else {
                append(text.extracting(start..<index))
                index += escape(text, index)
                start = index
            }
        }
        append(text.extracting(start..<index))
        bytes.append(0x22)
    }

    private mutating func append(_ text: Span<UInt8>) {
        text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Writes the character at `index`, which is not a plain one, and gives how many bytes it has.
    private mutating func escape(_ text: Span<UInt8>, _ index: Int) -> Int {
        let byte = text[index]
        switch byte {
        case 0x22, 0x5c:
            bytes.append(0x5c)
            bytes.append(byte)
        case 0x0a: bytes.append(contentsOf: "\\n".utf8)
        case 0x0d: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7f: appendEscape(byte)
        default:
            guard case .scalar(let scalar, let byteCount) = UTF8Repair.piece(of: text, at: index) else {
                bytes.append(contentsOf: "\u{fffd}".utf8)
                return 1
            }
            // C1 controls: JSON allows them, and a terminal may obey them.
            if scalar.value < 0xa0 {
                appendEscape(UInt8(scalar.value))
                return byteCount
            }
            append(text.extracting(index..<index + byteCount))
            return byteCount
        }
        return 1
    }

    /// `\u001b`.
    private mutating func appendEscape(_ control: UInt8) {
        bytes.append(contentsOf: "\\u00".utf8)
        for digit in [control >> 4, control & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
}
