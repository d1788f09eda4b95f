// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The reports of the sample cases, byte for byte. `UPDATE_GOLDENS=1` records it anew, and fails.
@Suite struct GoldenTests {
    @Test(
        arguments: sampleCases,
        [
            ("text", "report.txt"), ("json", "report.json"), ("html", "report.html"), ("md", "report.md"),
            ("csv", "report.csv"),
        ])
    func theReportOfASampleCaseIsTheExpectedOne(folder: String, form: (format: String, name: String)) throws {
        let outcome = try Binary.run(["report", "--format", form.format, "--case", "\(folder)/case.yaml"])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        try compare(outcome.output, with: form.name, of: folder)
    }

    @Test(arguments: ["en", "sv"]) func theNotificationWorksheetIsTheExpectedOne(language: String) throws {
        let folder = try TemporaryFolder()
        let names = ["txt", "md", "html"].map { "notification.\(language).\($0)" }
        let outcome = try Binary.run(
            ["report", "--case", "\(Case1177.folder)/case.yaml", "--notification", language]
                + names.flatMap { ["--worksheet", folder.path + "/" + $0] })
        #expect(outcome.status == 0)
        for name in names {
            try compare(
                [UInt8](Data(contentsOf: folder.url.appendingPathComponent(name))), with: name, of: Case1177.folder)
        }
    }

    /// With the file of that name, or records it.
    private func compare(_ output: [UInt8], with name: String, of folder: String) throws {
        let file = Binary.repository.appendingPathComponent("\(folder)/expected/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(output).write(to: file)
            Issue.record("\(folder): \(name) was recorded; review the difference and run again without UPDATE_GOLDENS")
            return
        }
        let expected = try [UInt8](Data(contentsOf: file))
        // Not #expect(output == expected): a failure would print both reports, byte by byte.
        if output != expected { Issue.record("\(folder): \(name): \(difference(output, expected))") }
    }

    /// The first line that differs; the reports are too long to print.
    private func difference(_ found: [UInt8], _ expected: [UInt8]) -> String {
        let found = String(decoding: found, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let expected = String(decoding: expected, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let index = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, expected.count)
        func line(_ lines: [Substring]) -> String { index < lines.count ? String(lines[index]) : "(the end)" }
        return "line \(index + 1) is \(line(found)), expected \(line(expected))"
    }
}
