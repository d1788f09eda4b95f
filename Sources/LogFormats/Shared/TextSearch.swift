// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension Span<UInt8> {
    /// Index of the first `text` at or after `start`; nil if there is none.
    func firstIndex(of text: StaticString, from start: Int) -> Int? {
        var cursor = ByteCursor(self, at: start)
        return cursor.field(before: text)?.upperBound
    }

    /// Index of the last `text` that begins at or after `start` and ends at or before `end`; nil if there is none.
    func lastIndex(of text: StaticString, from start: Int, before end: Int) -> Int? {
        var index = end - text.utf8CodeUnitCount
        while index >= start {
            if matches(at: index, text) { return index }
            index -= 1
        }
        return nil
    }

    /// Whether the bytes before `end` are those of `text`.
    func ends(at end: Int, with text: StaticString) -> Bool {
        matches(at: end - text.utf8CodeUnitCount, text)
    }
}
