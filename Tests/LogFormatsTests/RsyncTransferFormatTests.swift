// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import TestSupport
import Testing

/// rsync daemons with a `log format` of their own, the sessions that their lines belong to, and their clock.
struct RsyncTransferFormatTests {
    private func parse(_ lines: [String], formats: [String] = [], zone: ZoneRules = .utc)
        -> [(outcome: RecordOutcome, event: Event)]
    {
        var context = ReadingContext(zone: zone)
        context.transferFormats = formats.map { Array($0.utf8) }
        var format = FormatRegistry.all.first { $0.descriptor.id == "rsyncd" }!.init(context: context)
        return lines.map { format.parse($0) }
    }

    private func session(
        _ messages: String..., formats: [String] = [],
        request: String = "rsync on backup/a from callsys@UNDETERMINED (192.0.2.7)"
    )
        -> [(outcome: RecordOutcome, event: Event)]
    {
        let all = ["connect from UNDETERMINED (192.0.2.7)", request] + messages
        return Array(parse(all.map { "2015/03/28 12:15:23 [396] \($0)" }, formats: formats).dropFirst(2))
    }

    @Test func aFormatThatSaysWhatTheSessionSaysIsRecognised() {
        let (outcome, event) = session(
            "2015/03/28 12:15:23 192.0.2.7 backup callsys send calls/a b len=1.wav len=24855 bytes=24898 cksum=16")[0]
        #expect(outcome == .event)
        #expect(event.action == .retrieve && event.transfer == .complete && event.byteCount == 24_855)
        #expect(event.string(event.filePath) == "backup/calls/a b len=1.wav")
        #expect(event.string(event.source) == "192.0.2.7")
        #expect(event.string(event.user) == "callsys")
    }

    @Test func whatALineLeavesOutTheSessionTells() {
        let (outcome, event) = session("2015/03/28 12:15:23 192.0.2.7 backup x y.wav 24898")[0]
        #expect(outcome == .event)
        #expect(event.action == .retrieve && event.byteCount == 24_898)
        #expect(event.string(event.filePath) == "backup/x y.wav")
        #expect(event.string(event.user) == "callsys")
    }

    @Test func aPushWithoutAnOperationInItsLinesIsAnUpload() {
        let event = session(
            "2015/03/28 12:15:23 192.0.2.7 backup x.wav 24898",
            request: "rsync to backup/a from callsys@UNDETERMINED (192.0.2.7)")[0].event
        #expect(event.action == .upload)
    }

    @Test func aLineThatContradictsItsSessionIsNotGuessedAt() {
        guard case .malformed = session("2015/03/28 12:15:23 192.0.2.8 other x.wav 24898")[0].outcome else {
            Issue.record("it was read")
            return
        }
    }

    @Test(arguments: [
        (
            "%o [%u@%a] %m/%f (%l, %b)", "send [callsys@192.0.2.7] backup/a (1, 2) (30, 40)", "backup/a (1, 2)",
            Int64(30)
        ),
        ("%i %n%L", ">f+++++++++ a b.wav", "backup/a b.wav", nil),
        (
            "%o %h [%a] %m (%u) %f %'l %'b", "send UNDETERMINED [192.0.2.7] backup () a 1 1,234 1,300", "backup/a 1",
            1_234
        ),
        ("%p|%t|%f|%l", "396|2015/03/28 12:15:23|a|b|5", "backup/a|b", 5),
    ])
    func aFormatOfTheConfigurationIsRead(format: String, line: String, path: String, byteCount: Int64?) {
        let (outcome, event) = session(line, formats: [format])[0]
        #expect(outcome == .event)
        #expect(event.string(event.filePath) == path)
        #expect(event.byteCount == byteCount)
    }

    @Test func aFormatThatNamesNoFileIsNone() {
        guard case .malformed = session("12", formats: ["%l"])[0].outcome else {
            Issue.record("it was read")
            return
        }
    }

    @Test func aPullThatBrokeOffIsNoRetrieval() {
        let results = session(
            "rsync: [sender] write error: Broken pipe (32)",
            "rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at io.c(1892) [sender=3.5.0]")
        #expect(results[0].outcome == .ignored)
        let event = results[1].event
        #expect(results[1].outcome == .event && event.action == .other && event.outcome == .failure)
        #expect(event.string(event.filePath) == "backup/a")
        #expect(event.string(event.source) == "192.0.2.7")
    }

    @Test func whoseSecretIsMissingIsNamed() {
        let event = session("auth failed on module m from h (192.0.2.7): missing secret for user \"a\"b\"")[0].event
        #expect(event.action == .denied)
        #expect(event.string(event.user) == "a\"b")
    }

    @Test func aRequestForNothingNamesNothing() {
        #expect(parse(["2015/03/28 12:15:23 [1] rsync on  from h (192.0.2.7)"])[0].event.filePath == .absent)
    }

    @Test func aProcessThatComesAnewHasAnotherSession() {
        let results = session(
            "connect from UNDETERMINED (192.0.2.9)", "rsync error: timeout in data send/receive (code 30)")
        #expect(results[1].outcome == .ignored)
    }

    @Test(arguments: [
        ("<f+++++++++ a b.wav", Action.retrieve, "a b.wav"), (">f.st...... a.wav", .upload, "a.wav"),
        ("*deleting   old/a.wav", .delete, "old/a.wav"), ("cd+++++++++ new/", .mkdir, "new/"),
    ])
    func aClientsOwnLogIsItemised(message: String, action: Action, path: String) {
        let (outcome, event) = parse(["2016/10/11 22:44:03 [4451] \(message)"])[0]
        #expect(outcome == .event)
        #expect(event.action == action)
        #expect(event.string(event.filePath) == path)
    }

    @Test(arguments: [
        ".d..t...... ./", "sent 39,889,034,403 bytes  received 5,146,208 bytes  70,546,738.48 bytes/sec",
        "total size is 39,879,262,414  speedup is 1.00", "cL+++++++++ a -> b", "max connections (5) reached",
    ])
    func notesStateNothing(message: String) {
        #expect(parse(["2016/10/11 22:44:03 [4451] \(message)"])[0].outcome == .ignored)
    }

    private static let flip = [
        "2019/03/08 13:43:48 [90] connect from UNKNOWN (192.0.2.7)",
        "2019/03/08 12:43:48 [90] rsync on backup from UNKNOWN (192.0.2.7)",
        "2019/03/08 12:44:11 [90] send UNKNOWN [192.0.2.7] backup () a 5",
        "2019/03/08 13:44:20 [91] connect from UNKNOWN (192.0.2.7)",
    ]
    /// 2019-03-08T12:43:48Z
    private static let flipped: Int64 = 1_552_049_028

    @Test func aSessionThatGoesOnInUTCIsOneSession() throws {
        let zone = try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let times = parse(Self.flip, zone: zone).map { $0.event.time?.seconds }
        #expect(times == [Self.flipped, Self.flipped, Self.flipped + 23, Self.flipped + 32])
    }

    @Test func withoutAZoneTheSessionStaysWhereItsConnectionWas() {
        let times = parse(Self.flip).map { $0.event.time?.seconds }
        let start = Self.flipped + 3_600
        #expect(times == [start, start, start + 23, start + 32])
    }

    @Test func westOfUTCTheStampsLeapForward() throws {
        let zone = try ZoneRules(footer: "EST5")
        let lines = [
            "2019/03/08 07:43:48 [90] connect from UNKNOWN (192.0.2.7)",
            "2019/03/08 12:43:48 [90] rsync on backup from UNKNOWN (192.0.2.7)",
        ]
        #expect(parse(lines, zone: zone).map { $0.event.time?.seconds } == [Self.flipped, Self.flipped])
    }

    @Test func theHourThatExistsTwiceIsNoChangeOfTheZone() throws {
        let zone = try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let lines = [
            "2015/10/25 02:59:59 [90] connect from UNKNOWN (192.0.2.7)",
            "2015/10/25 02:00:01 [90] rsync on backup from UNKNOWN (192.0.2.7)",
            "2015/10/25 03:00:01 [90] send UNKNOWN [192.0.2.7] backup () a 5",
        ]
        // 2015-10-25T00:59:59Z
        let start: Int64 = 1_445_734_799
        #expect(parse(lines, zone: zone).map { $0.event.time?.seconds } == [start, start + 2, start + 3_602])
    }
}
