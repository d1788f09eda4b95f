// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

public import Glibc

extension Span<UInt8> {
    /// Index of the first `byte` at or after `start`; nil if there is none.
    ///
    /// - Complexity: O(n), at several GB/s.
    @inlinable public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start < count else { return nil }
        return withUnsafeBufferPointer { buffer in
            let base = buffer.baseAddress!
            return memchr(base + start, Int32(byte), buffer.count - start).map {
                UnsafeRawPointer($0) - UnsafeRawPointer(base)
            }
        }
    }

    /// Index of the last `byte` before `end`; nil if there is none.
    @inlinable public func lastIndex(of byte: UInt8, before end: Int) -> Int? {
        var index = end
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    /// Whether the bytes of `range` are those of `text`.
    @inlinable public func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where self[range.lowerBound + index] != text.utf8Start[index] { return false }
        return true
    }

    /// The eight bytes at `index` as one number, the first in its lowest byte.
    @inlinable public func word(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count - 8)
        return UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}

extension UInt64 {
    /// The highest bit of each byte of this word that is `byte`, and no other bit.
    @inlinable public func matches(_ byte: UInt8) -> UInt64 {
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        let difference = self ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return ~(((difference & low) &+ low) | difference | low)
    }
}
