// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Resolving paths as file servers do.
package enum PathNormalisation {
    /// Collapses `//` and resolves `.` and `..` from `start` to the end, in place; `..` never climbs above the root
    /// (RFC 3986 section 5.2.4). A trailing slash stays.
    package static func resolve(_ path: inout [UInt8], from start: Int) {
        let slash = UInt8(ascii: "/")
        let isRooted = start < path.count && path[start] == slash
        var segments: [Range<Int>] = []
        var endsWithSlash = false
        var index = start
        while index < path.count {
            if path[index] == slash {
                index += 1
                endsWithSlash = true
                continue
            }
            var end = index
            while end < path.count, path[end] != slash { end += 1 }
            let segment = index..<end
            endsWithSlash = false
            if isDots(path, segment, count: 1) {
                endsWithSlash = true
            } else if isDots(path, segment, count: 2) {
                _ = segments.popLast()
                endsWithSlash = true
            } else {
                segments.append(segment)
            }
            index = end
        }
        var resolved: [UInt8] = []
        resolved.reserveCapacity(path.count - start)
        for (position, segment) in segments.enumerated() {
            if isRooted || position > 0 { resolved.append(slash) }
            resolved.append(contentsOf: path[segment])
        }
        if segments.isEmpty ? isRooted : endsWithSlash { resolved.append(slash) }
        path.replaceSubrange(start..., with: resolved)
    }

    /// Whether `resolve` would change nothing; it may say no where nothing changes.
    package static func isResolved(_ path: Span<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        var previous = slash
        for index in 0..<path.count {
            if previous == slash, path[index] == UInt8(ascii: ".") || (path[index] == slash && index > 0) {
                return false
            }
            previous = path[index]
        }
        return true
    }

    private static func isDots(_ path: [UInt8], _ segment: Range<Int>, count: Int) -> Bool {
        segment.count == count && path[segment].allSatisfy { $0 == UInt8(ascii: ".") }
    }
}
