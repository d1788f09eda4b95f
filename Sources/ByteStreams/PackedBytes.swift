// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import Crypto

/// Bytes in memory as zlib packs them (RFC 1950), at its fastest level.
package struct PackedBytes: Sendable, Equatable {
    /// The format of zlib.
    package let bytes: [UInt8]
    /// How many bytes they unpack to.
    package let unpackedByteCount: Int

    /// Packs `bytes`.
    package init(packing unpacked: [UInt8]) {
        unpackedByteCount = unpacked.count
        bytes = [UInt8](unsafeUninitializedCapacity: Int(compressBound(uLong(unpacked.count)))) { buffer, count in
            var length = uLong(buffer.count)
            let status = compress2(buffer.baseAddress!, &length, unpacked, uLong(unpacked.count), Z_BEST_SPEED)
            precondition(status == Z_OK, "zlib has no memory")
            count = Int(length)
        }
    }

    /// Takes what was packed before.
    package init(packed bytes: [UInt8], unpackedByteCount: Int) {
        self.bytes = bytes
        self.unpackedByteCount = unpackedByteCount
    }

    /// Nil if that is not what was packed.
    package var unpacked: [UInt8]? {
        // zlib packs a thousandfold at most; more is claimed only by what was not packed by it.
        guard unpackedByteCount >= 0, unpackedByteCount / 1100 <= bytes.count else { return nil }
        var isWhole = false
        let unpacked = [UInt8](unsafeUninitializedCapacity: max(1, unpackedByteCount)) { buffer, count in
            var length = uLong(buffer.count)
            let status = uncompress(buffer.baseAddress!, &length, bytes, uLong(bytes.count))
            isWhole = status == Z_OK && Int(length) == unpackedByteCount
            count = isWhole ? unpackedByteCount : 0
        }
        return isWhole ? unpacked : nil
    }
}

/// SHA-256 of bytes in memory.
package func sha256(of bytes: some Sequence<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: Array(bytes)))
}
