// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What is proven to have left, beside all that could be reached.
package struct Exposure: Sendable {
    package struct Proven: Sendable {
        package let files: Int
        package let completeFiles: Int
        /// Sum over files of the most that one retrieval moved of each, at most its size.
        package let byteCount: Int64
        package let clients: Int
        package let retrievals: Int64
    }

    /// What lay there; nil without an inventory.
    package struct Accessible: Sendable {
        package let files: Int
        package let byteCount: Int64?
        /// Duration of audio.
        package let seconds: Double?
        /// Lines of the inventory that could not be read; with any, the rest is a lower bound.
        package let unreadLines: Int
    }

    package let proven: Proven
    package let accessible: Accessible?
    /// First and last event that shows that the data could be fetched.
    package let span: TimeSpan

    init(_ retrievals: Retrievals, clients: Int, inventory: Inventory?) {
        let files = retrievals.files.filter(\.isInScope)
        proven = Proven(
            files: files.count, completeFiles: files.count { $0.isComplete == true },
            byteCount: files.lazy.map(\.largest).byteTotal, clients: clients,
            retrievals: files.reduce(0) { $0 + $1.retrievals })
        accessible = inventory.map {
            Accessible(
                files: $0.entries.count, byteCount: $0.totalSize, seconds: $0.totalSeconds, unreadLines: $0.unreadLines)
        }
        span = files.reduce(into: TimeSpan()) { $0.merge($1.span) }
    }
}
