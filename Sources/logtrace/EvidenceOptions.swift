// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import Reporting

/// What every command that reads evidence takes.
struct EvidenceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files or folders to read; - for standard input, which is also read when a log is piped in and nothing is named.",
            valueName: "evidence"))
    var evidence: [String] = []

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "What is known of the case from outside its logs, in YAML: zone, evidence, inventory, scope, witnesses, channels, claims, observations, notification. Its evidence is read where none is named here.",
            valueName: "file"))
    var caseFile: String?

    @OptionGroup var logs: LogOptions

    @Option(
        help: ArgumentHelp(
            "Write every line that no format fits to this file, one JSON object a line: artifact, line, offset, what was expected, and the line itself. Files are then read one after the other.",
            valueName: "file"))
    var rejects: String?

    @Flag(help: "Let any line that no format fits make the status 1.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but what ends the run.")
    var quiet = false

    @Flag(help: "Show no progress on the terminal.")
    var noProgress = false

    /// Shown on a terminal from now on; nil where nobody would see it.
    func show(_ progress: ReadingProgress) -> ProgressLine? {
        quiet || noProgress || !Surroundings.isErrorTerminal ? nil : ProgressLine(progress)
    }

    /// What is read from now on, which an interruption tells.
    func beginReading() -> ReadingProgress {
        let progress = ReadingProgress()
        do {
            try Interruption.tell {
                let state = progress.current
                return ProgressText.part(
                    files: state.fileCount, of: state.all?.fileCount, read: state.byteCount, of: state.all?.byteCount,
                    lines: state.lineCount)
            }
        } catch {
            diagnostics.note("a pipe: \(error); an interruption will not say what was done")
        }
        return progress
    }

    var diagnostics: Diagnostics { Diagnostics(isQuiet: quiet, isStrict: strict) }

    func validate() throws {
        let loaded = try loadedCase()
        if evidence.isEmpty, loaded?.evidence.isEmpty ?? true, Surroundings.isInputTerminal {
            throw ValidationError(
                "No evidence: name files or folders, or pipe a log in, as in 'zcat -f access.log* | logtrace'.")
        }
        if evidence.count(where: { $0 == EvidenceWalker.standardInputName }) > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
        if let zone = loaded?.description.zone { _ = try LogOptions.zone(zone, of: "--case: timezone") }
    }

    /// Read anew by each who asks: options hold no state.
    func loadedCase() throws -> LoadedCase? { try caseFile.map { try LoadedCase($0) } }

    /// What is named here, else in the case file; empty where neither names anything.
    func named(_ loaded: LoadedCase?) -> [String] { evidence.isEmpty ? loaded?.evidence ?? [] : evidence }

    /// - Parameter rejected: Where lines go that no format fits.
    func reading(jobs: Int, _ rejected: RejectsFile?, _ progress: ReadingProgress) throws -> CaseReading {
        let loaded = try loadedCase()
        let reading = CaseReading(
            streamOr(named(loaded)), try options(loaded, jobs: jobs, rejected, progress))
        if let problem = reading.plan.zone.problem { diagnostics.note("the evidence's time zone: \(problem)") }
        return reading
    }

    /// Standard input, where nothing is named.
    func streamOr(_ named: [String]) -> [String] { named.isEmpty ? [EvidenceWalker.standardInputName] : named }

    func options(
        _ loaded: LoadedCase?, jobs: Int, _ rejected: RejectsFile?, _ progress: ReadingProgress
    ) throws -> CaseReading.Options {
        let now = Surroundings.reportTime
        var options = CaseReading.Options(
            zone: try zone(loaded), since: logs.since?.instant(now: now), until: logs.until?.instant(now: now),
            jobs: jobs, now: now, accessLogFormats: try logs.accessLogFormats())
        options.progress = progress
        if let rejected { options.reject = { artifact, line, text in rejected.write(text, of: artifact, line) } }
        return options
    }

    /// What is said on the command line wins over the case file, and that over the evidence.
    private func zone(_ loaded: LoadedCase?) throws -> ZoneRules? {
        if let timezone = logs.timezone { return try LogOptions.zone(timezone, of: "--timezone") }
        return try loaded?.description.zone.map { try LogOptions.zone($0, of: "--case: timezone") }
    }

    /// As they were given, for the report.
    var reported: [CaseReport.Option] {
        (caseFile.map { [.init(name: "case", value: $0)] } ?? []) + logs.reported
    }
}

/// How many artifacts are read at the same time.
struct JobsOption: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help:
            "How many files to read at the same time; as many as there are processors, if not given. The report is the same for any."
    )
    var jobs: Int?

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs takes a number from 1 to 256, not \(jobs).")
        }
    }

    var count: Int { jobs ?? Surroundings.processorCount }
}
