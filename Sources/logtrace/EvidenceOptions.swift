// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import LogFormats
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

    @Option(
        help: ArgumentHelp(
            "The zone of stamps that state none, as Europe/Stockholm or +01:00. Otherwise etc/timezone or etc/localtime in the evidence tells it, else UTC is assumed, and the report says so.",
            valueName: "zone"))
    var timezone: String?

    @Option(
        help: ArgumentHelp(
            "A format that access logs may have, as '%h %l %u %t \"%r\" %>s %O', one of common, combined, vhost_combined and combinedio, or with the variables of nginx; repeatable.",
            valueName: "format"))
    var logFormat: [String] = []

    @Option(
        help: ArgumentHelp(
            "Leave out events before this, as 2019-02-15, 2019-02-15T12:00+01:00 (UTC without an offset) or 30d ago. Their lines are accounted for all the same.",
            valueName: "time"))
    var since: TimeArgument?

    @Option(help: ArgumentHelp("Leave out events at or after this.", valueName: "time"))
    var until: TimeArgument?

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

    /// Nil where nobody would see it.
    func progress() -> ReadingProgress? {
        quiet || noProgress || !Surroundings.isErrorTerminal ? nil : ReadingProgress()
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
        if let timezone { _ = try zone(timezone, of: "--timezone") }
        if let zone = loaded?.description.zone { _ = try self.zone(zone, of: "--case: timezone") }
        _ = try accessLogFormats()
        let now = Surroundings.reportTime
        if let since, let until, since.instant(now: now) >= until.instant(now: now) {
            throw ValidationError("--since \(since.text) is not before --until \(until.text): no event lies between.")
        }
    }

    /// - Parameter rejected: Where lines go that no format fits.
    /// Read anew by each who asks: options hold no state.
    func loadedCase() throws -> LoadedCase? { try caseFile.map { try LoadedCase($0) } }

    func reading(jobs: Int, _ rejected: RejectsFile?, _ progress: ReadingProgress? = nil) throws -> CaseReading {
        let now = Surroundings.reportTime
        let loaded = try loadedCase()
        var options = CaseReading.Options(
            zone: try zone(loaded), since: since?.instant(now: now), until: until?.instant(now: now), jobs: jobs,
            now: now, accessLogFormats: try accessLogFormats())
        options.progress = progress
        if let rejected { options.reject = { artifact, line, text in rejected.write(text, of: artifact, line) } }
        var named = evidence.isEmpty ? loaded?.evidence ?? [] : evidence
        if named.isEmpty { named = [EvidenceWalker.standardInputName] }
        let reading = CaseReading(named, options)
        if let problem = reading.plan.zone.problem { diagnostics.note("the evidence's time zone: \(problem)") }
        return reading
    }

    /// What is said on the command line wins over the case file, and that over the evidence.
    private func zone(_ loaded: LoadedCase?) throws -> ZoneRules? {
        if let timezone { return try zone(timezone, of: "--timezone") }
        return try loaded?.description.zone.map { try zone($0, of: "--case: timezone") }
    }

    private func zone(_ name: String, of option: String) throws -> ZoneRules {
        do {
            return try ZoneFinder.zone(named: name)
        } catch {
            throw ValidationError("\(option): \(error)")
        }
    }

    private func accessLogFormats() throws -> [AccessLogFormat] {
        try logFormat.map { text in
            do {
                let isOfNginx = text.contains("$") && !text.contains("%")
                return isOfNginx
                    ? try AccessLogFormat(compilingNginx: Array(text.utf8))
                    : try AccessLogFormat(compiling: Array(text.utf8))
            } catch {
                throw ValidationError("--log-format \(text): \(error).")
            }
        }
    }

    /// As they were given, for the report.
    var reported: [CaseReport.Option] {
        var options: [CaseReport.Option] = []
        if let caseFile { options.append(.init(name: "case", value: caseFile)) }
        if let timezone { options.append(.init(name: "timezone", value: timezone)) }
        if !logFormat.isEmpty { options.append(.init(name: "log_format", values: logFormat)) }
        if let since { options.append(.init(name: "since", value: since.text)) }
        if let until { options.append(.init(name: "until", value: until.text)) }
        return options
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
