// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import LogFormats
import TestSupport
import Testing

@Suite struct ReadmeTableTests {
    @Test func theTableOfFormatsIsTheRegistry() throws {
        let readme = try String(
            contentsOf: samplesFolder.deletingLastPathComponent().appendingPathComponent("README.md"), encoding: .utf8)
        let rows = FormatUnderTest.all.map(\.descriptor).map { format in
            let channels = format.channels.map(\.rawValue).joined(separator: ", ")
            return "| `\(format.id)` | \(format.name) | \(channels) | <\(format.reference)> |"
        }
        let table = ["| id | what | channels | specified in |", "| --- | --- | --- | --- |"] + rows + [""]
        #expect(readme.contains("\n" + table.joined(separator: "\n") + "\n"))
    }
}
