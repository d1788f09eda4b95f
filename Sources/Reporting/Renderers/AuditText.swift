// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// An audit as text for a terminal: each channel in a line, and then what to change.
package enum AuditText {
    package static func render(_ report: AuditReport, style: TextStyle = .plain) -> [UInt8] {
        style.rendered(lines(report))
    }

    private static func lines(_ report: AuditReport) -> [String] {
        var lines = [title(report), ""]
        guard !report.channels.isEmpty else {
            return lines + [
                "  No configuration of a daemon was found, so that nothing is known of any channel.",
                "  This does not say that there is none.",
            ] + ConfigurationText.notes(report.configuration)
        }
        lines += ["CHANNELS"] + table(report).lines() + [""]
        lines += ["WHY"] + report.channels.flatMap(why) + [""]
        let changes = report.channels.flatMap(changes)
        if !changes.isEmpty { lines += ["WHAT TO CHANGE"] + changes + [""] }
        lines += missing(report)
        return lines + ConfigurationText.notes(report.configuration)
    }

    private static func title(_ report: AuditReport) -> String {
        let host = report.configuration.hostName.map { " of \(TerminalText.escaped($0))" } ?? ""
        return "logtrace \(report.toolVersion): what the logs\(host) could account for, \(report.generatedAt.iso8601)"
    }

    private static func table(_ report: AuditReport) -> TextTable {
        var table = TextTable([
            ("channel", .left), ("daemon", .left), ("retrievals", .left), ("kept", .left), ("login", .left),
            ("encrypted", .left), ("log", .left),
        ])
        for audit in report.channels {
            table.add([
                audit.service.channel.rawValue, audit.service.daemon.rawValue, word(audit.verdict), kept(audit),
                audit.verdict == .off ? "" : yesNo(audit.service.requiresAuthentication),
                audit.verdict == .off ? "" : yesNo(audit.service.isEncrypted),
                audit.logs.map { TerminalText.escaped($0.log.path ?? []) }.joined(separator: " "),
            ])
        }
        return table
    }

    private static func word(_ verdict: ChannelAudit.Verdict) -> String {
        switch verdict {
        case .accountable: "logged"
        case .partly: "logged in part"
        case .blind: TextStyle.alarm("NOT LOGGED")
        case .unknown: "unknown"
        case .off: "off"
        }
    }

    /// The shortest of its logs.
    private static func kept(_ audit: ChannelAudit) -> String {
        let days = audit.logs.compactMap { log -> Int? in if case .days(let days) = log.retention { days } else { nil }
        }
        if let shortest = days.min() {
            return shortest < 1000
                ? Quantities.count(shortest, "day", "days") : Quantities.count(shortest / 365, "year", "years")
        }
        switch audit.logs.first?.retention {
        case .unlimited: return "for ever"
        case .notRotated: return "not rotated"
        case .bySize: return "by size"
        case .days, nil: return ""
        }
    }

    private static func yesNo(_ answer: Bool?) -> String { answer.map { $0 ? "yes" : "no" } ?? "in part" }

    private static func why(_ audit: ChannelAudit) -> [String] {
        audit.service.reasons.map {
            "  \(audit.service.channel.rawValue), \(audit.service.daemon.rawValue): \($0.text)"
        }
    }

    private static func changes(_ audit: ChannelAudit) -> [String] {
        audit.advice.flatMap { advice -> [String] in
            let line = "  \(audit.service.channel.rawValue), \(audit.service.daemon.rawValue): \(advice.text)"
            return [line] + (advice.remedy.map { ["      \(TerminalText.escaped(Array($0.utf8)))"] } ?? [])
        }
    }

    /// Not found is not the same as not there.
    private static func missing(_ report: AuditReport) -> [String] {
        let found = Set(report.channels.map(\.service.channel))
        let others = Channel.allCases.filter { $0 != .ssh && !found.contains($0) }
        guard !others.isEmpty else { return [] }
        return [
            "NO CONFIGURATION FOUND",
            "  \(others.map(\.rawValue).joined(separator: ", ")): whether they are offered is unknown.",
            "",
        ]
    }
}
