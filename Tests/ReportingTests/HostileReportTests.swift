// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Reporting
import Testing

/// Names from evidence and logs in a whole report, through each renderer.
@Suite struct HostileReportTests {
    private static let hostile = Array("/a\u{1b}[2J\u{9b}2J\u{202e}gpj\n\"<b>".utf8) + [0xff]

    private func rendered(_ renderer: some ReportRenderer, _ text: [UInt8]) -> [UInt8] {
        renderer.output(of: reportOfHostileNames(text))
    }

    @Test func theTextReportIsSafeForATerminal() throws {
        let text = try #require(String(validating: rendered(TextRenderer(), Self.hostile), as: UTF8.self))
        for scalar in text.unicodeScalars where scalar != "\n" {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                Issue.record("U+\(String(scalar.value, radix: 16)) reaches the terminal")
            default: break
            }
        }
        // A line feed in a name makes no line of the report.
        let harmless = rendered(TextRenderer(), Self.hostile.map { $0 == 0x0a ? 0x0b : $0 })
        #expect(text.utf8.count { $0 == 0x0a } == harmless.count { $0 == 0x0a })
        #expect(text.contains(#"/a\x1b[2J\u{009b}2J\u{202e}gpj\x0a"<b>\xff"#))
    }

    @Test func theJSONReportIsValidAndHoldsTheNames() throws {
        let report = try JSONValue(rendered(JSONRenderer(), Self.hostile))
        let name = JSONValue.text(String(decoding: Self.hostile, as: UTF8.self))
        let encoded: JSONValue = "/a%1B%5B2J%C2%9B2J%E2%80%AEgpj%0A%22%3Cb%3E%FF"
        #expect(report["retrievals", "files", "path"] == name)
        #expect(report["retrievals", "files", "path_pct"] == encoded)
        #expect(report["retrievals", "files", "clients"] == .array([name]))
        #expect(report["evidence", "path"] == name)
        #expect(report["evidence", "path_pct"] == encoded)
        #expect(report["actors", "users"] == .array([name]))
        #expect(report["actors", "agents"] == .array([name]))
        #expect(report["series", "artifacts"] == .array([name]))
        #expect(report["case", "options", "timezone"] == name)
    }

    @Test func pathsInUTF8AreNotPercentEncodedAsWell() throws {
        let report = try JSONValue(rendered(JSONRenderer(), Array("/räksmörgås 100 %.wav".utf8)))
        #expect(report["retrievals", "files", "path"] == "/räksmörgås 100 %.wav")
        #expect(report["retrievals", "files", "path_pct"] == .null)
        #expect(report["evidence", "path_pct"] == .null)
    }

    @Test func unknownIsNullAndNotZero() throws {
        let report = try JSONValue(rendered(JSONRenderer(), Array("/a".utf8)))
        #expect(report["retrievals", "files", "size"] == .null)
        #expect(report["retrievals", "files", "complete"] == .null)
        #expect(report["series", "detection_limit"] == .null)
        #expect(report["exposure", "accessible"] == .null)
        #expect(report["evidence", "damage", "bytes_lost"] == .null)
        #expect(report["single_channel", "verdict"] == "contradicted")
        #expect(report["accounting", "total"] == 2)
    }
}
