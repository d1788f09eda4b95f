// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import Reporting

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Write every event, normalised, one a line.",
        discussion: """
            Fields are those of the Elastic Common Schema; what it has no place for stands under logtrace. Events come \
            in the order of the input, and at once where the input is a pipe that waits for more.

            EXAMPLES
              logtrace events var/log | jq 'select(.event.action == "retrieve") | .url.path // .file.path'
              zcat -f access.log* | logtrace events - > events.ndjson
              tail -F access.log | logtrace events
            """)

    @OptionGroup var evidence: EvidenceOptions

    @Option(
        help:
            "The format on standard output: ndjson, csv, timesketch (JSONL for Timesketch), bodyfile (for mactime) or l2tcsv (log2timeline)."
    )
    var format: EventFormat = .ndjson

    private static let pieceSize = 64 << 10

    func run() throws {
        let progress = evidence.beginReading()
        let rejects = try evidence.openRejects()
        let reading = try evidence.reading(jobs: 1, rejects, progress)
        // On a terminal, or behind a pipe to one, the events themselves show how far it is.
        let line = Surroundings.isOutputRegularFile ? evidence.show(progress) : nil
        var writer = format.writer
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
        let artifacts = reading.forEachEvent(beforeWaiting: { _ = flush() }) { event, artifact, line, offset in
            writer.write(event, artifact: artifact, line: line, offset: offset)
            return writer.pendingByteCount < Self.pieceSize || flush()
        }
        if failure == nil { _ = flush() }
        line?.stop()
        if let failure {
            // Who reads through `head` has what was wanted; where SIGPIPE is ignored, the write fails instead.
            if failure.isClosedPipe { throw ExitStatus.noReport.exitCode }
            throw evidence.diagnostics.failure(failure.description).exitCode
        }
        try evidence.finish(rejects)
        let status = evidence.diagnostics.status(of: artifacts)
        if status != .complete { throw status.exitCode }
    }
}

extension EventFormat: ExpressibleByArgument {}
