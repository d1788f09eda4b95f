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
    /// Seconds at which services were started and stopped.
    let service: ServiceFold.Row
    let sessions: SessionFold.Row
    /// Seconds by which its clock is ahead of UTC.
    let offset: Int

    var starts: [Int64] { service.starts }
    var stops: [Int64] { service.stops }

    /// Of its files, with the last slash; logs of one server lie together.
    var folder: ArraySlice<UInt8> {
        guard let path = artifact, let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return [] }
        return path[...slash]
    }

    /// One of its files, to be named in evidence.
    var artifact: [UInt8]? { artifacts.first?.path }
}
