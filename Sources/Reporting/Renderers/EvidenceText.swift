// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The evidence in text: what was read, what was not, and what is damaged. Nothing that was handed in is left out.
package enum EvidenceText {
    /// Every file with its digest.
    package static func files(_ evidence: [Artifact], total: LineAccount) -> [String] {
        var table = TextTable([
            ("file", .left), ("log", .left), ("format", .left), ("lines", .right), ("events", .right),
            ("without event", .right),
            ("malformed", .right), ("duplicate", .right), ("first", .left), ("last", .left), ("SHA-256", .left),
        ])
        for artifact in evidence {
            let log = artifact.series.map { TerminalText.escaped(Array($0.utf8)) } ?? "-"
            var cells = [TerminalText.escaped(artifact.path), log, format(artifact)]
            cells += artifact.lines.map(account) ?? ["-", "-", "-", "-", "-"]
            cells += [artifact.first?.iso8601 ?? "-", artifact.last?.iso8601 ?? "-", artifact.sha256 ?? "-"]
            table.add(cells)
        }
        return head(evidence, total) + table.lines() + [""] + damage(evidence, limit: .max)
            + clocks(evidence, limit: .max)
    }

    /// The files of each log together.
    static func logs(_ evidence: [Artifact], total: LineAccount, limit: Int) -> [String] {
        head(evidence, total) + logTable(evidence) + others(evidence) + damage(evidence, limit: limit)
            + clocks(evidence, limit: limit)
    }

    private static func head(_ evidence: [Artifact], _ total: LineAccount) -> [String] {
        [
            "EVIDENCE",
            "  \(Quantities.count(evidence.count, "file", "files")), \(Quantities.count(total.total, "line", "lines")) = "
                + "\(Quantities.count(total.events, "event", "events")) + \(Quantities.count(total.ignored)) without event + "
                + "\(Quantities.count(total.malformed)) malformed + \(Quantities.count(total.duplicate)) duplicate",
        ]
    }

    private static func account(_ lines: LineAccount) -> [String] {
        [lines.total, lines.events, lines.ignored, lines.malformed, lines.duplicate].map { Quantities.count($0) }
    }

    // MARK: by log

    private static func logTable(_ evidence: [Artifact]) -> [String] {
        var table = TextTable([
            ("log", .left), ("format", .left), ("files", .right), ("lines", .right), ("events", .right),
            ("without event", .right), ("malformed", .right), ("duplicate", .right), ("first", .left), ("last", .left),
        ])
        for log in groups(evidence.filter { isLog($0.content) }) {
            let lines = log.artifacts.reduce(into: LineAccount()) { $0 += $1.lines ?? LineAccount() }
            var cells = [log.name, log.format, Quantities.count(log.artifacts.count)]
            cells += account(lines)
            cells.append(log.artifacts.lazy.compactMap(\.first).min()?.iso8601 ?? "-")
            cells.append(log.artifacts.lazy.compactMap(\.last).max()?.iso8601 ?? "-")
            table.add(cells)
        }
        return table.isEmpty
            ? [
                "  No file is a log of a known format. --log-format tells that of an access log, and --rejects FILE",
                "  lists the lines that fit none.",
            ] : table.lines()
    }

    /// What was not read as a log, and why: a reader must not take its silence for an answer.
    private static func others(_ evidence: [Artifact]) -> [String] {
        var table = TextTable([("", .left), ("", .left), ("", .right), ("", .right)])
        for group in groups(evidence.filter { !isLog($0.content) && $0.content != .configuration }) {
            let lines = group.artifacts.reduce(0) { $0 + ($1.lines?.total ?? 0) }
            let bytes = group.artifacts.reduce(0) { $0 + ($1.byteCount ?? 0) }
            table.add([
                group.name, group.format, Quantities.count(group.artifacts.count, "file", "files"),
                lines > 0 ? Quantities.count(lines, "line", "lines") : Quantities.bytes(bytes),
            ])
        }
        var lines = [""]
        if !table.isEmpty { lines += ["NOT READ AS A LOG: no conclusion rests on these"] + table.lines() }
        let configuration = evidence.count { $0.content == .configuration }
        if configuration > 0 {
            lines.append(
                "  \(Quantities.count(configuration, "file", "files")) of configuration, not interpreted")
        }
        lines.append("  Each file with its SHA-256: logtrace inspect, and the JSON report.")
        return lines + [""]
    }

    private struct Group {
        let name: String
        let format: String
        let artifacts: [Artifact]
    }

    /// Files of the same log that were taken for the same.
    private static func groups(_ evidence: [Artifact]) -> [Group] {
        struct Key: Hashable {
            let stem: [UInt8]
            let format: String
        }
        let byKey = Dictionary(grouping: evidence) { artifact in
            Key(
                stem: artifact.series.map { Array($0.utf8) } ?? RotatedName(artifact.path).stem,
                format: format(artifact))
        }
        return byKey.sorted { left, right in
            left.key.stem != right.key.stem
                ? left.key.stem.lexicographicallyPrecedes(right.key.stem)
                : left.key.format.utf8.lexicographicallyPrecedes(right.key.format.utf8)
        }.map { Group(name: TerminalText.escaped($0.stem), format: $0.format, artifacts: $1) }
    }

    // MARK: parts

    private static func isLog(_ content: Artifact.Content) -> Bool {
        if case .log = content { true } else { false }
    }

    private static func format(_ artifact: Artifact) -> String {
        if let original = artifact.duplicateOf { return "copy of " + TerminalText.escaped(original) }
        switch artifact.content {
        case .log(let format): return format
        case .configuration: return "configuration"
        case .empty: return "empty"
        case .unrecognisedText: return "no known format"
        case .unrecognisedBinary: return "no text"
        case .symbolicLink: return "link, not followed"
        case .special: return "pipe, socket or device"
        case .unreadable(let reason): return "UNREADABLE: \(reason)"
        }
    }

    private static func damage(_ evidence: [Artifact], limit: Int) -> [String] {
        let all = evidence.flatMap { artifact in artifact.damage.map { (artifact, $0) } }
        guard !all.isEmpty else { return [] }
        var lines = ["DAMAGE"]
        for (artifact, damage) in all.prefix(limit) {
            lines.append(
                "  \(TerminalText.escaped(artifact.path)): \(damage.kind.rawValue) at byte "
                    + "\(Quantities.count(damage.offset)): \(damage.detail)")
        }
        if all.count > limit {
            lines.append("  … and \(Quantities.count(all.count - limit)) more: all in the JSON report.")
        }
        return lines + [""]
    }

    /// Where times step back far, were shown twice, or cannot be.
    private static func clocks(_ evidence: [Artifact], limit: Int) -> [String] {
        let all = evidence.filter(\.clock.isNotable)
        guard !all.isEmpty else { return [] }
        var lines = ["CLOCKS"]
        for artifact in all.prefix(limit) {
            lines.append("  \(TerminalText.escaped(artifact.path)): \(words(artifact.clock))")
        }
        if all.count > limit {
            lines.append("  … and \(Quantities.count(all.count - limit)) more: all in the JSON report.")
        }
        return lines + [""]
    }

    private static func words(_ clock: ClockFacts) -> String {
        var parts: [String] = []
        if let largest = clock.largestSteps.first {
            parts.append(
                "\(Quantities.count(clock.backwardSteps, "step", "steps")) back, the largest of "
                    + "\(Quantities.count(largest.seconds)) s at line \(Quantities.count(largest.lineNumber))")
        }
        for (count, what) in [
            (clock.doubledHour, "in an hour that the clock showed twice"), (clock.before1971, "from before 1971"),
            (clock.inFuture, "from the future"),
        ] where count > 0 {
            parts.append("\(Quantities.count(count, "line", "lines")) \(what)")
        }
        return parts.joined(separator: "; ")
    }
}
