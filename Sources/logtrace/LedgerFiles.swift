// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import SystemPackage

/// Ledger files that the user names.
enum LedgerFiles {
    static func open(_ path: String, _ diagnostics: Diagnostics) throws -> LedgerFile {
        do {
            return try LedgerFile(opening: FilePath(path))
        } catch {
            throw diagnostics.failure("\(path): \(error)").exitCode
        }
    }

    /// All of them as one.
    static func merged(_ paths: [String], _ diagnostics: Diagnostics) throws -> LedgerFile {
        var sum = try open(paths[0], diagnostics)
        for path in paths.dropFirst() {
            let part = try open(path, diagnostics)
            do {
                try sum.merge(part)
            } catch {
                throw diagnostics.failure("\(path): \(error)").exitCode
            }
        }
        return sum
    }
}
