// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// A GET is WebDAV where the same log shows another WebDAV method below the same prefix.
@Suite struct WebDAVPrefixesTests {
    private func propfind(_ path: String, series: String = "http.log", outcome: Outcome = .success) -> PlainEvent {
        var event = PlainEvent.retrieval(path, .webdav, series: series, at: 1_550_232_000)
        event.action = .list
        event.outcome = outcome
        return event
    }

    /// Channels of the retrievals, by path.
    private func channels(_ events: PlainEvent...) -> [[Channel]] {
        CaseAnswers(events).retrievals.files.map { $0.ways.map(\.channel) }
    }

    @Test func aGETBelowAPrefixOfWebDAVIsWebDAV() {
        #expect(
            channels(propfind("/dav/"), .retrieval("/dav/a.wav"), .retrieval("/dav/x/b.wav"), .retrieval("/c.wav"))
                == [[.http], [.webdav], [.webdav]])
    }

    @Test func theOrderOfTheLinesDoesNotMatter() {
        #expect(channels(.retrieval("/dav/a.wav"), propfind("/dav/x/y")) == [[.webdav]])
    }

    @Test func aPrefixEndsAtASlash() {
        #expect(channels(propfind("/dav/"), .retrieval("/davx/a.wav")) == [[.http]])
        #expect(channels(propfind("/davx/"), .retrieval("/dav/a.wav")) == [[.http]])
    }

    /// Clients ask for a folder with and without the slash.
    @Test func aFolderNamedWithoutItsSlashIsAPrefix() {
        #expect(
            channels(propfind("/dav"), .retrieval("/dav/a.wav"), .retrieval("/b.wav")) == [[.http], [.webdav]])
        #expect(channels(propfind("/dav/"), .retrieval("/dav")) == [[.webdav]])
    }

    @Test func methodsAtTheRootMakeAllOfTheLogWebDAV() {
        #expect(channels(propfind("/"), .retrieval("/a.wav"), .retrieval("/x/b.wav")) == [[.webdav], [.webdav]])
    }

    /// Scanners ask every server.
    @Test func aMethodThatWasRefusedShowsNothing() {
        #expect(channels(propfind("/dav/", outcome: .failure), .retrieval("/dav/a.wav")) == [[.http]])
        #expect(channels(propfind("/dav/", outcome: .unknown), .retrieval("/dav/a.wav")) == [[.http]])
    }

    /// A server that sends every request elsewhere, as to HTTPS, has answered nothing.
    @Test func aMethodThatWasSentElsewhereShowsNothing() {
        var event = propfind("/")
        event.status = 301
        #expect(channels(event, .retrieval("/a.wav")) == [[.http]])
        event.status = 207
        #expect(channels(event, .retrieval("/a.wav")) == [[.webdav]])
    }

    @Test func aMethodInOneLogSaysNothingOfAnother() {
        #expect(channels(propfind("/dav/", series: "other.log"), .retrieval("/dav/a.wav")) == [[.http]])
    }

    @Test func aMethodOfTheWholeServerNamesNoPrefix() {
        #expect(channels(propfind("*"), .retrieval("/a.wav"), .retrieval("/x/b.wav")) == [[.http], [.http]])
    }

    @Test func eventsMoveWithTheRetrievalsToTheirChannel() {
        let answers = CaseAnswers([
            propfind("/dav/"), .retrieval("/dav/a.wav", at: 1_550_232_009), .retrieval("/dav/a.wav"),
            .retrieval("/b.wav"),
        ])
        #expect(answers.channels.map(\.channel) == [.http, .webdav])
        #expect(answers.channels.map(\.events) == [1, 3])
        #expect(answers.channels.map(\.retrievals) == [1, 2])
        #expect(answers.channels.last?.span.first?.seconds == 1_550_232_000)
        #expect(answers.channels.last?.span.last?.seconds == 1_550_232_009)
        #expect(answers.retrievals.routes.map(\.channel) == [.http, .webdav])
    }

    @Test func aChannelThatLosesAllItsEventsIsNotReported() {
        let answers = CaseAnswers([propfind("/dav/"), .retrieval("/dav/a.wav")])
        #expect(answers.channels.map(\.channel) == [.webdav])
        #expect(answers.usedChannels == [.webdav])
    }

    /// The span of a channel is that of all its events, in scope or not.
    @Test func theSpanOfWebDAVCoversRetrievalsOutOfScope() {
        let answers = CaseAnswers(
            [propfind("/dav/"), .retrieval("/dav/other/x.html", at: 1_550_232_009)],
            inventory: Inventory(paths: ["calls/a.wav"]))
        #expect(answers.channels.map(\.events) == [2])
        #expect(answers.channels.first?.span.last?.seconds == 1_550_232_009)
    }

    @Test func theSpanOfHTTPLeavesOutWhatIsWebDAV() {
        let answers = CaseAnswers([
            propfind("/dav/"), .retrieval("/dav/a.wav", at: 1_550_232_009), .retrieval("/b.wav", at: 1_550_232_003),
        ])
        #expect(answers.channels.first?.span.last?.seconds == 1_550_232_003)
    }

    /// Else the table of actors names a channel that the table of channels does not have.
    @Test func anActorOfMovedRetrievalsUsedWebDAV() {
        let answers = CaseAnswers([
            propfind("/dav/"), .retrieval("/dav/a.wav", from: "192.0.2.9"),
        ])
        #expect(answers.channels.map(\.channel) == [.webdav])
        #expect(answers.actors.last?.channels == [.webdav])
    }
}
