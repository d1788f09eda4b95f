// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A file name pattern as glob(7) has it: `*`, `?` and `[a-z]`, none of which matches a slash.
package struct ShellPattern: Sendable {
    private let pattern: [UInt8]

    package init(_ pattern: [UInt8]) {
        self.pattern = pattern
    }

    /// Whether it holds anything but a name itself.
    package var isPattern: Bool {
        pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    /// - Complexity: O(count of the pattern × count of the path): only the last star is ever taken up again.
    package func matches(_ path: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        var (index, position) = (0, 0)
        var star: (index: Int, position: Int)?
        while position < path.count {
            if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
                star = (index, position)
                index += 1
            } else if let next = step(at: index, over: path[position]) {
                index = next
                position += 1
            } else if let last = star, path[last.position] != slash {
                star = (last.index, last.position + 1)
                index = last.index + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        while index < pattern.count, pattern[index] == UInt8(ascii: "*") { index += 1 }
        return index == pattern.count
    }

    /// The place in the pattern behind what `byte` fits; nil if it does not.
    private func step(at index: Int, over byte: UInt8) -> Int? {
        guard index < pattern.count else { return nil }
        switch pattern[index] {
        case UInt8(ascii: "?"):
            return byte == UInt8(ascii: "/") ? nil : index + 1
        case UInt8(ascii: "["):
            guard let set = set(at: index) else { return byte == pattern[index] ? index + 1 : nil }
            return byte != UInt8(ascii: "/") && set.contains(byte) ? set.end : nil
        case UInt8(ascii: "\\") where index + 1 < pattern.count:
            return pattern[index + 1] == byte ? index + 2 : nil
        case let literal:
            return literal == byte ? index + 1 : nil
        }
    }

    private struct ByteSet {
        var ranges: [ClosedRange<UInt8>]
        var isNegated: Bool
        /// Behind the bracket.
        var end: Int

        func contains(_ byte: UInt8) -> Bool { ranges.contains { $0.contains(byte) } != isNegated }
    }

    /// The set that begins at `start`; nil if no bracket closes it, so that the opening one means itself.
    private func set(at start: Int) -> ByteSet? {
        var set = ByteSet(ranges: [], isNegated: false, end: start + 1)
        if set.end < pattern.count, pattern[set.end] == UInt8(ascii: "!") || pattern[set.end] == UInt8(ascii: "^") {
            set.isNegated = true
            set.end += 1
        }
        let first = set.end
        while set.end < pattern.count {
            let low = pattern[set.end]
            if low == UInt8(ascii: "]"), set.end > first {
                set.end += 1
                return set
            }
            if set.end + 2 < pattern.count, pattern[set.end + 1] == UInt8(ascii: "-"),
                pattern[set.end + 2] != UInt8(ascii: "]")
            {
                if low <= pattern[set.end + 2] { set.ranges.append(low...pattern[set.end + 2]) }
                set.end += 3
            } else {
                set.ranges.append(low...low)
                set.end += 1
            }
        }
        return nil
    }
}
