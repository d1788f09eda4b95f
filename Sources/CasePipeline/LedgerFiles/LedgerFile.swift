// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
import ByteStreams
import EvidenceModel
package import SystemPackage

/// A part of a case that was read, to be put together with the others.
///
/// The file, in version 2:
///
///     16 bytes   "logtrace ledger" and a line feed
///      4 bytes   the version, the lowest byte first
///      n bytes   settings, shares, files, readings, ranges, as `StorageWriter` writes them
///     32 bytes   SHA-256 of all before
///
/// *Files* are what the scan was given, each with what was looked at in it before it was read (`Survey.Facts`), so that the
/// plan of the whole case can be made from ledgers alone. *Readings* are the ledgers of sequences of artifacts, packed by
/// zlib, each under the digests of the artifacts and of the conditions that it rests on. *Ranges* are the same of stretches of
/// lines of one file, which count together if they are all of it (`RangeChain`).
package struct LedgerFile: Sendable {
    private static let magic = Array("logtrace ledger\n".utf8)
    private static let version = 2
    private static let digestSize = 32

    /// One of so many shares of a case that were dealt to several scans.
    package struct Share: Sendable, Hashable, Comparable {
        /// From 1.
        package fileprivate(set) var number: Int
        package let count: Int
        /// A digest of the names, sizes and times of the files that were dealt out: only shares of the same add up to a whole.
        var evidence: [UInt8] = []

        /// Nil unless 1 ≤ `number` ≤ `count`.
        package init?(number: Int, of count: Int) {
            guard count >= 1, (1...count).contains(number) else { return nil }
            self.number = number
            self.count = count
        }

        package static func < (left: Share, right: Share) -> Bool {
            guard left.evidence == right.evidence else {
                return left.evidence.lexicographicallyPrecedes(right.evidence)
            }
            return (left.count, left.number) < (right.count, right.number)
        }
    }

    struct File: Sendable {
        var file: EvidenceFile
        var facts: Survey.Facts
    }

    struct Reading: Sendable {
        /// Which artifacts, and under which conditions.
        struct Key: Sendable, Hashable {
            let artifacts: [String]
            let conditions: [UInt8]
            /// Channels whose retrievals are kept one by one, since another log may tell of them.
            let sharedChannels: ChannelSet
        }

        let key: Key
        let dependences: [ReadingDependence]
        let ledger: PackedBytes
    }

    package let settings: ScanSettings
    /// Ascending, each once; empty where the case was not dealt out.
    private(set) var shares: [Share] = []
    /// In the order of their names.
    private(set) var files: [File] = []
    /// In the order of their keys.
    private(set) var readings: [Reading] = []
    /// In the order of their keys.
    private(set) var ranges: [RangeReading] = []

    init(_ settings: ScanSettings, share: Share?, files: [File], readings: [Reading], ranges: [RangeReading]) {
        self.settings = settings
        shares = share.map { [$0] } ?? []
        self.files = files.sorted { $0.file.name.lexicographicallyPrecedes($1.file.name) }
        self.readings = Self.eachOnce(readings, \.key)
        self.ranges = Self.eachOnce(ranges, \.key)
    }

    /// Adds what `other` has: the same whatever is added to what, and in which order.
    ///
    /// - Throws: If they are not of one case.
    package mutating func merge(_ other: LedgerFile) throws(LedgerFileError) {
        if let difference = settings.difference(from: other.settings) { throw .settings(difference) }
        var byName = Dictionary(uniqueKeysWithValues: files.map { ($0.file.name, $0) })
        for file in other.files {
            guard let known = byName[file.file.name] else {
                byName[file.file.name] = file
                continue
            }
            guard let both = known.merged(with: file) else { throw .differentFiles(file.file.name) }
            byName[file.file.name] = both
        }
        files = byName.values.sorted { $0.file.name.lexicographicallyPrecedes($1.file.name) }
        shares = Set(shares + other.shares).sorted()
        readings = Self.eachOnce(readings + other.readings, \.key)
        ranges = Self.eachOnce(ranges + other.ranges, \.key)
    }

    /// Files with the same bytes may have one reading, made several times.
    private static func eachOnce<Value, Key: Hashable & Comparable>(
        _ readings: [Value], _ key: (Value) -> Key
    ) -> [Value] {
        var byKey: [Key: Value] = [:]
        for reading in readings { byKey[key(reading)] = reading }
        return byKey.values.sorted { key($0) < key($1) }
    }

    /// The first share that is lacking; nil if the case was not dealt out, or all are there.
    package var missingShare: Share? {
        for var share in shares {
            for number in 1...share.count {
                share.number = number
                if !shares.contains(share) { return share }
            }
        }
        return nil
    }

    // MARK: the file

    package init(opening path: FilePath) throws(LedgerFileError) {
        let bytes: [UInt8]
        do {
            bytes = try contents(of: path, limit: .max)
        } catch {
            throw .unreadable("\(error.errno)")
        }
        try self.init(bytes)
    }

    package init(_ bytes: [UInt8]) throws(LedgerFileError) {
        let start = Self.magic.count + 4
        guard bytes.starts(with: Self.magic) else { throw .noLedger }
        guard bytes.count >= start + Self.digestSize else { throw .damaged }
        let version = (0..<4).reduce(0) { $0 | Int(bytes[Self.magic.count + $1]) << (8 * $1) }
        guard version > 0 else { throw .damaged }
        guard version <= Self.version else { throw .newer(version: version, known: Self.version) }
        guard version == Self.version else { throw .older(version: version, known: Self.version) }
        let end = bytes.count - Self.digestSize
        guard sha256(of: bytes[..<end]).elementsEqual(bytes[end...]) else { throw .damaged }
        var reader = StorageReader(Array(bytes[start..<end]))
        do {
            settings = try ScanSettings(from: &reader)
            shares = try [Share](from: &reader)
            files = try [File](from: &reader)
            readings = try [Reading](from: &reader)
            ranges = try [RangeReading](from: &reader)
        } catch {
            throw .damaged
        }
        // What is looked up by its name must not be there twice.
        guard reader.isAtEnd, Self.areAscending(shares, by: <), Self.areAscending(readings.map(\.key), by: <),
            Self.areAscending(ranges.map(\.key), by: <),
            Self.areAscending(files.map(\.file.name), by: { $0.lexicographicallyPrecedes($1) })
        else { throw .damaged }
    }

    private static func areAscending<Value>(_ values: [Value], by precedes: (Value, Value) -> Bool) -> Bool {
        zip(values, values.dropFirst()).allSatisfy(precedes)
    }

    package var bytes: [UInt8] {
        var writer = StorageWriter()
        settings.store(in: &writer)
        shares.store(in: &writer)
        files.store(in: &writer)
        readings.store(in: &writer)
        ranges.store(in: &writer)
        let version = (0..<4).map { UInt8(truncatingIfNeeded: Self.version >> (8 * $0)) }
        let content = Self.magic + version + writer.bytes
        return content + sha256(of: content)
    }
}

/// Why a ledger file cannot be used.
package enum LedgerFileError: Error, Equatable, CustomStringConvertible {
    case unreadable(String)
    case noLedger
    case damaged
    case newer(version: Int, known: Int)
    case older(version: Int, known: Int)
    /// The option that ledgers of one case were made with and without.
    case settings(String)
    /// The same, of a ledger that a scan is to take as known.
    case settingsOfKnown(String)
    /// The name that two files have.
    case differentFiles([UInt8])

    package var description: String {
        switch self {
        case .unreadable(let reason): reason
        case .noLedger: "this is no ledger of logtrace; 'logtrace scan' makes them"
        case .damaged: "the ledger is damaged: its checksum is not that of its content; scan that evidence again"
        case .newer(let version, let known):
            "the ledger has version \(version), and this logtrace reads up to \(known); take a newer logtrace, or scan the evidence again"
        case .older(let version, let known):
            "the ledger has version \(version), and this logtrace reads version \(known); scan the evidence again"
        case .settings(let option): "it was made with another \(option) than the ledgers before it; they do not add up"
        case .settingsOfKnown(let option):
            "it was made with another \(option) than this scan; scan all of the evidence anew"
        case .differentFiles(let name):
            "it has another file by the name '\(String(decoding: name, as: UTF8.self))' than the ledgers before it; scan both under names that differ"
        }
    }
}

extension LedgerFile.File {
    /// What both know; nil if they are not the same file.
    fileprivate func merged(with other: LedgerFile.File) -> LedgerFile.File? {
        if let sha256 = facts.sha256, let known = other.facts.sha256, sha256 != known { return nil }
        switch (file.source, other.file.source) {
        case (.file(let byteCount, let modified), .file(let known, let otherModified)):
            guard byteCount == known else { return nil }
            // Equal files may have been copied at different times; the earlier time is nearer to the original. Among equal
            // times, the order of the places decides, whichever ledger comes first.
            let isFirst =
                modified != otherModified
                ? modified < otherModified : !other.file.location.bytes.lexicographicallyPrecedes(file.location.bytes)
            let (kept, rest) = isFirst ? (self, other) : (other, self)
            return LedgerFile.File(file: kept.file, facts: kept.facts.completed(by: rest.facts))
        case (.unread(let content), .unread(let known)): return content == known ? self : nil
        case (.standardInput, .standardInput), (.pipe, .pipe): return facts.sha256 == other.facts.sha256 ? self : nil
        default: return nil
        }
    }
}

extension LedgerFile.Reading.Key: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        if left.artifacts != right.artifacts { return left.artifacts.lexicographicallyPrecedes(right.artifacts) }
        if left.conditions != right.conditions { return left.conditions.lexicographicallyPrecedes(right.conditions) }
        return left.sharedChannels.rawValue < right.sharedChannels.rawValue
    }
}

extension LedgerFile.Share: Stored {
    package func store(in writer: inout StorageWriter) {
        number.store(in: &writer)
        count.store(in: &writer)
        evidence.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        guard var share = Self(number: try Int(from: &reader), of: try Int(from: &reader)) else {
            throw StorageError()
        }
        share.evidence = try [UInt8](from: &reader)
        self = share
    }
}

extension LedgerFile.File: Stored {
    func store(in writer: inout StorageWriter) {
        file.store(in: &writer)
        facts.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        file = try EvidenceFile(from: &reader)
        facts = try Survey.Facts(from: &reader)
    }
}

extension LedgerFile.Reading: Stored {
    func store(in writer: inout StorageWriter) {
        key.artifacts.store(in: &writer)
        key.conditions.store(in: &writer)
        key.sharedChannels.store(in: &writer)
        dependences.store(in: &writer)
        ledger.bytes.store(in: &writer)
        ledger.unpackedByteCount.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        key = Key(
            artifacts: try [String](from: &reader), conditions: try [UInt8](from: &reader),
            sharedChannels: try ChannelSet(from: &reader))
        dependences = try [ReadingDependence](from: &reader)
        ledger = PackedBytes(packed: try [UInt8](from: &reader), unpackedByteCount: try Int(from: &reader))
    }
}
