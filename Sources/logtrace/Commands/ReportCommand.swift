// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import ByteStreams
import CaseBatch
import CasePipeline
import EvidenceModel
import Reporting
import SystemPackage

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the exposure report (the default command).",
        discussion: """
            EXAMPLES
              logtrace report --inventory files.csv /mnt/copy
              logtrace report --case case.yaml -o report.html
              logtrace report -o report.json -o report.txt -o tables/ var/log
              logtrace report --case case.yaml --notification sv -o report.html --worksheet notification.md
              zcat -f access.log* | logtrace --format json | jq .exposure.proven

            An inventory, what lay on the machine, is a CSV file with the columns path,size,mtime (and seconds, for \
            audio), a bodyfile of The Sleuth Kit, or the output of find -printf '%s\\t%T@\\t%p\\n'. With it, only \
            retrievals of its files count.
            """)

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var jobs: JobsOption
    @OptionGroup var result: ReportOptions

    @OptionGroup(visibility: .hidden) var batch: BatchPartOptions

    func run() async throws {
        let diagnostics = evidence.diagnostics
        let part = batch.begin()
        let loaded = try evidence.loadedCase()
        let inputs = try part.map { _ in try manifestInputs(result.inventory ?? loaded?.inventory) }
        if let part, let inputs {
            let named = try part.checked(evidence.named(loaded), of: evidence.caseFile)
            if part.holdsStill(inputs, evidence: named) { return }
        }
        let outside = try result.outside(loaded, diagnostics)
        let progress = part?.progress ?? evidence.beginReading()
        let rejects = try evidence.openRejects()
        let reading = try evidence.reading(jobs: jobs.count, rejects, progress)
        let line = evidence.show(progress)
        let ledger = await reading.ledger()
        line?.stop()
        try evidence.finish(rejects)
        try result.finish(
            ledger, reading.plan, outside, options: evidence.reported, diagnostics
        ) { report, status throws(OutputError) in
            if let part, let inputs { try part.finish(report, inputs, status) }
        }
    }

    /// What a batch notes of what the report rests on, but for the evidence.
    private func manifestInputs(_ inventory: String?) throws -> CaseManifest.Inputs {
        do {
            return CaseManifest.Inputs(
                toolVersion: LogTrace.version,
                options: (result.reported(evidence.reported).map { .init(name: $0.name, values: $0.values) }
                    + (evidence.strict ? [.init(name: "strict", values: [])] : [])).sorted { $0.name < $1.name },
                caseFile: try CaseOfBatch.input(evidence.caseFile), inventory: try CaseOfBatch.input(inventory),
                evidence: [])
        } catch {
            throw evidence.diagnostics.failure("\(error.path): \(error.errno)").exitCode
        }
    }
}
