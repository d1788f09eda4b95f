// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How the bytes of an artifact are compressed, told by its first bytes and never by its name.
package enum StreamCompression: Sendable {
    case none, gzip, bzip2, xz, zstd

    /// How many bytes are needed to tell.
    static let magicByteCount = 10

    init(of bytes: UnsafeRawBufferPointer) {
        if GzipHeader.isMagic(bytes) {
            self = .gzip
        } else if bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) {
            self = .xz
        } else if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
            self = .zstd
        } else if Self.isBzip2(bytes) {
            self = .bzip2
        } else {
            self = .none
        }
    }

    /// `BZh`, the size of blocks, and the number pi that begins a block, or that of its root, which ends an empty file.
    private static func isBzip2(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= magicByteCount, bytes.starts(with: "BZh".utf8), (0x31...0x39).contains(bytes[3]) else {
            return false
        }
        let mark = bytes[4..<10]
        return mark.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
            || mark.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
    }

    /// What decompresses it, where logtrace does not itself.
    var program: Decompressor.Program? {
        switch self {
        case .none, .gzip: nil
        case .bzip2: .init(name: "bzip2", arguments: ["-dc"], debianPackage: "bzip2")
        // Its dictionary may want 4 GiB otherwise.
        case .xz: .init(name: "xz", arguments: ["-dc", "--memlimit-decompress=256MiB"], debianPackage: "xz-utils")
        case .zstd: .init(name: "zstd", arguments: ["-dc", "--memory=256MiB"], debianPackage: "zstd")
        }
    }
}
