// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel
import LogFormats
import Synchronization
import SystemPackage

/// What is looked at in the files of the evidence before they are read: heads, configuration, years, digests.
///
/// Kept in a ledger file, it stands for files that are not at hand, so that the plan of a case can be made without them.
final class Survey: Sendable {
    /// What was looked at in one file; nil for what was not.
    struct Facts: Sendable {
        var head: HeadSample?
        /// All of a small file: configuration, or a time zone.
        var text: [UInt8]?
        var years: YearFacts?
        var digest: ArtifactDigest?
        /// SHA-256 of its bytes, where they were all read.
        var sha256: String?
        /// The system's number of the error with which it could not be looked at.
        var failure: Int32?
    }

    /// For logs whose stamps state no year.
    struct YearFacts: Sendable {
        var survey = YearSurvey()
        /// Seconds since 1970 in a gzip header.
        var compressed: Int64?
    }

    /// Whether what was looked at is kept: of a report's thousands of files, it would only take room.
    private let keeps: Bool
    /// Files that stand only in a ledger, by name: what is not known of them cannot be looked at.
    private let absent: Set<[UInt8]>
    private let facts: Mutex<[[UInt8]: Facts]>
    private let missed = Mutex<Set<[UInt8]>>([])

    init(keeps: Bool = false, known facts: [[UInt8]: Facts] = [:], absent: Set<[UInt8]> = []) {
        self.keeps = keeps
        self.absent = absent
        self.facts = Mutex(facts)
    }

    subscript(name: [UInt8]) -> Facts { facts.withLock { $0[name] ?? Facts() } }

    /// Names of files that something had to be looked at in, and that are not there.
    var missing: [[UInt8]] { missed.withLock { $0.sorted { $0.lexicographicallyPrecedes($1) } } }

    func head(of file: EvidenceFile) throws(SourceError) -> HeadSample {
        try look(at: file, \.head) { file throws(SourceError) in
            var stream = try RecordStream(opening: file.location)
            return try HeadSample(of: &stream)
        }
    }

    func text(of file: EvidenceFile, limit: Int) throws(SourceError) -> [UInt8] {
        try look(at: file, \.text) { file throws(SourceError) in
            try ByteStreams.contents(of: file.location, limit: limit)
        }
    }

    func digest(of file: EvidenceFile) throws(SourceError) -> ArtifactDigest {
        try look(at: file, \.digest) { file throws(SourceError) in try ArtifactDigest(of: file) }
    }

    func years(of file: EvidenceFile) throws(SourceError) -> YearFacts {
        try look(at: file, \.years) { file throws(SourceError) in
            var years = YearFacts()
            var stream = try RecordStream(opening: file.location)
            stream.forEachLine { line, _ in
                if case .record(let record) = line { years.survey.observe(record.bytes) }
                return true
            }
            years.compressed = try GzipTime.modification(of: file.location)
            return years
        }
    }

    /// What reading the file gave along the way.
    func note(_ digest: ArtifactDigest?, sha256: String?, of name: [UInt8]) {
        guard keeps else { return }
        facts.withLock { facts in
            if let digest { facts[name, default: Facts()].digest = digest }
            if let sha256 { facts[name, default: Facts()].sha256 = sha256 }
        }
    }

    private func look<Fact>(
        at file: EvidenceFile, _ key: any WritableKeyPath<Facts, Fact?> & Sendable,
        _ read: (EvidenceFile) throws(SourceError) -> Fact
    ) throws(SourceError) -> Fact {
        let known = self[file.name]
        if let fact = known[keyPath: key] { return fact }
        if let failure = known.failure {
            throw SourceError(code: .open, path: file.location, errno: Errno(rawValue: failure))
        }
        do {
            let fact = try read(file)
            if let digest = fact as? ArtifactDigest { note(nil, sha256: digest.artifact.sha256, of: file.name) }
            if keeps { facts.withLock { $0[file.name, default: Facts()][keyPath: key] = fact } }
            return fact
        } catch {
            if keeps { facts.withLock { $0[file.name, default: Facts()].failure = error.errno.rawValue } }
            if absent.contains(file.name) { missed.withLock { _ = $0.insert(file.name) } }
            throw error
        }
    }
}

extension Survey.YearFacts: Stored {
    func store(in writer: inout StorageWriter) {
        for stamp in [survey.first, survey.last] { stamp.map(\.secondsSince1970).store(in: &writer) }
        survey.leapDayOffset.store(in: &writer)
        survey.statedFirstYear.store(in: &writer)
        compressed.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        let first = try Int64?(from: &reader).map { CivilTime(secondsSince1970: $0) }
        let last = try Int64?(from: &reader).map { CivilTime(secondsSince1970: $0) }
        survey = YearSurvey(
            first: first, last: last, leapDayOffset: try Int?(from: &reader), statedFirstYear: try Int?(from: &reader))
        compressed = try Int64?(from: &reader)
    }
}

extension Survey.Facts: Stored {
    func store(in writer: inout StorageWriter) {
        head.store(in: &writer)
        text.store(in: &writer)
        years.store(in: &writer)
        digest.store(in: &writer)
        sha256.store(in: &writer)
        failure.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        head = try HeadSample?(from: &reader)
        text = try [UInt8]?(from: &reader)
        years = try Survey.YearFacts?(from: &reader)
        digest = try ArtifactDigest?(from: &reader)
        sha256 = try String?(from: &reader)
        failure = try Int32?(from: &reader)
    }
}
