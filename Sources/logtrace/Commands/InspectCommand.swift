// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import CasePipeline
import EvidenceModel
import Reporting

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Tell what the evidence is: files, formats, time ranges, line accounts, damage, digests.",
        discussion: """
            EXAMPLES
              logtrace inspect var/log
              logtrace inspect access.log.2.gz
              logtrace inspect --format json var/log | jq '.evidence[] | select(.damage != [])'
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var jobs: JobsOption

    @Option(help: "The format on standard output.")
    var format: Format = .text

    func run() async throws {
        let progress = evidence.beginReading()
        let rejects = try evidence.openRejects()
        let reading = try evidence.reading(jobs: jobs.count, rejects, progress)
        let line = evidence.show(progress)
        let answers = CaseAnswers(await reading.ledger(), inventory: nil)
        line?.stop()
        try evidence.finish(rejects)
        let output = OutputFile.standardOutput()
        do {
            switch format {
            case .text:
                let lines = EvidenceText.files(answers.evidence, total: answers.lines)
                try output.write(Array((lines.joined(separator: "\n") + "\n").utf8))
            case .json:
                try JSONRenderer().inspection(answers, toolVersion: LogTrace.version) { bytes throws(OutputError) in
                    try output.write(bytes)
                }
            }
        } catch {
            throw evidence.diagnostics.failure(error.description).exitCode
        }
        let status = evidence.diagnostics.status(of: answers.evidence)
        if status != .complete { throw status.exitCode }
    }
}
