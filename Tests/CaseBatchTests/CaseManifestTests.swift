// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import EvidenceModel
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct CaseManifestTests {
    /// With something in every field, and nothing in every field that may be empty.
    static let summaries = [
        """
        {"name": "a \\"case\\"", "evidence": {"files": 3, "unread": 1, "damaged": 2, "lines": 9, "events": 8, "malformed": 1},
         "window": {"earliest_possible": "2019-01-01T00:00:00Z", "earliest_proven": "2019-02-01T00:00:00Z",
         "latest_proven": "2019-02-02T00:00:00Z", "latest_possible": "2019-03-01T00:00:00Z"},
         "proven": {"files": 5, "complete_files": 4, "bytes": 77, "clients": 2, "retrievals": 6},
         "unobserved": {"gaps": 1, "retrievals": {"low": 1, "high": 9}, "files": {"low": 0, "high": 3}, "not_identifiable": null},
         "accessible": {"files": 10, "bytes": 1000, "seconds": 12.5}, "coverage": 0.25,
         "single_channel": {"verdict": "not_assumed", "severity": "low"},
         "claims": [{"id": "c", "text": "nothing left", "verdict": "contradicted"}],
         "gaps": {"missing": 2, "missing_or_outage": 1, "quiet": 4}, "findings": 1,
         "worst_finding": {"id": "f:1", "severity": "high", "title": "bad"}}
        """,
        """
        {"name": null, "evidence": {"files": 0, "unread": 0, "damaged": 0, "lines": 0, "events": 0, "malformed": 0},
         "window": {"earliest_possible": null, "earliest_proven": null, "latest_proven": null, "latest_possible": null},
         "proven": {"files": 0, "complete_files": 0, "bytes": 0, "clients": 0, "retrievals": 0},
         "unobserved": {"gaps": 0, "retrievals": null, "files": null, "not_identifiable": "nothing is known"},
         "accessible": null, "coverage": null, "single_channel": {"verdict": "supported", "severity": "info"},
         "claims": null, "gaps": {}, "findings": 0, "worst_finding": null}
        """,
    ]

    private let decoder: JSONDecoder

    init() {
        decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
    }

    @Test(arguments: summaries) func whatIsWrittenIsReadAgain(summary: String) throws {
        let manifest = CaseManifest(
            inputs: CaseManifest.Inputs(
                toolVersion: "1.2.3", options: [.init(name: "log_format", values: ["%h", "\u{1b}[2J"])],
                caseFile: .init(path: Array("case.yaml".utf8), size: 7, sha256: "aa"), inventory: nil,
                evidence: [
                    .init(path: [0x61, 0xff], size: 3, sha256: "bb", modified: 1_500_000_000),
                    .init(path: Array("gone".utf8), size: 9, sha256: nil, modified: 9),
                ]),
            status: 1, problems: ["gone: No such file or directory"],
            results: [.init(path: Array("csv/gaps.csv".utf8), size: 0, sha256: "cc")],
            summary: try decoder.decode(CaseSummary.self, from: Data(summary.utf8)))
        let bytes = manifest.render(generatedAt: Instant(seconds: 0))
        #expect(try decoder.decode(CaseManifest.self, from: Data(bytes)) == manifest)
    }

    @Test func gapsThatAreQuietAreNotTold() throws {
        let summary = try decoder.decode(CaseSummary.self, from: Data(Self.summaries[0].utf8))
        #expect(summary.gaps["missing_or_outage"] == 1)
        #expect(summary.toldGaps == 3)
    }

    @Test func whatCouldNotBeReadHasNoSizeAndNoTime() {
        let file = CaseManifest.File(path: Array("gone".utf8), size: 9, sha256: nil, modified: 9)
        #expect(file.size == nil && file.modified == nil)
    }

    @Test func aPathThatIsNoUTF8IsThereInFull() {
        let file = CaseManifest.File(path: [0x61, 0xff], size: nil, sha256: nil)
        #expect(file.path == "a\u{fffd}")
        #expect(file.pathPct == "a%FF")
        #expect(CaseManifest.File(path: [0x61], size: nil, sha256: nil).pathPct == nil)
    }
}
