// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The report as text for a terminal or a mail: the answer first, long lists cut with a stated remainder.
package struct TextRenderer: ReportRenderer {
    package static let fileExtension = "txt"
    /// Rows shown of a list that may be long.
    private static let listLimit = 20

    private let style: TextStyle

    package init(style: TextStyle = .plain) {
        self.style = style
    }

    package func render<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var lines = ["logtrace \(report.toolVersion): exposure report, made \(report.generatedAt.iso8601)", ""]
        lines += summary(report)
        lines += ConclusionsText.lines(report.conclusions)
        lines += CoverageText.lines(report.conclusions)
        if let worksheet = report.worksheet { lines += WorksheetText.lines(worksheet) }
        lines += GapText.gaps(report.answers.gaps, limit: Self.listLimit)
        lines += GapText.coverage(report.answers.series)
        lines += channels(report.conclusions)
        lines += routes(report.answers)
        lines += files(report.answers)
        lines += unnamed(report.answers.retrievals.unnamed)
        lines += actors(report.answers)
        lines += EvidenceText.logs(
            report.answers.evidence, total: report.answers.lines, limit: Self.listLimit)
        lines += method(report)
        try write(style.rendered(lines))
    }

    // MARK: the answer

    private func summary(_ report: CaseReport) -> [String] {
        let answers = report.answers
        let proven = answers.exposure.proven
        var lines = ["PROVEN BY THE LOGS THAT ARE LEFT"] + timeRange(report.options)
        if proven.retrievals == 0 {
            lines.append(
                answers.lines.events == 0
                    ? "  Nothing: no event could be read. This says nothing about what happened."
                    : "  No retrieval\(ofWhat(answers)) was "
                        + "found. What was not logged, or whose log is missing, is not in this figure.")
        } else {
            let files = Quantities.count(proven.files, "file", "files")
            lines.append(
                "  \(files) left in \(Quantities.count(proven.retrievals, "retrieval", "retrievals")) by "
                    + "\(Quantities.count(proven.clients, "client", "clients")); at least "
                    + "\(Quantities.count(proven.completeFiles)) of them whole, "
                    + "\(Quantities.bytes(proven.byteCount)) counting each file once.")
            if let first = answers.exposure.span.first, let last = answers.exposure.span.last {
                lines.append(
                    "  First proven retrieval \(first.iso8601), last \(last.iso8601): exposure began no later, and ended no earlier."
                )
            }
            lines.append(
                "  Channels used: \(answers.usedChannels.map(\.rawValue).joined(separator: ", "))"
                    + (answers.usedChannels.count > 1 ? "; so there was more than one way out." : "."))
        }
        if let accessible = answers.exposure.accessible {
            var text = "  Reachable by inventory: \(Quantities.count(accessible.files, "file", "files"))"
            if let byteCount = accessible.byteCount { text += ", \(Quantities.bytes(byteCount))" }
            if let seconds = accessible.seconds {
                text += ", \(Quantities.count(Int64(seconds / 3600))) hours of audio"
            }
            lines.append(text + ".")
            if accessible.unreadLines > 0 {
                let unread = Quantities.count(accessible.unreadLines, "line", "lines")
                lines.append("  \(unread) of the inventory could not be read, so that more lay there than this.")
            }
        } else {
            lines.append("  What else lay there is unknown: no inventory was given (--inventory).")
        }
        // Said beside the numbers, since without it they would be taken for more than they are.
        lines.append("  These figures are a lower bound: not logged is not the same as not used.")
        return lines + [""]
    }

    /// What was found may lie outside of what counts.
    private func ofWhat(_ answers: CaseAnswers) -> String {
        if answers.exposure.accessible != nil { return " of a file in the inventory" }
        return answers.retrievals.files.isEmpty ? "" : " of a file in scope"
    }

    /// What was left out by time is no part of any figure, and nothing else beside them tells it.
    private func timeRange(_ options: [CaseReport.Option]) -> [String] {
        func value(_ name: String) -> String? {
            options.first { $0.name == name }.map { TerminalText.escaped(Array($0.values[0].utf8)) }
        }
        switch (value("since"), value("until")) {
        case (nil, nil):
            return []
        case (let since?, nil):
            return ["  Only events from \(since) on are counted (--since)."]
        case (nil, let until?):
            return ["  Only events before \(until) are counted (--until)."]
        case (let since?, let until?):
            return ["  Only events from \(since) on and before \(until) are counted (--since, --until)."]
        }
    }

    // MARK: tables

    private func channels(_ conclusions: CaseConclusions) -> [String] {
        let answers = conclusions.answers
        var table = TextTable([
            ("channel", .left), ("state", .left), ("events", .right), ("retrievals", .right), ("files", .right),
            ("bytes", .right), ("clients", .right), ("first event", .left), ("last event", .left),
        ])
        for state in answers.channelStates {
            let use = state.use
            guard use.events > 0 else {
                table.add([state.channel.rawValue, word(state.kind), "0"] + Array(repeating: "", count: 6))
                continue
            }
            table.add([
                state.channel.rawValue, word(state.kind), Quantities.count(use.events),
                Quantities.count(use.retrievals), Quantities.count(use.files), Quantities.bytes(use.byteCount),
                Quantities.count(use.clients), time(use.span.first), time(use.span.last),
            ])
        }
        let single = conclusions.singleChannel
        return ["CHANNELS"] + table.lines() + [""] + answers.channelStates.flatMap(why)
            + [
                "  That one channel was the only way out is \(word(single.verdict)): \(single.reasons.joined(separator: "; "))."
            ]
            + [""] + ConfigurationText.notes(answers.configuration)
    }

    private func why(_ state: ChannelState) -> [String] {
        // Where all is seen there is nothing to explain.
        guard state.kind == .blind || state.kind == .partlyObserved else { return [] }
        return state.reasons.prefix(Self.listLimit).map { "  \(state.channel.rawValue): \($0.text)" }
    }

    private func word(_ kind: ChannelState.Kind?) -> String {
        switch kind {
        case .observed: "observed"
        case .partlyObserved: "observed in part"
        case .blind: TextStyle.alarm("BLIND")
        case .absent: "absent"
        case nil: "unknown"
        }
    }

    private func word(_ verdict: SingleChannel.Verdict) -> String {
        verdict == .contradicted ? TextStyle.alarm(verdict.words) : verdict.words
    }

    private func routes(_ answers: CaseAnswers) -> [String] {
        var table = TextTable([
            ("route", .left), ("retrievals", .right), ("files", .right), ("bytes", .right), ("clients", .right),
            ("first", .left), ("last", .left),
        ])
        for route in answers.retrievals.routes where route.retrievals > 0 {
            table.add([
                TerminalText.escaped(route.id), Quantities.count(route.retrievals), Quantities.count(route.files),
                Quantities.bytes(route.byteCount), Quantities.count(route.clients), time(route.span.first),
                time(route.span.last),
            ])
        }
        return section("ROUTES OF RETRIEVAL", table) + openRoutes(answers)
    }

    private func openRoutes(_ answers: CaseAnswers) -> [String] {
        let routes = answers.retrievals.routes.filter { $0.state != .used }
        var table = TextTable([("route", .left), ("leads to", .left), ("state", .left)])
        for route in routes.prefix(Self.listLimit) {
            table.add([
                TerminalText.escaped(route.id), route.target.map(TerminalText.escaped) ?? "unknown",
                route.state.rawValue,
            ])
        }
        return section("FURTHER ROUTES BY THE CONFIGURATION, without a logged retrieval", table, total: routes.count)
    }

    private func files(_ answers: CaseAnswers) -> [String] {
        let inScope = answers.retrievals.files.filter(\.isInScope)
        let shown = inScope.sorted { left, right in
            left.retrievals != right.retrievals
                ? left.retrievals > right.retrievals : left.path.lexicographicallyPrecedes(right.path)
        }.prefix(Self.listLimit)
        var table = TextTable([
            ("retrievals", .right), ("clients", .right), ("whole", .left), ("size", .right), ("channels", .left),
            ("file", .left),
        ])
        for file in shown {
            table.add([
                Quantities.count(file.retrievals), Quantities.count(file.clients.count), yesNo(file.isComplete),
                Quantities.bytes(file.size), unique(file.ways.map(\.channel.rawValue)).joined(separator: " "),
                TerminalText.escaped(file.path),
            ])
        }
        var lines = section("FILES RETRIEVED, most often first", table, total: inScope.count)
        let others = answers.retrievals.files.count - inScope.count
        if others > 0 {
            if lines.isEmpty { lines = ["FILES RETRIEVED", ""] }
            let paths =
                answers.exposure.accessible == nil
                ? Quantities.count(others, "other path out of scope", "other paths out of scope")
                : Quantities.count(
                    others, "other path that is no file of the inventory",
                    "other paths that are no files of the inventory")
            lines.insert("  \(paths): all in the JSON report.", at: lines.count - 1)
        }
        return lines
    }

    /// How many files these were is not told by any number here.
    private func unnamed(_ unnamed: [UnnamedRetrieval]) -> [String] {
        let shown = unnamed.sorted { left, right in
            left.byteCount != right.byteCount
                ? left.byteCount > right.byteCount : left.address.lexicographicallyPrecedes(right.address)
        }.prefix(Self.listLimit)
        var table = TextTable([
            ("retrievals", .right), ("bytes", .right), ("clients", .right), ("channel", .left), ("first", .left),
            ("last", .left), ("asked for", .left),
        ])
        for row in shown {
            table.add([
                Quantities.count(row.retrievals), Quantities.bytes(row.byteCount), Quantities.count(row.clients),
                row.channel.rawValue, time(row.span.first), time(row.span.last), TerminalText.escaped(row.address),
            ])
        }
        return section(
            "RETRIEVALS OF UNKNOWN FILES (shares by their token, folders in archives), most bytes first", table,
            total: unnamed.count)
    }

    private func actors(_ answers: CaseAnswers) -> [String] {
        let active = answers.actors.filter { $0.retrievals > 0 }
        let shown = active.sorted { left, right in
            left.files != right.files ? left.files > right.files : left.id.lexicographicallyPrecedes(right.id)
        }.prefix(Self.listLimit)
        var table = TextTable([
            ("address", .left), ("files", .right), ("retrievals", .right), ("bytes", .right), ("first event", .left),
            ("last event", .left), ("channels", .left), ("users", .left), ("program", .left),
        ])
        for actor in shown {
            table.add([
                TerminalText.escaped(actor.id), Quantities.count(actor.files), Quantities.count(actor.retrievals),
                Quantities.bytes(actor.byteCount), time(actor.span.first), time(actor.span.last),
                actor.channels.map(\.rawValue).joined(separator: " "),
                some(actor.users, limit: 24), some(actor.agents, limit: 40),
            ])
        }
        return section("CLIENTS THAT RETRIEVED, most files first", table, total: active.count)
    }

    private func method(_ report: CaseReport) -> [String] {
        ["HOW THIS WAS COUNTED"]
            + MethodWords.sentences(report).flatMap { sentence in
                ConclusionsText.wrapped(TerminalText.escaped(Array(sentence.utf8)), indent: "  ")
            } + ["", "NEXT"] + NextCommand.lines(report).map { "  " + $0 }
    }

    // MARK: parts

    private func section(_ title: String, _ table: TextTable, total: Int? = nil) -> [String] {
        guard !table.isEmpty else { return [] }
        var lines = [title] + table.lines()
        if let total, total > Self.listLimit {
            lines.append("  … and \(Quantities.count(total - Self.listLimit)) more: all in the JSON report.")
        }
        return lines + [""]
    }

    private func time(_ instant: Instant?) -> String { instant?.iso8601 ?? "unknown" }

    private func yesNo(_ answer: Bool?) -> String { answer.map { $0 ? "yes" : "no" } ?? "unknown" }

    private func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func some(_ texts: [[UInt8]], limit: Int) -> String {
        guard let first = texts.first else { return "" }
        let text = TerminalText.escaped(first)
        let cut = text.count > limit ? text.prefix(limit - 1) + "…" : text[...]
        return texts.count > 1 ? "\(cut) (+\(texts.count - 1))" : String(cut)
    }
}
