// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Reporting
import Testing

@Suite struct WorksheetTests {
    private func text(_ report: CaseReport, _ medium: WorksheetMedium = .text, _ code: String = "en") throws -> String {
        let language = try #require(WorksheetLanguages.language(code))
        return String(decoding: medium.bytes(of: report, in: language), as: UTF8.self)
    }

    private func empty() -> CaseReport { emptyReport(notification: "en") }

    // MARK: what is not known

    @Test(arguments: [("en", "not yet known", "none"), ("sv", "ännu inte känt", "inga")])
    func whatIsNotKnownIsSaidAndNothingIsEmpty(code: String, unknown: String, none: String) throws {
        let sheet = try text(empty(), .markdown, code)
        let points = sheet.split(separator: "\n").filter { $0.hasPrefix("- **") && $0.contains(":**") }
        #expect(points.count > 30)
        // A label without a value has its values below it.
        for (point, next) in zip(points, points.dropFirst()) where point.hasSuffix(":**") {
            #expect(sheet.contains("\(point)\n  - "), "\(point) stands before \(next) without a value")
        }
        #expect(points.count { $0.contains(unknown) } > 20)
    }

    @Test func withoutAnyTermTheScoreIsTheWholeRange() throws {
        let sheet = try text(empty(), .markdown)
        #expect(sheet.contains("- **Severity (SE):** (1 to 4) × (0.25 to 1) + (0 to 2) = 0.25 to 6: low to very high"))
        #expect(sheet.contains("*not yet known: 0 to 0.5; nothing shows that data could be fetched"))
        #expect(
            try text(empty(), .markdown, "sv").contains(
                "(1 till 4) × (0,25 till 1) + (0 till 2) = 0,25 till 6: låg till"))
    }

    @Test func aWorksheetSaysThatItIsOneAndCitesItsSources() throws {
        for medium in WorksheetMedium.allCases {
            let english = try text(empty(), medium)
            #expect(english.contains("no legal advice"))
            for source in ["2016/679", "9/2022", "ENISA"] { #expect(english.contains(source)) }
            let swedish = try text(empty(), medium, "sv")
            #expect(swedish.contains("juridisk") && swedish.contains("underlag"))
            for source in ["2016/679", "9/2022", "Enisa"] { #expect(swedish.contains(source)) }
        }
    }

    // MARK: text of others

    private static let hostile =
        HTMLRendererTests.hostile + ["/a\n# head\n- item", "*a*|b [c](d) `e`", "{count} {low}"]

    @Test(arguments: hostile) func aTextMakesNoLineOfTheText(name: String) throws {
        let report = reportOfHostileNames(Array(name.utf8))
        let sheet = try text(report)
        for scalar in sheet.unicodeScalars where scalar != "\n" {
            #expect(![.control, .format, .lineSeparator].contains(scalar.properties.generalCategory))
        }
        #expect(sheet.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 100 })
    }

    @Test(arguments: hostile) func aTextMakesNoMarkdown(name: String) throws {
        let sheet = try text(reportOfHostileNames(Array(name.utf8)), .markdown)
        let harmless = try text(reportOfHostileNames(Array("/a".utf8)), .markdown)
        #expect(sheet.split(separator: "\n").count == harmless.split(separator: "\n").count)
        #expect(sheet.contains(MarkdownText.escaped(name)))
        #expect(!name.contains("<") || !sheet.contains(name))
    }

    @Test(arguments: hostile) func aTextIsTextOnThePageAlone(name: String) throws {
        try expectSame({ try text(reportOfHostileNames(Array($0.utf8)), .html) }, name)
    }

    @Test(arguments: hostile) func aTextIsTextInTheReport(name: String) throws {
        try expectSame(
            {
                String(
                    decoding: HTMLRenderer().output(of: reportOfHostileNames(Array($0.utf8), notification: "sv")),
                    as: UTF8.self)
            }, name)
    }

    /// The same elements with the same attributes as for a harmless name.
    private func expectSame(_ page: (String) throws -> String, _ name: String) throws {
        let found = try #require(ParsedPage(Array(try page(name).utf8)), "not well-formed")
        let harmless = try #require(ParsedPage(Array(try page("/a").utf8)))
        #expect(found.elements.map(\.name) == harmless.elements.map(\.name))
        #expect(
            found.elements.map { $0.attributes.keys.sorted() } == harmless.elements.map { $0.attributes.keys.sorted() })
        let shown = TerminalText.escaped(Array(name.utf8))
        #expect(found.elements("dd").contains { $0.text == shown })
        let style = try #require(found.elements("style").first?.text)
        #expect(!style.contains("url(") && !style.contains("@import"))
        #expect(!found.elements.flatMap(\.attributes.keys).contains { ["src", "href", "style"].contains($0) })
    }

    // MARK: in the report

    @Test func theReportCarriesItOnlyWhereItIsAskedFor() throws {
        let without = reportOfHostileNames(Array("/a".utf8))
        let with = reportOfHostileNames(Array("/a".utf8), notification: "sv")
        for renderer in RendererRegistry.all where type(of: renderer).fileExtension != "csv" {
            let title = type(of: renderer).fileExtension == "json" ? "\"notification\"" : "personuppgiftsincident"
            #expect(!String(decoding: renderer.output(of: without), as: UTF8.self).lowercased().contains(title))
            #expect(String(decoding: renderer.output(of: with), as: UTF8.self).lowercased().contains(title))
        }
        // A worksheet of its own needs no report that carries it.
        #expect(try text(without, .text, "sv").contains("ANMÄLAN AV PERSONUPPGIFTSINCIDENT"))
    }

    @Test func aFinalPhaseWithOpenPointsIsAContradiction() throws {
        let sheet = try text(reportOfHostileNames(Array("/a".utf8)), .markdown)
        #expect(sheet.contains("- **Phase of the notification:** final\n"))
        #expect(
            sheet.contains(
                "- **Contradiction:** *the phase is stated as final, and the points above are not yet known*"))
    }
}
