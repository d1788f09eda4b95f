// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct SeriesTests {
    private func artifact(_ path: String, _ series: String?, first: Int64? = nil, format: String? = "xferlog")
        -> Artifact
    {
        var artifact = Artifact(path: Array(path.utf8), content: format.map { .log(format: $0) } ?? .unrecognisedText)
        artifact.series = series
        artifact.first = first.map { Instant(seconds: $0) }
        return artifact
    }

    @Test func theFilesOfALogAreInTheOrderOfTheirContent() {
        let ledger = Ledger(
            [],
            artifacts: [
                artifact("log", "log", first: 30), artifact("log.1", "log", first: 20), artifact("archive", "log"),
                artifact("log.10", "log", first: 10), artifact("log.8", "log"), artifact("copy", "log", first: 20),
                artifact("other", "other", first: 5), artifact("notes", nil, first: 1),
            ])
        let series = CaseAnswers(ledger, inventory: nil).series
        #expect(series.map(\.id) == ["log", "other"])
        #expect(
            series.first?.artifacts.map { String(decoding: $0, as: UTF8.self) }
                == ["log.10", "copy", "log.1", "log", "archive", "log.8"])
    }

    @Test func aSeriesTellsTheChannelsAndTimesOfItsEvents() {
        let events = [
            PlainEvent.retrieval("a", .sftp, series: "log", at: 9), .retrieval("b", .ftp, series: "log", at: 3),
            .retrieval("c", .ftp, series: "log", at: nil), .retrieval("d", .http, series: "other", at: 1),
        ]
        let answers = CaseAnswers(
            Ledger(events, artifacts: [artifact("log", "log"), artifact("none", "none")]), inventory: nil)
        #expect(answers.series.map(\.id) == ["log", "none"])
        #expect(answers.series.map(\.channels) == [[.ftp, .sftp], []])
        #expect(answers.series.map(\.events) == [3, 0])
        #expect(answers.series.map(\.span.first?.seconds) == [3, nil])
        #expect(answers.series.map(\.span.last?.seconds) == [9, nil])
        #expect(answers.series.map(\.dataset) == ["xferlog", "xferlog"])
    }

    @Test func linesOfSshdAreNoChannel() {
        var login = PlainEvent.retrieval("", .ssh, at: 7)
        login.action = .login
        let answers = CaseAnswers([login])
        #expect(answers.channels.isEmpty)
        #expect(answers.actors.map(\.channels) == [[.ssh]])
        #expect(answers.actors.map(\.events) == [1])
        #expect(answers.retrievals.files.isEmpty)
    }

    @Test func whatOnlyLooksLikeARetrievalIsNone() {
        let events = Action.allCases.filter { $0 != .retrieve }.map { action in
            var event = PlainEvent.retrieval("/calls/a.wav", .ftp)
            event.action = action
            return event
        }
        let answers = CaseAnswers(events)
        #expect(answers.retrievals.files.isEmpty)
        #expect(answers.usedChannels.isEmpty)
        #expect(answers.exposure.span == TimeSpan())
        #expect(answers.channels.map(\.events) == [Int64(events.count)])
    }

    @Test func aLogWithoutAnyEventIsALog() {
        var ledger = Ledger()
        _ = ledger.seriesNumber("empty.log")
        var artifact = Artifact(path: Array("empty.log".utf8), content: .log(format: "any"))
        artifact.series = "empty.log"
        ledger.artifacts = [artifact]
        var other = Ledger([.retrieval("/a", series: "access.log")])
        other.merge(ledger)
        for ledger in [ledger, other] {
            let series = CaseAnswers(ledger, inventory: nil).series
            #expect(series.map(\.id) == ["empty.log"])
            #expect(series.map(\.events) == [0])
        }
    }
}
