// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import Reporting
import TestSupport
import Testing

/// The index of a batch in which every name is one that somebody chose to do harm.
@Suite struct BatchIndexTests {
    private func index(_ name: String) -> BatchIndex {
        var shared = BatchIndex.Shared()
        let bytes = Array(name.utf8)
        shared.actors = [sharedName(bytes)]
        shared.files = [sharedName(bytes)]
        shared.evidence = [
            .init(
                sha256: String(repeating: "0", count: 64), byteCount: 7,
                sightings: [.init(caseNumber: 0, path: bytes), .init(caseNumber: 1, path: bytes)])
        ]
        return BatchIndex(
            toolVersion: "0", generatedAt: Instant(seconds: 0),
            cases: [
                .init(
                    id: "a" + name, path: name,
                    outcome: .reported(CaseSummary(reportOfHostileNames(bytes)), isComplete: false), problems: [name]),
                .init(id: "b" + name, path: name, outcome: .failed(status: 64, signal: nil), problems: [name]),
                .init(id: "c" + name, path: name, outcome: .failed(status: nil, signal: 9), problems: []),
            ], shared: shared)
    }

    private func sharedName(_ name: [UInt8]) -> BatchIndex.SharedName {
        .init(name: name, sightings: (0..<2).map { .init(caseNumber: $0, retrievals: 1, byteCount: 2) })
    }

    private func json(_ index: BatchIndex) -> [UInt8] {
        var bytes: [UInt8] = []
        BatchIndexJSON.render(index) { bytes += $0 }
        return bytes
    }

    @Test(arguments: HTMLRendererTests.hostile) func theIndexIsAsTheSchemaHasIt(name: String) throws {
        let schema = try JSONSchema(Data(contentsOf: samplesFolder.appendingPathComponent("batch.schema.json")))
        let problems = schema.problems(of: try JSONValue(json(index(name))))
        #expect(problems.isEmpty, "\(problems.prefix(5).joined(separator: "\n"))")
    }

    @Test func anIndexThatIsOtherwiseIsFound() throws {
        let schema = try JSONSchema(Data(contentsOf: samplesFolder.appendingPathComponent("batch.schema.json")))
        let text = String(decoding: json(index("/a")), as: UTF8.self)
        for (part, other) in [
            (#""schema": "logtrace.batch/1""#, #""schema": "logtrace.batch/2""#),
            (#""state": "failed""#, #""state": "unknown""#), (#""signal": 9"#, #""signal": "9""#),
            (#""failed": 2"#, #""failed": -2"#), (#""retrievals": 1,"#, ""),
        ] {
            #expect(text.contains(part), "\(part) is not in the index")
            #expect(schema.problems(of: try JSONValue(Array(text.replacing(part, with: other).utf8))) != [], "\(other)")
        }
    }

    @Test(arguments: HTMLRendererTests.hostile) func aNameIsTextAndNothingElse(name: String) throws {
        let page = try #require(ParsedPage(BatchIndexPage.render(index(name))), "not well-formed")
        let harmless = try #require(ParsedPage(BatchIndexPage.render(index("/harmless.wav"))))
        #expect(page.elements.map(\.name) == harmless.elements.map(\.name))
        #expect(
            page.elements.map { $0.attributes.keys.sorted() } == harmless.elements.map { $0.attributes.keys.sorted() })
        #expect(page.elements("code").contains { $0.text == TerminalText.escaped(Array(name.utf8)) })
        let encoded = String(decoding: PercentEncoding.encode(Array("a\(name)".utf8)), as: UTF8.self)
        #expect(page.elements("a").map { $0.attributes["href"] } == ["./\(encoded)/report.html"])
    }

    @Test func nothingOnThePageRunsOrLoads() throws {
        let page = try #require(ParsedPage(BatchIndexPage.render(index("/a.wav"))))
        #expect(Set(page.elements.map(\.name)).isDisjoint(with: ["script", "img", "iframe", "link", "object", "base"]))
        let policy = page.elements("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'; ") == true)
        let style = try #require(page.elements("style").first?.text)
        #expect(!style.contains("url(") && !style.contains("@import"))
    }

    /// A cell of the grid that a row is on a narrow screen has one child.
    @Test func thePeriodOfACaseIsOneElement() throws {
        let page = try #require(ParsedPage(BatchIndexPage.render(index("x"))))
        let summary = try #require(index("x").cases[0].summary)
        let days = [summary.window.earliestProven, summary.window.latestProven].map { $0?.prefix(10) ?? "" }
        #expect(page.elements("span").contains { $0.text == "\(days[0]) to \(days[1])" })
    }

    @Test func aCaseThatFailedIsNamedWithWhatEndedIt() throws {
        let page = try #require(ParsedPage(BatchIndexPage.render(index("x"))))
        let cells = page.elements("td").map(\.text)
        #expect(cells.contains("bx") && cells.contains("64"))
        #expect(cells.contains("cx") && cells.contains("signal 9"))
        #expect(page.elements("p").contains { $0.text.hasPrefix("1 of 3 cases have a report; 2 failed") })
    }

    /// The page shows the most important of a long list and says how many more there are; JSON has all.
    @Test func aLongListIsCutOnThePageWithAStatedRemainder() throws {
        var shared = BatchIndex.Shared()
        shared.files = (100..<230).map { sharedName(Array("/\($0)".utf8)) }
        let short = index("x")
        let long = BatchIndex(
            toolVersion: "0", generatedAt: short.generatedAt, cases: short.cases, shared: shared)
        let page = try #require(ParsedPage(BatchIndexPage.render(long)))
        #expect(page.elements("p").contains { $0.text == "… and 80 more: all in index.json." })
        guard case .array(let files)? = try JSONValue(json(long))["files"] else {
            Issue.record("no list of files")
            return
        }
        #expect(files.count == 130)
    }
}
