// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import Synchronization

/// The file that `--rejects` names.
final class RejectsFile: Sendable {
    private struct State: ~Copyable {
        var file: OutputFile
        var pending: [UInt8] = []
        /// The first failure; what follows it is not written.
        var failure: OutputError?

        mutating func flush() {
            guard failure == nil else { return }
            do {
                try file.write(pending)
            } catch {
                failure = error
            }
            pending.removeAll(keepingCapacity: true)
        }

        mutating func finish() {
            guard failure == nil else { return }
            do {
                try file.finish()
            } catch {
                failure = error
            }
        }
    }

    private static let pieceSize = 64 << 10
    private let state: Mutex<State>

    init(_ path: String) throws(OutputError) {
        state = Mutex(State(file: try .file(path)))
    }

    func write(_ text: [UInt8]?, of artifact: [UInt8], _ line: MalformedLine) {
        state.withLock { state in
            state.pending += RejectWriter.line(line, of: artifact, text: text)
            if state.pending.count >= Self.pieceSize { state.flush() }
        }
    }

    /// Gives the file its name.
    func finish() throws(OutputError) {
        let failure = state.withLock { state in
            state.flush()
            state.finish()
            return state.failure
        }
        if let failure { throw failure }
    }
}

extension EvidenceOptions {
    /// Opened before anything is read, so that a file that cannot be written is told at once.
    func openRejects() throws -> RejectsFile? {
        do {
            return try rejects.map(RejectsFile.init)
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
    }

    func finish(_ rejects: RejectsFile?) throws {
        do {
            try rejects?.finish()
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
    }
}
