// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

extension Int64 {
    /// Adds what one more record states; a sum beyond `Int64.max` stays there, since counts made up by whoever wrote
    /// to the log must not end the run.
    mutating func addBytes(_ byteCount: Int64) {
        let (sum, overflowed) = addingReportingOverflow(byteCount)
        self = overflowed ? (byteCount < 0 ? .min : .max) : sum
    }
}

extension Sequence<Int64> {
    /// At most `Int64.max`.
    var byteTotal: Int64 { reduce(into: 0) { $0.addBytes($1) } }
}
