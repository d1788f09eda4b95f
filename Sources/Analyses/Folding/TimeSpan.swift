// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The earliest and the latest of some instants; empty at first.
package struct TimeSpan: Sendable, Equatable {
    package private(set) var first: Instant?
    package private(set) var last: Instant?

    package init() {}

    package mutating func include(_ instant: Instant) {
        if let first, let last {
            if instant < first { self.first = instant }
            if instant > last { self.last = instant }
        } else {
            first = instant
            last = instant
        }
    }

    package mutating func merge(_ other: TimeSpan) {
        if let first = other.first { include(first) }
        if let last = other.last { include(last) }
    }
}
