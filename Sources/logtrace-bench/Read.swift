// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import CasePipeline
import EvidenceModel

/// What comes before answers and their rendering: the rest of a report's time is theirs.
struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read logs as a report does, make none, and print how many lines that makes.")

    @Option(help: "How many files to read at the same time.")
    var jobs = 1

    @Argument(help: "Files or folders.")
    var evidence: [String]

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    }

    func run() async {
        let ledger = await CaseReading(evidence, .init(jobs: jobs)).ledger()
        print(ledger.artifacts.reduce(0) { $0 + ($1.lines?.total ?? 0) })
    }
}
