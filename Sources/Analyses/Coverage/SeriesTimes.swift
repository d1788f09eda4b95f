// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What the search for gaps knows of one series.
struct SeriesTimes {
    let id: String
    /// Of the ledger; nil for a series without a record that has a time.
    let number: Int?
    /// The channel, where there is but one.
    let channel: Channel?
    let records: RecordTimes?
    /// Its artifacts.
    let artifacts: [Artifact]
    /// All files with its name, also empty and unreadable ones, and copies.
    let files: [Artifact]
    let model: SilenceModel?
}
