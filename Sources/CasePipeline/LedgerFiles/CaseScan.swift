// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
package import EvidenceModel
import SystemPackage

/// Reads evidence, or a share of it, into a ledger file.
package struct CaseScan: Sendable {
    private let reading: CaseReading
    private let survey: Survey
    private let settings: ScanSettings
    private let share: LedgerFile.Share?

    /// - Parameters:
    ///   - root: The folder that the evidence lies in: files are named by their paths below it, as if all of it were read.
    ///   - share: Which of the evidence is read; all of it, if nil.
    ///   - known: A ledger of evidence that was read before, which is not read again.
    /// - Throws: `OutsideRoot` if an argument does not lie below `root`; `LedgerFileError` if the known ledger holds other
    ///   events of the same evidence, by its settings.
    package init(
        _ arguments: [String], below root: String?, _ options: CaseReading.Options, _ settings: ScanSettings,
        share: LedgerFile.Share? = nil, known: LedgerFile? = nil
    ) throws {
        if let difference = known?.settings.difference(from: settings) {
            throw LedgerFileError.settingsOfKnown(difference)
        }
        let files =
            if let root { try EvidenceWalker.files(in: arguments, below: root) } else {
                EvidenceWalker.files(in: arguments)
            }
        let facts = known.map { Self.facts(of: files, in: $0) } ?? [:]
        survey = Survey(keeps: true, known: facts)
        reading = CaseReading(
            files, options, survey,
            known: KnownReadings(known?.readings ?? [], facts: facts),
            isWhole: share == nil && known == nil)
        self.settings = settings
        self.share = share.map { share in
            var share = share
            share.evidence = Self.digest(of: files, rangeByteCount: options.rangeByteCount(in: share))
            return share
        }
    }

    private static func digest(of files: [EvidenceFile], rangeByteCount: Int64?) -> [UInt8] {
        var writer = StorageWriter()
        rangeByteCount.store(in: &writer)
        for file in files { RangeReading.identity(of: file).store(in: &writer) }
        return ByteStreams.sha256(of: writer.bytes)
    }

    package var plan: ReadingPlan { reading.plan }

    /// - Returns: The ledger file, and the artifacts that were read for it.
    package func file() async -> (LedgerFile, [Artifact]) {
        let (readings, ranges, artifacts) = await reading.readings(of: share)
        let files = reading.files(of: share).map { LedgerFile.File(file: $0, facts: survey[$0.name]) }
        return (LedgerFile(settings, share: share, files: files, readings: readings, ranges: ranges), artifacts)
    }

    /// What the ledger has of files with the same bytes, whatever they were called then.
    private static func facts(of files: [EvidenceFile], in ledger: LedgerFile) -> [[UInt8]: Survey.Facts] {
        var bySize: [Int64: [LedgerFile.File]] = [:]
        for known in ledger.files where known.facts.sha256 != nil {
            if case .file(let byteCount, _) = known.file.source { bySize[byteCount, default: []].append(known) }
        }
        var facts: [[UInt8]: Survey.Facts] = [:]
        for file in files {
            guard case .file(let byteCount, _) = file.source, let alike = bySize[byteCount] else { continue }
            do {
                let sha256 = try file.sha256()
                let same = alike.filter { $0.facts.sha256 == sha256 }
                facts[file.name] = (same.first { $0.file.name == file.name } ?? same.first)?.facts
            } catch {
                // Reading it will tell that it cannot be read.
            }
        }
        return facts
    }
}

extension EvidenceFile {
    /// SHA-256 of its bytes, all of which are read for that.
    func sha256() throws(SourceError) -> String {
        var stream = try RecordStream(opening: location)
        stream.drain()
        try stream.expectBytes()
        return stream.sha256
    }
}
