// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import Reporting

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Write every event, normalised, one JSON object a line.",
        discussion: """
            Fields are those of the Elastic Common Schema; what it has no place for stands under logtrace. Events come \
            in the order of the input.

            EXAMPLES
              logtrace events var/log | jq 'select(.event.action == "retrieve") | .url.path // .file.path'
              zcat -f access.log* | logtrace events - > events.ndjson
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case ndjson
    }

    @OptionGroup var evidence: EvidenceOptions

    @Option(help: "The format on standard output.")
    var format: Format = .ndjson

    private static let pieceSize = 64 << 10

    func run() throws {
        let reading = try evidence.reading(jobs: 1)
        var writer = EventWriter()
        let output = OutputFile.standardOutput()
        var failure: OutputError?
        func flush() -> Bool {
            do {
                try output.write(writer.take())
                return true
            } catch {
                failure = error
                return false
            }
        }
        let artifacts = reading.forEachEvent { event, artifact, line, offset in
            writer.write(event, artifact: artifact, line: line, offset: offset)
            return writer.pendingByteCount < Self.pieceSize || flush()
        }
        if failure == nil { _ = flush() }
        if let failure {
            // Who reads through `head` has what was wanted; where SIGPIPE is ignored, the write fails instead.
            if failure.isClosedPipe { throw ExitStatus.noReport.exitCode }
            throw evidence.diagnostics.failure(failure.description).exitCode
        }
        let status = evidence.diagnostics.status(of: artifacts)
        if status != .complete { throw status.exitCode }
    }
}
