// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The first bytes of a gzip member, RFC 1952 section 2.3.
enum GzipHeader {
    /// ID1 ID2 CM FLG MTIME(4) XFL OS.
    static let byteCount = 10

    static let magicByteCount = 3

    /// Whether `bytes` begin with the magic number and the only compression method there is.
    static func isMagic(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= magicByteCount && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8
    }

    /// Where a member may begin, judged strictly, since compressed data holds the magic by chance: reserved flags
    /// unset, XFL one of the values that compressors write, OS one of those registered.
    static func firstPlausible(in bytes: UnsafeRawBufferPointer) -> Int? {
        let span = bytes.bindMemory(to: UInt8.self).span
        var position = 0
        while let index = span.firstIndex(of: 0x1f, from: position), span.count - index >= byteCount {
            let extraFlags = span[index + 8]
            let system = span[index + 9]
            if span[index + 1] == 0x8b, span[index + 2] == 8, span[index + 3] & 0xe0 == 0,
                extraFlags == 0 || extraFlags == 2 || extraFlags == 4, system <= 13 || system == 255
            {
                return index
            }
            position = index + 1
        }
        return nil
    }
}
