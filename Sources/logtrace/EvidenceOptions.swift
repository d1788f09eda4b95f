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
        if evidence.isEmpty, Surroundings.isInputTerminal {
            throw ValidationError(
                "No evidence: name files or folders, or pipe a log in, as in 'zcat -f access.log* | logtrace'.")
        }
        if evidence.count(where: { $0 == EvidenceWalker.standardInputName }) > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
        if let timezone { _ = try zone(timezone) }
        _ = try accessLogFormats()
        let now = Surroundings.reportTime
        if let since, let until, since.instant(now: now) >= until.instant(now: now) {
            throw ValidationError("--since \(since.text) is not before --until \(until.text): no event lies between.")
        }
    }

    /// - Parameter rejected: Where lines go that no format fits.
    func reading(jobs: Int, _ rejected: RejectsFile?, _ progress: ReadingProgress? = nil) throws -> CaseReading {
        let now = Surroundings.reportTime
        var options = CaseReading.Options(
            zone: try timezone.map(zone), since: since?.instant(now: now), until: until?.instant(now: now), jobs: jobs,
            now: now, accessLogFormats: try accessLogFormats())
        options.progress = progress
        if let rejected { options.reject = { artifact, line, text in rejected.write(text, of: artifact, line) } }
        let reading = CaseReading(evidence.isEmpty ? [EvidenceWalker.standardInputName] : evidence, options)
        if let problem = reading.plan.zone.problem { diagnostics.note("the evidence's time zone: \(problem)") }
        return reading
    }

    private func zone(_ name: String) throws -> ZoneRules {
        do {
            return try ZoneFinder.zone(named: name)
        } catch {
            throw ValidationError("--timezone: \(error)")
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
