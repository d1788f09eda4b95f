// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Reporting
import Testing

/// Long lists: complete in JSON, cut with a stated remainder in text.
@Suite struct LongListsTests {
    /// Each of `count` files retrieved once, by a client of its own; the first of them once more.
    private func report(fileCount count: Int) -> CaseReport {
        var ledger = Ledger()
        let series = ledger.seriesNumber("access.log")
        for number in Array(0..<count) + [0] {
            var event = Event()
            let record = Array("/calls/\(1000 + number).wav 192.0.2.\(number)".utf8)
            event.begin(record.span)
            event.time = Instant(seconds: Int64(number))
            event.action = .retrieve
            event.channel = .http
            event.byteCount = 2000
            event.urlPath = EventField(0..<15)
            event.source = EventField(16..<record.count)
            ledger.observe(event, series: series)
        }
        return CaseReport(
            toolVersion: "0", generatedAt: Instant(seconds: 0), zone: CaseReport.Zone(name: "UTC", basis: "assumed"),
            options: [],
            conclusions: CaseConclusions(
                CaseAnswers(ledger, inventory: nil), description: nil, inventory: nil, zone: .utc))
    }

    private func pieces(_ renderer: any ReportRenderer, fileCount: Int) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        renderer.render(report(fileCount: fileCount)) { pieces.append($0) }
        return pieces
    }

    @Test func aLongJSONReportComesInPiecesThatFit() throws {
        let pieces = pieces(JSONRenderer(), fileCount: 800)
        #expect(pieces.count > 3)
        #expect(pieces.allSatisfy { $0.count < 80 << 10 })
        let report = try JSONValue(pieces.joined())
        guard case .array(let files)? = report["retrievals", "files"], case .array(let actors)? = report["actors"]
        else {
            Issue.record("the lists are not there")
            return
        }
        #expect(files.count == 800)
        #expect(actors.count == 800)
        #expect(report["retrievals", "total_files"] == 800)
        #expect(report["retrievals", "total_bytes"] == 1_602_000)
        #expect(files.first?["retrievals"] == 2)
        #expect(files.last?["path"] == "/calls/1799.wav")
        #expect(files.last?["clients"] == ["192.0.2.799"])
        #expect(files.last?["first"] == "1970-01-01T00:13:19Z")
    }

    @Test func aLongTextListSaysHowMuchIsLeftOut() {
        let text = String(decoding: pieces(TextRenderer(), fileCount: 25).joined(), as: UTF8.self)
        #expect(text.count(of: "  … and 5 more: all in the JSON report.") == 2)
        #expect(text.count(of: ".wav") == 20)
        // The file that was retrieved most often comes first, then by path.
        #expect(text.contains("           2        1  unknown  unknown  http      /calls/1000.wav\n           1 "))
        #expect(!text.contains("/calls/1020.wav"))
        #expect(text.contains("25 files left in 26 retrievals by 25 clients"))
    }

    @Test func thePageAndMarkdownSayHowMuchIsLeftOutAndWhereItIs() {
        let page = String(decoding: pieces(HTMLRenderer(), fileCount: 60).joined(), as: UTF8.self)
        #expect(page.contains("… and 10 more: all in the JSON report and in files.csv."))
        #expect(page.contains("/calls/1049.wav") && !page.contains("/calls/1050.wav"))
        let markdown = String(decoding: pieces(MarkdownRenderer(), fileCount: 25).joined(), as: UTF8.self)
        #expect(markdown.contains("… and 5 more: all in the JSON report and in files.csv."))
        let table = String(decoding: pieces(CSVRenderer(), fileCount: 60).joined(), as: UTF8.self)
        #expect(table.contains("/calls/1059.wav"))
    }

    @Test func picturesOfManyLogsFitAPageAndSayWhatTheyLeaveOut() {
        var ledger = Ledger()
        for number in 10..<40 {
            let name = "site\(number).log"
            let series = ledger.seriesNumber(name)
            for second in [0, 7200] as [Int64] {
                var event = Event()
                event.begin(Array("/a.wav".utf8).span)
                event.time = Instant(seconds: second)
                event.action = .retrieve
                event.channel = .http
                event.urlPath = EventField(0..<6)
                ledger.observe(event, series: series)
            }
            var artifact = Artifact(path: Array(name.utf8), content: .log(format: "apache.access"))
            artifact.series = name
            ledger.artifacts.append(artifact)
        }
        let report = CaseReport(
            toolVersion: "0", generatedAt: Instant(seconds: 0), zone: CaseReport.Zone(name: "UTC", basis: "assumed"),
            options: [],
            conclusions: CaseConclusions(
                CaseAnswers(ledger, inventory: nil), description: nil, inventory: nil, zone: .utc))
        let page = String(decoding: HTMLRenderer().output(of: report), as: UTF8.self)
        #expect(
            page.contains("Those that miss the most time. … and 14 more logs: all in the JSON report and in logs.csv."))
        #expect(page.contains("Those with the most. … and 22 more logs."))
        #expect(page.contains(">site25.log</text>") && !page.contains(">site26.log</text>"))
        #expect(page.contains("nothing tells since when and until when it may have been."))
    }

    @Test func aShortListSaysNothingOfARemainder() {
        let text = String(decoding: pieces(TextRenderer(), fileCount: 20).joined(), as: UTF8.self)
        #expect(text.count(of: "more: all in the JSON report") == 0)
        #expect(text.count(of: ".wav") == 20)
    }

    @Test func whereNoEventCouldBeReadNothingIsClaimed() {
        let report = CaseReport(
            toolVersion: "0", generatedAt: Instant(seconds: 0), zone: CaseReport.Zone(name: "UTC", basis: "assumed"),
            options: [],
            conclusions: CaseConclusions(
                CaseAnswers(Ledger(), inventory: nil), description: nil, inventory: nil, zone: .utc))
        var text = ""
        TextRenderer().render(report) { text += String(decoding: $0, as: UTF8.self) }
        #expect(text.contains("no event could be read. This says nothing about what happened."))
        #expect(!text.contains("Channels used"))
        // Answers to POST hold content too; a reader must know that they are not in the figures.
        #expect(text.contains("A retrieval over the web is a GET answered with content; POST, "))
    }

    @Test func whereNothingOfTheInventoryWasFetchedTheRestIsStillTold() {
        var ledger = Ledger()
        var event = Event()
        event.begin(Array("/other.html".utf8).span)
        event.urlPath = EventField(0..<11)
        event.action = .retrieve
        event.channel = .http
        ledger.observe(event, series: ledger.seriesNumber("access.log"))
        let inventory = Inventory(entries: [.init(path: Array("calls/a.wav".utf8), size: 5)])
        let report = CaseReport(
            toolVersion: "0", generatedAt: Instant(seconds: 0), zone: CaseReport.Zone(name: "UTC", basis: "assumed"),
            options: [],
            conclusions: CaseConclusions(
                CaseAnswers(ledger, inventory: inventory), description: nil, inventory: inventory, zone: .utc))
        var text = ""
        TextRenderer().render(report) { text += String(decoding: $0, as: UTF8.self) }
        #expect(
            text.contains(
                "\n\nFILES RETRIEVED\n  1 other path that is no file of the inventory: all in the JSON report.\n\n"))
    }

    @Test func renderersAreFoundByTheEndOfAName() {
        for renderer in RendererRegistry.all {
            let name = type(of: renderer).fileExtension
            #expect(RendererRegistry.renderer(forExtension: name).map { type(of: $0).fileExtension } == name)
        }
        #expect(RendererRegistry.renderer(forExtension: "") == nil)
        #expect(RendererRegistry.renderer(forExtension: "docx") == nil)
    }
}

extension String {
    /// How often `part` stands in it.
    func count(of part: String) -> Int { ranges(of: part).count }
}
