// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct EventTests {
    /// An event with a value of its own in each field.
    private static func filled() -> Event {
        var event = Event()
        event.begin(Array("a record with text".utf8).span)
        event.dataset = "some"
        event.time = Instant(seconds: 1)
        event.timeBasis = .yearInferred
        event.action = .retrieve
        event.outcome = .failure
        event.channel = .scp
        event.transfer = .aborted
        event.byteCount = 2
        event.byteMeaning = .unknown
        event.source = EventField(0..<1)
        event.sourcePort = 3
        event.user = EventField(1..<2)
        event.userAgent = EventField(2..<3)
        event.url = EventField(3..<4)
        event.urlPath = EventField(4..<5)
        event.urlQuery = EventField(5..<6)
        event.urlDomain = EventField(6..<7)
        event.filePath = EventField(7..<8)
        event.moreFilePaths = [EventField(7..<9)]
        event.naming = .selection
        event.count = 2
        event.continuity = .interrupted(since: Instant(seconds: 6))
        event.method = EventField(8..<9)
        event.status = 4
        event.responseByteCount = 5
        event.httpVersion = EventField(9..<10)
        event.referrer = EventField(10..<11)
        event.serverVersion = EventField(11..<12)
        return event
    }

    /// All stored fields by name, also those that are added later.
    private static func fields(_ event: Event) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: Mirror(reflecting: event).children.map { ($0.label ?? "", "\($0.value)") })
    }

    @Test func theFilledEventHasNothingFromTheFreshOne() {
        let (filled, fresh) = (Self.fields(Self.filled()), Self.fields(Event()))
        #expect(!filled.isEmpty)
        for (name, value) in filled {
            #expect(fresh[name] != value, "\(name) is not filled, so that its reset would go untested")
        }
    }

    @Test func anEventThatBeginsAnewIsAsAFreshOne() {
        var used = Self.filled()
        used.begin([0x78].span)
        var fresh = Event()
        fresh.begin([0x78].span)
        #expect(Self.fields(used) == Self.fields(fresh))
    }

    @Test func fieldsReferToTheRecordAndToWhatWasAppended() {
        var event = Event()
        event.begin(Array("GET /a%20b".utf8).span)
        event.url = EventField(4..<10)
        event.urlPath = event.append(Array("/a b".utf8).span)
        event.urlQuery = event.appending { _ in }
        event.filePath = event.appending { bytes in
            #expect(bytes.count == 14)
            bytes += Array("/srv/a b".utf8)
        }
        #expect(text(event, event.url) == "/a%20b")
        #expect(text(event, event.urlPath) == "/a b")
        #expect(text(event, event.filePath) == "/srv/a b")
        #expect(text(event, event.urlQuery) == "" && event.urlQuery.isPresent)
        #expect(text(event, event.user) == "" && !event.user.isPresent)
    }

    @Test func theServersPathNamesTheFileBestThenThatOfTheAddress() {
        var event = Self.filled()
        #expect(event.path == event.filePath)
        event.filePath = .absent
        #expect(event.path == event.urlPath)
        event.urlPath = .absent
        #expect(event.path == event.url)
        event.url = .absent
        #expect(!event.path.isPresent)
        event.filePath = EventField(0..<0)
        #expect(event.path.isPresent)
    }

    private func text(_ event: Event, _ field: EventField) -> String {
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: event.text(field))
        return String(decoding: bytes, as: UTF8.self)
    }
}
