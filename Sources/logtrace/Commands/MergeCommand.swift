// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import Reporting
import SystemPackage

struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one report, or one ledger, of the ledgers that scan wrote.",
        discussion: """
            EXAMPLES
              logtrace merge *.ledger -o report.json -o report.html
              logtrace merge --case case.yaml 1.ledger 2.ledger
              logtrace merge 1.ledger 2.ledger --ledger both.ledger

            The report is byte for byte that of one run over all the evidence, whatever its parts and their order. A ledger that \
            is damaged, or of a newer version, is refused by its name.
            """)

    @Argument(help: ArgumentHelp("Ledgers of one case.", valueName: "ledger"))
    var ledgers: [String]

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "What is known of the case from outside its logs, in YAML, as for report. Its evidence is not read.",
            valueName: "file"))
    var caseFile: String?

    @Option(
        help: ArgumentHelp(
            "Write one ledger of all of them to this file, instead of a report. As with --output, a file is replaced, and a device or a pipe written into.",
            valueName: "file"))
    var ledger: String?

    @OptionGroup var jobs: JobsOption
    @OptionGroup var result: ReportOptions

    @Flag(help: "Let any line that no format fits make the status 1.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but what ends the run.")
    var quiet = false

    private var diagnostics: Diagnostics { Diagnostics(isQuiet: quiet, isStrict: strict) }

    func validate() throws {
        if ledger != nil, !result.output.isEmpty {
            throw ValidationError(
                "--ledger: write one ledger, or reports (--output); that ledger can be merged again for them.")
        }
        _ = try caseFile.map(LoadedCase.init)
    }

    func run() async throws {
        let sum = try LedgerFiles.merged(ledgers, diagnostics)
        if let ledger {
            do {
                var file = try OutputFile.file(ledger)
                try file.write(sum.bytes)
                try file.finish()
            } catch {
                throw diagnostics.failure(error.description).exitCode
            }
            return
        }
        try await report(sum)
    }

    private func report(_ sum: LedgerFile) async throws {
        let loaded = try caseFile.map(LoadedCase.init)
        let outside = try result.outside(loaded, diagnostics)
        do {
            let merge = try CaseMerge(sum, try options(sum.settings, loaded))
            if let problem = merge.plan.zone.problem { diagnostics.note("the evidence's time zone: \(problem)") }
            if !merge.readAgain.isEmpty {
                let count = Quantities.count(merge.readAgain.count, "file is", "files are")
                diagnostics.note("\(count) read again: another part tells how, or goes on")
            }
            let ledger = try await merge.ledger()
            try result.finish(ledger, merge.plan, outside, options: reported(sum.settings), diagnostics)
        } catch let error as CaseMergeError {
            throw diagnostics.failure("\(error)").exitCode
        }
    }

    private func options(_ settings: ScanSettings, _ loaded: LoadedCase?) throws -> CaseReading.Options {
        let zone: ZoneRules? =
            if let timezone = settings.timezone {
                try LogOptions.zone(timezone, of: "--timezone")
            } else if let timezone = loaded?.description.zone ?? settings.caseTimezone {
                try LogOptions.zone(timezone, of: "--case: timezone")
            } else { nil }
        return CaseReading.Options(
            zone: zone, since: settings.since?.instant, until: settings.until?.instant, jobs: jobs.count,
            now: Surroundings.reportTime, accessLogFormats: try LogOptions.accessLogFormats(settings.logFormats))
    }

    /// As one run over all the evidence has them.
    private func reported(_ settings: ScanSettings) -> [CaseReport.Option] {
        var options: [CaseReport.Option] = []
        if let caseFile { options.append(.init(name: "case", value: caseFile)) }
        if let timezone = settings.timezone { options.append(.init(name: "timezone", value: timezone)) }
        if !settings.logFormats.isEmpty { options.append(.init(name: "log_format", values: settings.logFormats)) }
        if let since = settings.since { options.append(.init(name: "since", value: since.text)) }
        if let until = settings.until { options.append(.init(name: "until", value: until.text)) }
        return options
    }
}
