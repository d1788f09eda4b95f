// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import ByteStreams
import CaseBatch
import CasePipeline
import EvidenceModel
import Foundation
import Reporting
import SystemPackage

/// What a batch asks of the process that makes the report of one of its cases; nobody else gives these options.
struct BatchPartOptions: ParsableArguments {
    @Option(help: .hidden) var batchResults: String?
    @Option(help: .hidden) var batchBefore: String?

    /// Nil where no batch asks.
    func begin() -> CaseOfBatch? {
        batchResults.map { CaseOfBatch(results: FilePath($0), before: batchBefore.map { FilePath($0) }) }
    }
}

/// One case of a batch, in the process of its own.
struct CaseOfBatch {
    /// The folder for what is written, not finished.
    let results: FilePath
    /// Where results from before lie.
    let before: FilePath?
    let progress = ReadingProgress()

    private static let progressInterval = 0.2

    init(results: FilePath, before: FilePath?) {
        self.results = results
        self.before = before
        Self.endWithBatch()
        Self.volunteer()
        Thread.detachNewThread { [progress] in
            while true {
                Thread.sleep(forTimeInterval: Self.progressInterval)
                Self.tell(CaseMessage.read(progress.readByteCount))
            }
        }
    }

    /// Standard input comes to its end when the batch is gone, also by kill -9: nobody would take the results.
    private static func endWithBatch() {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || count < 0 && errno != EINTR { _exit(ExitStatus.noReport.rawValue) }
            }
        }
    }

    /// Where memory runs out, the kernel shall end a case and never the batch (proc_pid_oom_score_adj(5)).
    private static func volunteer() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "500", 3)
        close(file)
    }

    private static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// The evidence of the case; a batch has no standard input to give.
    func checked(_ named: [String], of caseFile: String?) throws -> [String] {
        guard !named.isEmpty else {
            throw ValidationError(
                "--case \(caseFile ?? ""): names no evidence; a line such as evidence: [evidence] does.")
        }
        guard !named.contains(EvidenceWalker.standardInputName) else {
            throw ValidationError(
                "--case \(caseFile ?? ""): evidence: standard input (-) belongs to no case of a batch.")
        }
        return named
    }

    /// Whether results from before are what would be made again: of the same evidence, by the same options and program, and
    /// complete. All digests are taken anew, as sizes and times of files prove nothing.
    func holdsStill(_ inputs: CaseManifest.Inputs, evidence named: [String]) -> Bool {
        guard let before, let manifest = Self.manifest(in: before) else { return false }
        let old = manifest.inputs
        guard old.schema == inputs.schema, old.tool == inputs.tool, old.options == inputs.options,
            old.caseFile == inputs.caseFile, old.inventory == inputs.inventory,
            Self.digests(of: EvidenceWalker.files(in: named), like: old.evidence, progress)
        else { return false }
        let results = EvidenceWalker.files(in: [before.string]).filter { $0.name != Array(CaseManifest.fileName.utf8) }
        guard Self.digests(of: results, like: manifest.results, nil) else { return false }
        Self.tell(CaseMessage.unchanged)
        return true
    }

    static func manifest(in folder: FilePath) -> CaseManifest? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            let file = folder.appending(CaseManifest.fileName)
            return try decoder.decode(CaseManifest.self, from: Data(contents(of: file, limit: .max)))
        } catch {
            // What is no manifest vouches for nothing, and the case is done anew.
            return nil
        }
    }

    /// Compares file by file, so that the first that differs ends it.
    private static func digests(
        of files: [EvidenceFile], like expected: [CaseManifest.File], _ progress: ReadingProgress?
    ) -> Bool {
        guard files.count == expected.count else { return false }
        // What costs nothing comes first.
        for (file, expected) in zip(files, expected) {
            guard case .file(let byteCount, _) = file.source, let size = expected.size else { continue }
            guard byteCount == size else { return false }
        }
        return zip(files, expected).allSatisfy { file, expected in
            Self.file(file, progress, modified: expected.modified == nil ? nil : file.modified) == expected
        }
    }

    private static func file(
        _ file: EvidenceFile, _ progress: ReadingProgress? = nil, modified: Int64? = nil
    ) -> CaseManifest.File {
        guard case .file = file.source else { return CaseManifest.File(path: file.name, size: nil, sha256: nil) }
        do {
            let digest = try FileDigest(of: file.location) { progress?.read($0) }
            return CaseManifest.File(path: file.name, size: digest.byteCount, sha256: digest.sha256, modified: modified)
        } catch {
            return CaseManifest.File(path: file.name, size: nil, sha256: nil)
        }
    }

    /// A file that the case rests on beside its evidence.
    static func input(_ path: String?) throws(SourceError) -> CaseManifest.File? {
        guard let path else { return nil }
        let digest = try FileDigest(of: FilePath(path))
        return CaseManifest.File(path: Array(path.utf8), size: digest.byteCount, sha256: digest.sha256)
    }

    /// Writes what goes with the report, the manifest last.
    func finish(
        _ report: CaseReport, _ inputs: CaseManifest.Inputs, _ status: ExitStatus
    ) throws(OutputError) {
        var seen = try OutputFile.file(results.appending(SeenList.fileName).string)
        try SeenList.write(report) { bytes throws(OutputError) in try seen.write(bytes) }
        try seen.finish()
        let inputs = CaseManifest.Inputs(
            toolVersion: inputs.tool.version, options: inputs.options, caseFile: inputs.caseFile,
            inventory: inputs.inventory,
            evidence: report.answers.evidence.map {
                CaseManifest.File(
                    path: $0.path, size: $0.byteCount, sha256: $0.sha256, modified: $0.modified)
            })
        let written = EvidenceWalker.files(in: [results.string]).map { Self.file($0) }
        let manifest = CaseManifest(
            inputs: inputs, status: status.rawValue, problems: Diagnostics.problems, results: written,
            summary: CaseSummary(report))
        var file = try OutputFile.file(results.appending(CaseManifest.fileName).string)
        try file.write(manifest.render(generatedAt: report.generatedAt))
        try file.finish()
    }
}
