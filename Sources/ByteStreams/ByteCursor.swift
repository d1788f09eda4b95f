// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A position in borrowed bytes, and the few steps that parsers are made of.
///
/// Every step advances past what it names, or fails and stays put. All access is bounds-checked. Long searches go
/// through `memchr`; everything else is a byte at a time.
public struct ByteCursor: ~Escapable {
    public let bytes: Span<UInt8>
    /// From 0; at most `bytes.count`.
    public var position: Int

    @inlinable @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    @inlinable public var isAtEnd: Bool { position >= bytes.count }

    /// The byte at the position; nil at the end.
    @inlinable public var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Consumes `scalar`, which must be ASCII, if it is next.
    @inlinable @_lifetime(self: copy self)
    public mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    /// Consumes `text` if it is next; a literal of one character means the scalar above.
    @_disfavoredOverload
    @inlinable @_lifetime(self: copy self)
    public mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
        position += count
        return true
    }

    /// Consumes a run of `scalar`, which may be empty.
    @inlinable @_lifetime(self: copy self)
    public mutating func skip(_ scalar: Unicode.Scalar) {
        while position < bytes.count, bytes[position] == UInt8(ascii: scalar) { position += 1 }
    }

    /// Consumes exactly `count` digits as a number.
    ///
    /// - Precondition: `count` is at most 18.
    @inlinable @_lifetime(self: copy self)
    public mutating func digits(_ count: Int) -> Int? {
        guard bytes.count - position >= count else { return nil }
        var value = 0
        for index in position..<position + count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        position += count
        return value
    }

    /// Consumes a run of one to 18 digits as a number; a longer run fails.
    @inlinable @_lifetime(self: copy self)
    public mutating func integer() -> Int64? {
        var value: Int64 = 0
        var index = position
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { break }
            guard index - position < 18 else { return nil }
            value = value &* 10 &+ Int64(digit)
            index += 1
        }
        guard index > position else { return nil }
        position = index
        return value
    }

    /// Consumes the bytes before the next `scalar`, or to the end if there is none; fails if there are no such bytes.
    @inlinable @_lifetime(self: copy self)
    public mutating func token(before scalar: Unicode.Scalar = " ") -> Range<Int>? {
        let start = position
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: scalar) { index += 1 }
        guard index > start else { return nil }
        position = index
        return start..<index
    }

    /// Consumes up to, not including, the next `scalar`; fails if there is none. The range may be empty.
    @inlinable @_lifetime(self: copy self)
    public mutating func field(before scalar: Unicode.Scalar) -> Range<Int>? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: scalar), from: position) else { return nil }
        defer { position = end }
        return position..<end
    }

    /// Consumes up to, not including, the next occurrence of `text`; fails if there is none.
    @_disfavoredOverload
    @inlinable @_lifetime(self: copy self)
    public mutating func field(before text: StaticString) -> Range<Int>? {
        let start = position
        var probe = ByteCursor(bytes, at: start)
        let first = Unicode.Scalar(text.utf8Start[0])
        while probe.field(before: first) != nil {
            let candidate = probe.position
            if probe.take(text) {
                position = candidate
                return start..<candidate
            }
            probe.position = candidate + 1
        }
        return nil
    }

    /// Consumes everything through the last occurrence of `text`; fails if there is none.
    @_lifetime(self: copy self)
    public mutating func takeThroughLast(_ text: StaticString) -> Bool {
        guard let last = lastPosition(of: text) else { return false }
        position = last + text.utf8CodeUnitCount
        return true
    }

    /// Where the last occurrence of `text` begins, at or behind the position; nil if there is none.
    public func lastPosition(of text: StaticString) -> Int? {
        var end = bytes.count
        while let candidate = bytes.lastIndex(of: text.utf8Start[0], before: end), candidate >= position {
            var probe = ByteCursor(bytes, at: candidate)
            if probe.take(text) { return candidate }
            end = candidate
        }
        return nil
    }

    /// Whether what is left ends in `text`.
    public func endsWith(_ text: StaticString) -> Bool {
        let start = bytes.count - text.utf8CodeUnitCount
        return start >= position && bytes.matches(start..<bytes.count, text)
    }

    /// The same position in bytes that end at `end`.
    @_lifetime(copy self)
    public func until(_ end: Int) -> ByteCursor {
        ByteCursor(bytes.extracting(0..<end), at: min(position, end))
    }

    /// The same position in bytes without `text` at their end, if they end in it.
    @_lifetime(copy self)
    public func without(_ text: StaticString) -> ByteCursor {
        endsWith(text) ? until(bytes.count - text.utf8CodeUnitCount) : self
    }
}
