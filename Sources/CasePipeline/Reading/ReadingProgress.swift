// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How much of the evidence was read so far, for whoever watches.
package final class ReadingProgress: Sendable {
    private let byteCount = Atomic<Int64>(0)
    private let expected = Atomic<Int64>(-1)

    package init() {}

    /// Of the bytes as they lie on disk.
    package var readByteCount: Int64 { byteCount.load(ordering: .relaxed) }

    /// Nil where there is a stream among the evidence, or it was not listed yet.
    package var total: Int64? {
        let total = expected.load(ordering: .relaxed)
        return total >= 0 ? total : nil
    }

    package func read(_ count: Int) { byteCount.wrappingAdd(Int64(count), ordering: .relaxed) }

    func expect(_ count: Int64) { expected.store(count, ordering: .relaxed) }
}
