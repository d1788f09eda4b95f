// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Retrievals of files that no record names.
@Suite struct UnnamedRetrievalTests {
    private func retrieval(
        _ path: String, _ naming: FileNaming, from client: String = "192.0.2.1", with more: [String] = []
    ) -> Event {
        var plain = PlainEvent.retrieval(path, from: client)
        if naming == .selection {
            plain.filePath = plain.urlPath
            plain.urlPath = nil
        }
        var event = plain.event
        event.naming = naming
        event.moreFilePaths = more.map { event.append(Array($0.utf8).span) }
        return event
    }

    private func ledger(_ events: [Event]) -> Ledger {
        var ledger = Ledger()
        let series = ledger.seriesNumber("access.log")
        for event in events { ledger.observe(event, series: series) }
        return ledger
    }

    private let inventory = Inventory(paths: ["srv/calls/2017/04/a.wav", "srv/calls/2017/05/b.wav"])

    @Test func theyAreKeptApartFromFiles() {
        let answers = CaseAnswers(
            ledger([
                retrieval("/s/t/download", .nothing), retrieval("/s/t/download", .nothing, from: "192.0.2.2"),
                retrieval("/calls/2017/04/a.wav", .path),
            ]), inventory: nil)
        #expect(answers.retrievals.files.map { String(decoding: $0.path, as: UTF8.self) } == ["/calls/2017/04/a.wav"])
        #expect(answers.retrievals.unnamed.count == 1)
        let share = answers.retrievals.unnamed[0]
        #expect(String(decoding: share.address, as: UTF8.self) == "/s/t/download")
        #expect(share.retrievals == 2 && share.clients == 2 && share.byteCount == 200)
        #expect(answers.retrievals.byteCount == 300)
        #expect(answers.exposure.proven.retrievals == 1)
        #expect(answers.channels.map(\.events) == [3])
    }

    @Test func aChosenNameIsAFoldersIfTheInventoryHasFilesBelowIt() {
        let events = [
            retrieval("/calls/2017/04", .selection), retrieval("/calls/2017/05/b.wav", .selection),
            retrieval("/calls/2017/06", .selection), retrieval("/calls/2017", .path),
        ]
        let retrievals = CaseAnswers(ledger(events), inventory: inventory).retrievals
        #expect(retrievals.unnamed.map { String(decoding: $0.address, as: UTF8.self) } == ["/calls/2017/04"])
        #expect(retrievals.files.count == 3)
        #expect(retrievals.byteCount == 400)
        #expect(CaseAnswers(ledger(events), inventory: nil).retrievals.unnamed.isEmpty)
    }

    /// An archive's bytes are those of no file in it.
    @Test func theBytesOfAnArchiveAreNoFilesBytes() {
        var first = retrieval("/a.wav", .selection, with: ["/b.wav"])
        var second = first
        second.filePath = first.moreFilePaths[0]
        second.byteCount = nil
        first.transfer = .unknown
        let retrievals = CaseAnswers(ledger([first, second]), inventory: nil).retrievals
        #expect(retrievals.files.map(\.byteCount) == [0, 0])
        #expect(retrievals.files.map(\.isComplete) == [nil, nil])
        #expect(retrievals.byteCount == 100)
    }

    @Test func ledgersMergeToTheSameAnswers() {
        let events = [
            retrieval("/s/t/download", .nothing), retrieval("/s/u/download", .nothing, from: "192.0.2.2"),
            retrieval("/s/t/download", .nothing, from: "192.0.2.2"),
            retrieval("/a.wav", .selection, with: ["/b.wav"]), retrieval("/calls/2017/04", .selection),
        ]
        let whole = CaseAnswers(ledger(events), inventory: inventory).retrievals
        for cut in 0...events.count {
            var left = ledger(Array(events[cut...]))
            left.merge(ledger(Array(events[..<cut])))
            let merged = CaseAnswers(left, inventory: inventory).retrievals
            #expect(merged.unnamed == whole.unnamed)
            #expect(merged.byteCount == whole.byteCount)
        }
    }
}
