// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What the logs prove of one file by one route; what claims are held against.
package struct RetrievalFact: Sendable, Hashable {
    /// Index of the file.
    package let file: Int
    package let path: [UInt8]
    package let channel: Channel
    /// Addresses of who took it.
    package let clients: [[UInt8]]
    package let retrievals: Int64
    package let byteCount: Int64
    /// Seconds of the first and, included, the last retrieval; nil where no record states a time.
    package let span: ClosedRange<Int64>?

    package init(
        file: Int, path: [UInt8], channel: Channel, clients: [[UInt8]], retrievals: Int64, byteCount: Int64,
        span: ClosedRange<Int64>?
    ) {
        self.file = file
        self.path = path
        self.channel = channel
        self.clients = clients
        self.retrievals = retrievals
        self.byteCount = byteCount
        self.span = span
    }

    /// Whether at least one of its retrievals lies in `range`: the first or the last does. Those between are not kept one
    /// by one.
    func certainlyTouches(_ range: Range<Int64>) -> Bool {
        guard let span else { return false }
        return range.contains(span.lowerBound) || range.contains(span.upperBound)
    }

    /// Whether all of them do.
    func liesWithin(_ range: Range<Int64>) -> Bool {
        guard let span else { return false }
        return range.contains(span.lowerBound) && range.contains(span.upperBound)
    }

    /// Whether one of them may.
    func mayTouch(_ range: Range<Int64>) -> Bool {
        guard let span else { return true }
        return span.lowerBound < range.upperBound && span.upperBound >= range.lowerBound
    }
}
