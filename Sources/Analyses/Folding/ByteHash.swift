// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A hash of byte strings for tables in memory, in the manner of wyhash: eight bytes a multiplication.
///
/// Seeded anew in each run, so that names in a hostile log cannot be made to collide, and nothing that is printed may
/// depend on its values; but for the hash with a seed of one's own.
struct ByteHash: Sendable {
    private let seed: UInt64

    init() {
        seed = UInt64.random(in: .min ... .max)
    }

    init(seed: UInt64) {
        self.seed = seed
    }

    func callAsFunction(_ text: Span<UInt8>) -> UInt32 {
        let bytes = text.bytes
        var state = seed ^ UInt64(truncatingIfNeeded: bytes.byteCount) &* 0x9e37_79b9_7f4a_7c15
        var offset = 0
        while bytes.byteCount - offset >= 8 {
            state = Self.mix(state ^ word(bytes, offset), 0xa076_1d64_78bd_642f)
            offset += 8
        }
        if offset < bytes.byteCount {
            var tail: UInt64 = 0
            if bytes.byteCount >= 8 {
                // The last eight bytes, some of them a second time.
                tail = word(bytes, bytes.byteCount - 8)
            } else {
                while offset < bytes.byteCount {
                    tail = tail << 8 | UInt64(text[offset])
                    offset += 1
                }
            }
            state = Self.mix(state ^ tail, 0xe703_7ed1_a0b4_28db)
        }
        return UInt32(truncatingIfNeeded: Self.mix(state, 0x8ebc_6af0_9c88_c6e3))
    }

    func callAsFunction(_ key: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: Self.mix(key ^ seed, 0xa076_1d64_78bd_642f))
    }

    private func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
