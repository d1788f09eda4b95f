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
            """)

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var jobs: JobsOption

    func run() async throws {
        let reading = try evidence.reading(jobs: jobs.count)
        let answers = CaseAnswers(await reading.ledger(), inventory: nil)
        let lines = EvidenceText.files(answers.evidence, total: answers.lines)
        do {
            try OutputFile.standardOutput().write(Array((lines.joined(separator: "\n") + "\n").utf8))
        } catch {
            throw evidence.diagnostics.failure(error.description).exitCode
        }
        let status = evidence.diagnostics.status(of: answers.evidence)
        if status != .complete { throw status.exitCode }
    }
}
