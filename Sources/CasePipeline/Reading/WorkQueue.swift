// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What is left to do, for whoever has nothing to do.
final class WorkQueue: Sendable {
    private let work: [ScanWork]
    private let position = Mutex(0)

    init(_ work: [ScanWork]) { self.work = work }

    func next() -> ScanWork? {
        position.withLock { position in
            guard position < work.count else { return nil }
            defer { position += 1 }
            return work[position]
        }
    }
}
