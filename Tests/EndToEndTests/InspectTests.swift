// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What the evidence is, for people and for programs.
@Suite struct InspectTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(accessLine("/b", at: "16/Feb/2019:12:00:01 +0000"), to: "access.log")
        try folder.write(gzip(Array((accessLine("/a") + "no such line\n").utf8)), to: "access.log.1.gz")
    }

    @Test func theTableHasEachFileWithItsLogAndItsRange() throws {
        let outcome = try Binary.run(["inspect", folder.path])
        #expect(outcome.status == 0)
        let rows = outcome.text.split(separator: "\n").filter { $0.contains("access.log") }
        #expect(rows.count == 2)
        let cells = rows.map { $0.split(separator: " ").map(String.init) }
        #expect(
            cells.map { Array($0.dropLast()) } == [
                [
                    "access.log", "access.log", "apache.access", "1", "1", "0", "0", "0", "2019-02-16T12:00:01Z",
                    "2019-02-16T12:00:01Z",
                ],
                [
                    "access.log.1.gz", "access.log", "apache.access", "2", "1", "0", "1", "0", "2019-02-15T12:00:01Z",
                    "2019-02-15T12:00:01Z",
                ],
            ])
        #expect(cells.allSatisfy { $0.last?.count == 64 })
    }

    @Test func theJSONHasTheKeysOfTheReport() throws {
        let inspection = try JSONSerialization.jsonObject(
            with: Data(Binary.run(["inspect", "--format", "json", folder.path]).output))
        let report = try JSONSerialization.jsonObject(
            with: Data(Binary.run(["report", "--format", "json", folder.path]).output))
        let object = try #require(inspection as? [String: Any])
        #expect(object["schema"] as? String == "logtrace.inspection/1")
        #expect(object.keys.sorted() == ["accounting", "evidence", "schema", "series", "tool"])
        let evidence = try #require(object["evidence"] as? NSArray)
        #expect(evidence == (report as? [String: Any])?["evidence"] as? NSArray)
    }

    @Test func standardInputBesideTheSameFileCountsOnce() throws {
        let lines = (0..<100).map { accessLine("/calls/\($0).wav") }.joined()
        let log = try folder.write(lines, to: "other/access.log")
        let whole = try ReportDocument.make([log, "-"], input: Array(lines.utf8))
        #expect(whole.accounting == .init(events: 100, duplicate: 100))
        #expect(try whole.artifact("-").duplicateOf == log)
        #expect(try whole.artifact(log).duplicateOf == nil)

        let more = try ReportDocument.make(
            ["-", log], input: Array((accessLine("/more") + lines + accessLine("/more")).utf8))
        #expect(more.accounting == .init(events: 102, duplicate: 100))
        #expect(try more.artifact("-").duplicateOf == nil)
    }
}
