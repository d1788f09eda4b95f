// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats
import Testing

/// Transfers over sftp, of which the session, the open and the close stand in different lines.
struct SftpSessionsTests {
    private static let session = "session opened for local user anna from [192.0.2.7]"
    private static let open = "open \"/a.wav\" flags READ mode 0666"

    /// A log of these messages, and what is left of it at its end.
    private func parse(_ messages: [(process: Int, text: String)], atEnd: Bool = true)
        -> (events: [Event?], unfinished: [UnfinishedEvent])
    {
        var format = format("syslog")
        var events: [Event?] = []
        for (number, message) in messages.enumerated() {
            let line = Array("Mar  4 11:47:06 nas internal-sftp[\(message.process)]: \(message.text)".utf8)
            var event = Event()
            event.begin(line.span)
            let position = RecordPosition(lineNumber: Int64(number + 1), offset: Int64(number * 100))
            let outcome = format.parse(Record(line.span, at: position), into: &event)
            events.append(outcome == .event ? event : nil)
        }
        return (events, format.takeUnfinished(atEnd: atEnd))
    }

    private func parse(_ texts: String...) -> (events: [Event?], unfinished: [UnfinishedEvent]) {
        parse(texts.map { (545, $0) })
    }

    @Test func theSessionLineTellsUserAndAddressOfTheOthers() throws {
        let event = try #require(
            parse(Self.session, Self.open, "close \"/a.wav\" bytes read 5 written 0").events[2])
        #expect(event.action == .retrieve && event.byteCount == 5 && event.transfer == .unknown)
        #expect(event.string(event.user) == "anna")
        #expect(event.string(event.source) == "192.0.2.7")
    }

    @Test func anotherSessionOfTheSameProcessNumberIsAnother() throws {
        let (events, unfinished) = parse(
            Self.session, Self.open, "session opened for local user bob from [192.0.2.8]", "remove name \"/b\"")
        #expect(events[3]!.string(events[3]!.user) == "bob")
        #expect(unfinished.count == 1)
        #expect(unfinished[0].event.string(unfinished[0].event.user) == "anna")
    }

    @Test func linesOfOtherProcessesAreOfOtherSessions() {
        let events = parse([(1, Self.session), (2, Self.open)]).events
        #expect(events[1]!.user == .absent && events[1]!.source == .absent)
    }

    @Test func anOpenWithoutACloseIsATransferOfUnknownExtentAtItsOwnLine() {
        let (events, unfinished) = parse(Self.session, Self.open)
        #expect(events[1]?.action == .other)
        #expect(unfinished.map(\.position.lineNumber) == [2])
        #expect(unfinished.map(\.event.action) == [.retrieve])
        #expect(unfinished.map(\.event.transfer) == [.unknown])
        #expect(unfinished.map(\.event.byteCount) == [nil])
    }

    @Test func anOpenWithACloseIsNoTransferOfItsOwn() {
        #expect(parse(Self.session, Self.open, "close \"/a.wav\" bytes read 5 written 0").unfinished.isEmpty)
    }

    @Test func anOpenOutlivesItsArtifactAndNotItsSession() {
        #expect(parse([(1, Self.session), (1, Self.open)], atEnd: false).unfinished.isEmpty)
        let closed = "session closed for local user anna from [192.0.2.7]"
        #expect(parse([(1, Self.session), (1, Self.open), (1, closed)], atEnd: false).unfinished.count == 1)
    }

    @Test(arguments: [("No such file", Action.other), ("Permission denied", .denied)])
    func anOpenThatFailedIsNoTransfer(status: String, action: Action) throws {
        let (events, unfinished) = parse(Self.session, Self.open, "sent status \(status)")
        #expect(unfinished.isEmpty)
        let event = try #require(events[2])
        #expect(event.action == action && event.outcome == .failure)
        #expect(event.string(event.filePath) == "/a.wav")
    }

    @Test func aStatusBehindNoAttemptStatesNothing() {
        #expect(parse(Self.session, "sent status No such file").events[1] == nil)
    }

    @Test func aForcedCloseIsAnAbortedTransfer() throws {
        let event = try #require(parse("forced close \"/a.wav\" bytes read 7 written 0").events[0])
        #expect(event.action == .retrieve && event.transfer == .aborted && event.byteCount == 7)
    }

    @Test func aFileThatWasOpenedAndNotReadDidNotLeave() throws {
        let event = try #require(parse(Self.open, "close \"/a.wav\" bytes read 0 written 0").events[1])
        #expect(event.action == .other)
    }

    @Test func anEmptyFileWasUploaded() throws {
        let event = try #require(
            parse(
                "open \"/a.wav\" flags WRITE,CREATE,TRUNCATE mode 0666", "close \"/a.wav\" bytes read 0 written 0"
            ).events[1])
        #expect(event.action == .upload && event.byteCount == 0)
    }

    @Test(arguments: [
        ("\\303\\205sa \\\\1\\t\\n.wav", "/Åsa \\1\t\n.wav"), ("\" flags READ mode 0666", "/\" flags READ mode 0666"),
        ("a\"b", "/a\"b"), ("../x//y", "/x/y"), ("\\400", "/\\400"),
    ])
    func namesAreReadAsTheServerWroteThem(logged: String, name: String) throws {
        let event = try #require(parse("open \"/\(logged)\" flags READ mode 0666").events[0])
        #expect(event.string(event.filePath) == name)
    }

    @Test func aRenameThatImitatesItsOwnJointNamesNothing() throws {
        let events = parse(
            "rename old \"/a\" new \"/b\"", "rename old \"/a\" new \"/b\" new \"/c\""
        ).events
        #expect(events[0]!.string(events[0]!.filePath) == "/a")
        #expect(events[1]!.action == .rename && events[1]!.filePath == .absent)
    }

    @Test func manySessionsThatNeverEndAreGivenUpButNotTheirTransfers() {
        let messages = (1...5000).flatMap { [($0, Self.session), ($0, Self.open)] }
        #expect(parse(messages, atEnd: false).unfinished.count >= 2000)
        #expect(parse(messages).unfinished.count == 5000)
    }

    @Test func manyOpensOfOneSessionAreAllTransfers() {
        let opens = (1...1500).map { (1, "open \"/\($0)\" flags READ mode 0666") }
        #expect(parse(opens).unfinished.count == 1500)
    }
}
