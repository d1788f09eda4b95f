// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import LogFormats
import Reporting

/// How logs are to be understood, and which time of them counts.
struct LogOptions: ParsableArguments {
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

    func validate() throws {
        if let timezone { _ = try Self.zone(timezone, of: "--timezone") }
        _ = try accessLogFormats()
        let now = Surroundings.reportTime
        if let since, let until, since.instant(now: now) >= until.instant(now: now) {
            throw ValidationError("--since \(since.text) is not before --until \(until.text): no event lies between.")
        }
    }

    static func zone(_ name: String, of option: String) throws -> ZoneRules {
        do {
            return try ZoneFinder.zone(named: name)
        } catch {
            throw ValidationError("\(option): \(error)")
        }
    }

    func accessLogFormats() throws -> [AccessLogFormat] { try Self.accessLogFormats(logFormat) }

    static func accessLogFormats(_ texts: [String]) throws -> [AccessLogFormat] {
        try texts.map { text in
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

    /// As a ledger keeps them.
    ///
    /// - Parameter caseTimezone: What the case file says of the zone.
    func settings(caseTimezone: String?) -> ScanSettings {
        let now = Surroundings.reportTime
        return ScanSettings(
            timezone: timezone, caseTimezone: caseTimezone, logFormats: logFormat,
            since: since.map { .init(text: $0.text, instant: $0.instant(now: now)) },
            until: until.map { .init(text: $0.text, instant: $0.instant(now: now)) })
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

    /// The same once more, for the process of a case.
    var arguments: [String] {
        let zone = timezone.map { "--timezone=\($0)" }
        let bounds = [since.map { "--since=\($0.text)" }, until.map { "--until=\($0.text)" }]
        return ([zone] + bounds).compactMap { $0 } + logFormat.map { "--log-format=\($0)" }
    }
}
