// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What was read, and what of it was damaged, as tables. Nothing that was handed in is left out.
enum EvidenceTables {
    static func evidence(_ evidence: [Artifact]) -> ReportTable {
        ReportTable(
            "evidence", "Evidence",
            note: "Every line is in one account: lines = events + without event + malformed + duplicate.",
            [
                "path": "file", "format": "format", "log": "log", "compression": "compression", "size": "size",
                "lines": "lines", "events": "events", "ignored": "without event", "malformed": "malformed",
                "duplicate": "duplicate", "first": "first", "last": "last", "sha256": "SHA-256",
            ], evidence
        ) { artifact in
            let account = artifact.lines.map { [$0.total, $0.events, $0.ignored, $0.malformed, $0.duplicate] }
            return [
                .text(artifact.path), .words(format(artifact)), artifact.series.map { .words($0) } ?? .none,
                artifact.sha256 == nil ? .none : .words(artifact.compression.rawValue), .bytes(artifact.byteCount),
            ] + (account?.map { .count($0) } ?? Array(repeating: .none, count: 5)) + [
                artifact.first.map { .time($0) } ?? .none, artifact.last.map { .time($0) } ?? .none,
                artifact.sha256.map { .words($0) } ?? .none,
            ]
        }
    }

    private static func format(_ artifact: Artifact) -> String {
        if let original = artifact.duplicateOf { return "copy of " + TerminalText.escaped(original) }
        return artifact.content.formatName ?? artifact.content.unreadReason ?? "empty"
    }

    static func damage(_ evidence: [Artifact]) -> ReportTable {
        struct Row: Sendable {
            let path: [UInt8]
            let damage: Damage
        }
        let rows = evidence.flatMap { artifact in artifact.damage.map { Row(path: artifact.path, damage: $0) } }
        return ReportTable(
            "damage", "Damage",
            [
                "path": "file", "kind": "kind", "offset": "at byte", "bytes_lost": "bytes lost", "detail": "detail",
            ], rows
        ) { row in
            [
                .text(row.path), .words(row.damage.kind.rawValue.replacing("_", with: " ")), .count(row.damage.offset),
                .count(row.damage.bytesLost), .words(row.damage.detail),
            ]
        }
    }
}
