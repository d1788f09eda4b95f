// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The first bytes of a gzip member, RFC 1952 section 2.3.
enum GzipHeader {
    /// ID1 ID2 CM FLG MTIME(4) XFL OS.
    static let byteCount = 10

    /// Whether `bytes` begin with the magic number and the only compression method there is.
    static func isMagic(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8
    }

    /// Whether a member may begin at `index`, judged strictly, since compressed data holds the magic by chance:
    /// reserved flags unset, XFL one of the values that compressors write, OS one of those registered.
    static func isPlausible(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        guard bytes.count - index >= byteCount else { return false }
        let extraFlags = bytes[index + 8]
        let system = bytes[index + 9]
        return isMagic(UnsafeRawBufferPointer(rebasing: bytes[index...])) && bytes[index + 3] & 0xe0 == 0
            && (extraFlags == 0 || extraFlags == 2 || extraFlags == 4) && (system <= 13 || system == 255)
    }
}
