// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What, besides its own bytes, the reading of an artifact rested on.
struct ReadingDependence: Sendable, Equatable {
    /// Whether the zone or the year of the plan may have told what a line means.
    var usesZone = true
    /// Whether lines were compared with those of another artifact.
    var comparesParts = false
    /// The latest instant that a line states.
    var latest: Instant?
}

extension ReadingDependence: Stored {
    func store(in writer: inout StorageWriter) {
        usesZone.store(in: &writer)
        comparesParts.store(in: &writer)
        latest.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        usesZone = try Bool(from: &reader)
        comparesParts = try Bool(from: &reader)
        latest = try Instant?(from: &reader)
    }
}
