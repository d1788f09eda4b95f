// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The earliest and the latest of some instants; empty at first.
package struct TimeSpan: Sendable, Equatable {
    /// Later than any, and earlier than any: the bounds of no instants. Optionals would cost half as much again, in
    /// each of millions of rows.
    private var earliest = Instant(seconds: .max)
    private var latest = Instant(seconds: .min)

    package init() {}

    package var first: Instant? { isEmpty ? nil : earliest }
    package var last: Instant? { isEmpty ? nil : latest }

    /// From the second of the first to that of the last, which belongs to it.
    package var seconds: Range<Int64>? {
        isEmpty ? nil : min(earliest.seconds, .max - 1)..<min(latest.seconds, .max - 1) + 1
    }

    private var isEmpty: Bool { earliest.seconds > latest.seconds }

    package mutating func include(_ instant: Instant) {
        if instant < earliest { earliest = instant }
        if instant > latest { latest = instant }
    }

    package mutating func merge(_ other: TimeSpan) {
        guard !other.isEmpty else { return }
        include(other.earliest)
        include(other.latest)
    }
}

extension TimeSpan: Stored {
    package func store(in writer: inout StorageWriter) {
        isEmpty.store(in: &writer)
        guard !isEmpty else { return }
        earliest.store(in: &writer)
        latest.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init()
        guard try !Bool(from: &reader) else { return }
        include(try Instant(from: &reader))
        include(try Instant(from: &reader))
    }
}
