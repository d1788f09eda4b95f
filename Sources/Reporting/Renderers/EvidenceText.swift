// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The evidence in text: what was read, what was not, and what is damaged. Nothing that was handed in is left out.
package enum EvidenceText {
    package static func lines(_ evidence: [Artifact], total: LineAccount) -> [String] {
        var lines = ["EVIDENCE"]
        lines.append(
            "  \(Quantities.count(evidence.count, "file", "files")), \(Quantities.count(total.total, "line", "lines")) = "
                + "\(Quantities.count(total.events, "event", "events")) + \(Quantities.count(total.ignored)) without event + "
                + "\(Quantities.count(total.malformed)) malformed + \(Quantities.count(total.duplicate)) duplicate")
        lines += table(evidence).lines()
        let configuration = evidence.count { $0.content == .configuration }
        if configuration > 0 {
            lines.append(
                "  and \(Quantities.count(configuration, "file", "files")) of configuration, not interpreted here")
        }
        let links = evidence.count { if case .symbolicLink = $0.content { true } else { false } }
        if links > 0 {
            lines.append("  and \(Quantities.count(links, "symbolic link", "symbolic links")), not followed")
        }
        return lines + [""] + damage(evidence)
    }

    private static func table(_ evidence: [Artifact]) -> TextTable {
        var table = TextTable([
            ("file", .left), ("format", .left), ("lines", .right), ("events", .right), ("malformed", .right),
            ("first", .left), ("last", .left), ("SHA-256", .left),
        ])
        for artifact in evidence where isListed(artifact.content) {
            table.add([
                TerminalText.escaped(artifact.path), format(artifact),
                artifact.lines.map { Quantities.count($0.total) } ?? "-",
                artifact.lines.map { Quantities.count($0.events) } ?? "-",
                artifact.lines.map { Quantities.count($0.malformed) } ?? "-", artifact.first?.iso8601 ?? "-",
                artifact.last?.iso8601 ?? "-", artifact.sha256.map { $0.prefix(16) + "…" } ?? "-",
            ])
        }
        return table
    }

    private static func isListed(_ content: Artifact.Content) -> Bool {
        switch content {
        case .configuration, .symbolicLink: false
        case .log, .empty, .unrecognisedText, .unrecognisedBinary, .special, .unreadable: true
        }
    }

    private static func format(_ artifact: Artifact) -> String {
        if let original = artifact.duplicateOf { return "copy of " + TerminalText.escaped(original) }
        switch artifact.content {
        case .log(let format): return format
        case .configuration: return "configuration"
        case .empty: return "empty"
        case .unrecognisedText: return "no known format"
        case .unrecognisedBinary: return "no text"
        case .symbolicLink: return "link"
        case .special: return "pipe, socket or device"
        case .unreadable(let reason): return "UNREADABLE: \(reason)"
        }
    }

    private static func damage(_ evidence: [Artifact]) -> [String] {
        var lines: [String] = []
        for artifact in evidence {
            for damage in artifact.damage {
                lines.append(
                    "  \(TerminalText.escaped(artifact.path)): \(damage.kind.rawValue) at byte "
                        + "\(Quantities.count(damage.offset)): \(damage.detail)")
            }
        }
        return lines.isEmpty ? [] : ["DAMAGE"] + lines + [""]
    }
}
