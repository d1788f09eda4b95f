// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel

/// What was read for a ledger file.
struct ReadParts: Sendable {
    var sequences: [ReadApart] = []
    var ranges: [RangeApart] = []

    mutating func add(_ other: ReadParts) {
        sequences += other.sequences
        ranges += other.ranges
    }
}

/// A sequence that was read into a ledger of its own.
struct ReadApart: Sendable {
    let sequence: [Int]
    /// None where it was known.
    var artifacts: [Artifact] = []
    var dependences: [ReadingDependence] = []
    let ledger: PackedBytes
    var known: LedgerFile.Reading?

    init(sequence: [Int], _ dependences: [ReadingDependence], _ ledger: Ledger) {
        self.sequence = sequence
        self.dependences = dependences
        artifacts = ledger.artifacts
        // The same bytes under another name, or from another time, are the same reading.
        var nameless = ledger
        for place in nameless.artifacts.indices {
            nameless.artifacts[place].path = []
            nameless.artifacts[place].modified = nil
        }
        var writer = StorageWriter()
        nameless.store(in: &writer)
        self.ledger = PackedBytes(packing: writer.bytes)
    }

    init(sequence: [Int], known: LedgerFile.Reading) {
        self.sequence = sequence
        self.known = known
        ledger = known.ledger
    }
}

/// A stretch of a file that was read into a ledger of its own.
struct RangeApart: Sendable {
    let entry: Int
    let bytes: Range<Int64>
    let artifact: Artifact
    let dependence: ReadingDependence
    let seconds: (first: Int64, last: Int64)
    let silenceCount: Int?
    let sharedChannels: ChannelSet
    let ledger: PackedBytes

    init(
        entry: Int, bytes: Range<Int64>, _ artifact: Artifact, _ dependence: ReadingDependence,
        _ seconds: (first: Int64, last: Int64), _ ledger: Ledger
    ) {
        self.entry = entry
        self.bytes = bytes
        self.artifact = artifact
        self.dependence = dependence
        self.seconds = seconds
        silenceCount = ledger.silences.count
        sharedChannels = ledger.retrievals.sharedChannels
        var writer = StorageWriter()
        ledger.store(in: &writer)
        self.ledger = PackedBytes(packing: writer.bytes)
    }

    func reading(_ plan: ReadingPlan, _ conditions: ReadingConditions) -> RangeReading? {
        conditions.digest(of: [entry], [dependence]).map { digest in
            var nameless = artifact
            nameless.path = []
            nameless.modified = nil
            return RangeReading(
                key: .init(
                    file: RangeReading.identity(of: plan.entries[entry].file), start: bytes.lowerBound,
                    end: bytes.upperBound, conditions: digest, sharedChannels: sharedChannels),
                dependence: dependence, artifact: nameless, firstSecond: seconds.first, lastSecond: seconds.last,
                silenceCount: silenceCount, ledger: ledger)
        }
    }
}
