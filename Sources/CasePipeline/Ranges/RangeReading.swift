// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel
import SystemPackage

/// The reading of a stretch of one plain log, to be put together with those before and behind it.
struct RangeReading: Sendable {
    /// Which lines of which file, and under which conditions.
    struct Key: Sendable, Hashable {
        /// Name, size and time of the file: its digest is known only to whoever reads all of it.
        let file: [UInt8]
        let start: Int64
        let end: Int64
        let conditions: [UInt8]
        /// Channels whose retrievals are kept one by one.
        let sharedChannels: ChannelSet
    }

    let key: Key
    let dependence: ReadingDependence
    /// What its lines tell of the artifact, without name and digest; line numbers count from its first line.
    let artifact: Artifact
    /// Times of the first and the last line that state one, in seconds since 1970.
    let firstSecond: Int64
    let lastSecond: Int64
    /// How many silences the ledger has; nil if short ones were forgotten.
    let silenceCount: Int?
    /// Without artifacts.
    let ledger: PackedBytes

    static func identity(of file: EvidenceFile) -> [UInt8] {
        var writer = StorageWriter()
        // Machines may have the same evidence in different places.
        EvidenceFile(name: file.name, argumentByteCount: file.argumentByteCount, location: "", source: file.source)
            .store(in: &writer)
        return writer.bytes
    }

    var unpackedLedger: Ledger? {
        guard let bytes = ledger.unpacked else { return nil }
        var reader = StorageReader(bytes)
        do {
            let ledger = try Ledger(from: &reader)
            guard reader.isAtEnd, ledger.artifacts.isEmpty, ledger.retrievals.sharedChannels == key.sharedChannels
            else { return nil }
            return ledger
        } catch {
            return nil
        }
    }
}

extension RangeReading.Key: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        if left.file != right.file { return left.file.lexicographicallyPrecedes(right.file) }
        if left.conditions != right.conditions { return left.conditions.lexicographicallyPrecedes(right.conditions) }
        return (left.start, left.end, left.sharedChannels.rawValue)
            < (right.start, right.end, right.sharedChannels.rawValue)
    }
}

extension RangeReading: Stored {
    func store(in writer: inout StorageWriter) {
        key.file.store(in: &writer)
        key.start.store(in: &writer)
        key.end.store(in: &writer)
        key.conditions.store(in: &writer)
        key.sharedChannels.store(in: &writer)
        dependence.store(in: &writer)
        artifact.store(in: &writer)
        firstSecond.store(in: &writer)
        lastSecond.store(in: &writer)
        silenceCount.store(in: &writer)
        ledger.bytes.store(in: &writer)
        ledger.unpackedByteCount.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        key = Key(
            file: try [UInt8](from: &reader), start: try Int64(from: &reader), end: try Int64(from: &reader),
            conditions: try [UInt8](from: &reader), sharedChannels: try ChannelSet(from: &reader))
        dependence = try ReadingDependence(from: &reader)
        artifact = try Artifact(from: &reader)
        firstSecond = try Int64(from: &reader)
        lastSecond = try Int64(from: &reader)
        silenceCount = try Int?(from: &reader)
        ledger = PackedBytes(packed: try [UInt8](from: &reader), unpackedByteCount: try Int(from: &reader))
        guard isSound else { throw StorageError() }
    }

    /// Whether its numbers can be those of a log, and added up.
    private var isSound: Bool {
        guard key.start >= 0, key.start < key.end, let first = artifact.first, let last = artifact.last,
            let lines = artifact.lines
        else { return false }
        let clock = artifact.clock
        let counts = [
            key.end, lines.events, lines.ignored, lines.malformed, lines.duplicate, clock.statedTimes,
            clock.timesOfAssumedZone, clock.timesOfInferredYear, clock.backwardSteps, clock.doubledHour,
            clock.before1971, clock.inFuture,
        ]
        let places =
            clock.largestSteps.flatMap { [$0.lineNumber, $0.seconds] } + artifact.malformedLines.map(\.lineNumber)
        let times = [first.seconds, last.seconds, firstSecond, lastSecond]
        let bound: Int64 = 1 << 50
        return counts.allSatisfy { (0...bound).contains($0) } && (0...SilenceList.limit).contains(silenceCount ?? 0)
            && (places + times).allSatisfy { (-bound...bound).contains($0) }
    }
}
