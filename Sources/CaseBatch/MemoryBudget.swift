// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Which case may begin, so that those that run at one time need no more memory than there is for them.
package struct MemoryBudget: Sendable, Equatable {
    /// In bytes.
    package let total: Int64

    package init(total: Int64) {
        self.total = total
    }

    /// The first of the waiting cases that fits beside those that run. One that is larger than the budget runs alone.
    ///
    /// - Parameters:
    ///   - waiting: What each needs, in the order in which they should begin.
    ///   - running: What those need that run.
    package func next(of waiting: [Int64], beside running: [Int64]) -> Int? {
        guard !running.isEmpty else { return waiting.isEmpty ? nil : 0 }
        let free = total - running.reduce(0, +)
        return waiting.firstIndex { $0 <= free }
    }
}

/// How much evidence a case has, and what memory to expect of it.
package struct CaseSize: Sendable, Equatable {
    package private(set) var fileCount = 0
    /// Of files as they lie on disk.
    package private(set) var byteCount: Int64 = 0
    private var compressedByteCount: Int64 = 0

    package init() {}

    /// - Parameter name: Tells whether it is compressed; for an estimate that is near enough.
    package mutating func add(fileNamed name: String, byteCount: Int64) {
        fileCount += 1
        self.byteCount += byteCount
        if [".gz", ".bz2", ".xz", ".zst"].contains(where: name.hasSuffix) { compressedByteCount += byteCount }
    }

    /// What a report of it is expected to take, in bytes:
    ///
    ///     48 MiB + 16 MiB for each file read at one time + a quarter of the log, of which compressed files hold 12 times
    ///     their size
    ///
    /// Memory grows with the different names in a log and not with its lines. A quarter is what a log takes in which one line
    /// of 24 has a path and an address that no other line has; few have more. Where every line has, it is six times the log
    /// (measured: 36 MB of such lines took 253 MB, 31 MB of usual ones 41 MB).
    package func memory(jobs: Int) -> Int64 {
        let log = byteCount - compressedByteCount + 12 * compressedByteCount
        return (48 << 20) + (16 << 20) * Int64(jobs) + log / 4
    }
}
