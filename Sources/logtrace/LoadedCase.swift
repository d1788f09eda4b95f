// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ByteStreams
import CasePipeline
import EvidenceModel
import SystemPackage

/// A case file that was read, and the folder to which its paths are relative.
struct LoadedCase {
    let description: CaseDescription
    private let folder: FilePath
    /// No case file that people write is larger.
    private static let sizeLimit = 1 << 20

    /// - Throws: `ValidationError` that names the file, the line and the key.
    init(_ path: String) throws {
        let file = FilePath(path)
        folder = file.removingLastComponent()
        do {
            let text = try ByteStreams.contents(of: file, limit: Self.sizeLimit)
            description = try CaseFileReader.read(String(decoding: text, as: UTF8.self))
        } catch let error as SourceError {
            throw ValidationError("--case \(path): \(error.errno)")
        } catch {
            throw ValidationError("--case \(path): \(error)")
        }
    }

    var evidence: [String] { description.evidence.map(resolved) }
    var scope: [String] { description.scope.map(\.glob) }
    var inventory: String? { description.inventory.map(resolved) }

    private func resolved(_ path: String) -> String {
        let path = FilePath(path)
        return path.isAbsolute || folder.isEmpty ? path.string : folder.pushing(path).string
    }
}
