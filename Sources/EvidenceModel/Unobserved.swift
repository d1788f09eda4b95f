// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What may have left in a time from which there are no records.
package enum Unobserved: Sendable, Hashable {
    case estimated(Estimate)
    /// Nothing can be said, and why.
    case notIdentifiable(reason: String)

    /// Under the assumption that the time was like the observed time of the same log.
    package struct Estimate: Sendable, Hashable {
        package var retrievals: Amount
        /// Files of which all retrievals lie in this time; nil where it cannot be estimated.
        package var files: Amount?
        package var byteCount: Amount?

        package init(retrievals: Amount, files: Amount?, byteCount: Amount?) {
            self.retrievals = retrievals
            self.files = files
            self.byteCount = byteCount
        }
    }

    /// A point, and the intervals that hold the truth 80 and 95 times of 100.
    package struct Amount: Sendable, Hashable {
        package var mid: Int64
        package var interval80: ClosedRange<Int64>
        package var interval95: ClosedRange<Int64>

        package init(mid: Int64, interval80: ClosedRange<Int64>, interval95: ClosedRange<Int64>) {
            self.mid = mid
            self.interval80 = interval80
            self.interval95 = interval95
        }
    }

    /// Of the wider interval.
    package static let level = 0.95
}
