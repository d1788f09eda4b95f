// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CaseBatch
import CasePipeline
import Foundation
import Reporting
import SystemPackage

/// A case of a batch, with what there is to do for it.
struct CaseWork {
    let batchCase: BatchCase
    let size: CaseSize
    /// Files and folders of its evidence; empty where they are not known.
    private let evidence: [String]
    private let arguments: [String]

    /// - Parameter arguments: Of `logtrace report`, for any case.
    init(_ batchCase: BatchCase, _ arguments: [String]) {
        self.batchCase = batchCase
        switch batchCase.source {
        case .missing:
            evidence = []
            self.arguments = []
        case .folder(let path):
            evidence = [path]
            self.arguments = arguments + ["--", path]
        case .caseFile(let path):
            self.arguments = arguments + ["--case=\(path)"]
            do {
                evidence = try LoadedCase(path).evidence
            } catch {
                // The process of the case says what is wrong with the file.
                evidence = []
            }
        }
        size = EvidenceWalker.files(in: evidence).reduce(into: CaseSize()) { size, file in
            guard case .file(let byteCount, _) = file.source else { return }
            size.add(fileNamed: file.location.string, byteCount: byteCount)
        }
    }

    /// Nil where there is nothing to run.
    func task(jobs: Int) -> CaseTask? {
        failure == nil
            ? CaseTask(id: batchCase.id, size: size, memory: size.memory(jobs: jobs), arguments: arguments) : nil
    }

    /// Why no process need be asked.
    var failure: CaseEnding? {
        guard case .missing(let reason) = batchCase.source else { return nil }
        return .failed(status: ExitStatus.noReport.rawValue, signal: nil, problems: ["\(batchCase.path): \(reason)"])
    }

    /// Results are never written into evidence.
    func refuse(output: String) throws {
        let folder = Self.resolved(output)
        for path in evidence {
            let evidence = Self.resolved(path)
            guard folder == evidence || folder.hasPrefix(evidence == "/" ? evidence : evidence + "/") else { continue }
            throw ValidationError(
                "--output: '\(output)' lies in the evidence of \(batchCase.path), which is never written.")
        }
    }

    /// Without links; of what is not there yet, the folder that it is to be made in counts.
    private static func resolved(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        if FileManager.default.fileExists(atPath: path) { return url.resolvingSymlinksInPath().path }
        return url.deletingLastPathComponent().resolvingSymlinksInPath().appendingPathComponent(url.lastPathComponent)
            .path
    }

    /// What the index tells of it once it has ended.
    func entry(_ ending: CaseEnding, results: FilePath) -> BatchIndex.Case {
        let (outcome, problems) = Self.outcome(of: ending, results)
        return BatchIndex.Case(id: batchCase.id, path: batchCase.path, outcome: outcome, problems: problems)
    }

    private static func outcome(of ending: CaseEnding, _ results: FilePath) -> (BatchIndex.Outcome, [String]) {
        switch ending {
        case .failed(let status, let signal, let problems):
            return (.failed(status: status, signal: signal), problems)
        case .reported, .unchanged:
            guard let manifest = CaseOfBatch.manifest(in: results) else {
                let problem = "\(results.appending(CaseManifest.fileName)): cannot be read"
                return (.failed(status: ExitStatus.noReport.rawValue, signal: nil), [problem])
            }
            let isComplete = manifest.status == ExitStatus.complete.rawValue
            return (.reported(manifest.summary, isComplete: isComplete), manifest.problems)
        }
    }
}
