// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// What stands before the message, in all its forms.
struct SyslogHeaderTests {
    private static let message = "connect from UNDETERMINED (192.0.2.7)"
    /// 2015-03-04T11:47:06Z
    private static let instant: Int64 = 1_425_469_626

    private func parse(_ lines: String...) -> [(outcome: RecordOutcome, event: Event)] {
        let type = FormatRegistry.all.first { $0.descriptor.id == "syslog" }!
        var format = type.init(context: ReadingContext(firstYear: 2015))
        return lines.map { format.parse($0) }
    }

    @Test(arguments: [
        "Mar  4 11:47:06 nas rsyncd[485]: ", "Mar 4 11:47:06 nas rsyncd[485]: ", "Mar 04 11:47:06 nas rsyncd: ",
        "<30>Mar  4 11:47:06 nas rsyncd[485]: ", "<30>Mar  4 11:47:06 rsyncd[485]: ", "Mar  4 11:47:06  rsyncd[485]: ",
        "Mar  4 11:47:06 rsyncd[485]: ", "Mar  4 11:47:06 daemon.info rsyncd[485]: ",
        "Mar  4 11:47:06 daemon.info: rsyncd[485]: ", "Mar  4 11:47:06 nas daemon.info rsyncd[485]: ",
        "Mar  4 11:47:06 nas auth|security:info rsyncd[485]: ",
        "Mar  4 11:47:06 nas rsyncd[485]: [ID 702911 daemon.notice] ", "Mar  4 11:47:06 nas /usr/bin/rsyncd[485]: ",
        "Mar  4 11:47:06 files.example.info rsyncd[485]: ", "Mar  4 11:47:06 2001:db8::7 rsyncd[485]: ",
        "Mar  4 11:47:06 nas rsyncd[485]:  ", "mars 04 11:47:06 nas rsyncd[485]: ", "3月  4 11:47:06 nas rsyncd[485]: ",
        "3월 4 11:47:06 nas rsyncd[485]: ", "Mär  4 11:47:06 nas rsyncd[485]: ", "mrt  4 11:47:06 nas rsyncd[485]: ",
    ])
    func stampsWithoutAYearAreRead(header: String) {
        let (outcome, event) = parse(header + Self.message)[0]
        #expect(outcome == .event)
        #expect(event.time == Instant(seconds: Self.instant))
        #expect(event.timeBasis == .yearInferred)
        #expect(event.string(event.source) == "192.0.2.7")
    }

    @Test(arguments: [
        ("2015 Mar  4 11:47:06 nas rsyncd[485]: ", TimeBasis.zoneAssumed, UInt8(0)),
        ("Mar  4 2015 11:47:06 nas rsyncd[485]: ", .zoneAssumed, 0),
        ("2015-03-04T11:47:06 nas rsyncd[485]: ", .zoneAssumed, 0),
        ("2015-03-04T12:47:06+01:00 nas rsyncd[485]: ", .stated, 0),
        ("2015-03-04T06:17:06-0530 nas rsyncd[485]: ", .stated, 0),
        ("<30>2015-03-04T11:47:06.25Z nas rsyncd[485]: ", .stated, 2),
        ("<30>1 2015-03-04T11:47:06.25Z nas rsyncd 485 - - ", .stated, 2),
        ("<30>1 2015-03-04T11:47:06.25Z - rsyncd - ID47 [a@1 b=\"c \\\"] d\"][e f=\"g\"] \u{FEFF}", .stated, 2),
    ])
    func stampsWithAYearAreRead(header: String, basis: TimeBasis, fractionDigits: UInt8) {
        let (outcome, event) = parse(header + Self.message)[0]
        #expect(outcome == .event)
        #expect(event.time?.seconds == Self.instant)
        #expect(event.time?.fractionDigits == fractionDigits)
        #expect(event.time?.nanoseconds == (fractionDigits == 0 ? 0 : 250_000_000))
        #expect(event.timeBasis == basis)
    }

    @Test func aLineThatSaysThatItHasNoTimeHasNone() {
        let (outcome, event) = parse("<30>1 - nas rsyncd 485 - - " + Self.message)[0]
        #expect(outcome == .event)
        #expect(event.time == nil)
    }

    @Test(arguments: [
        "Mar  4 11:47:06 nas -- MARK --", "Mar  4 11:47:06 nas kernel: x", "Mar  4 11:47:06 nas word and more",
        "Mar  4 11:47:06 nas systemd[1]: Started x.", "Mar  4 11:47:06: --- last message repeated 2 times ---",
    ])
    func linesOfOthersStateTheirTimeAndNothingElse(line: String) {
        let (outcome, event) = parse(line)[0]
        #expect(outcome == .ignored)
        #expect(event.time == Instant(seconds: Self.instant))
    }

    @Test(arguments: [
        "MMM  4 11:47:06 nas x: y", "Mar 32 11:47:06 nas x: y", "Mar  4 24:47:06 nas x: y", "Feb 30 11:47:06 nas x: y",
        "13月  4 11:47:06 nas x: y", "2015-02-29T11:47:06 nas x: y", "<30>1 2015-03-04T11:47:06Z nas rsyncd 485 - [a",
        "Mar  4 11:47:06", "\tindented",
    ])
    func whatIsNoStampIsMalformed(line: String) {
        guard case .malformed = parse(line)[0].outcome else {
            Issue.record("\(line) was read")
            return
        }
    }

    @Test func linesIndentedWithATabBelongToTheMessageBeforeThem() {
        #expect(parse("Mar  4 11:47:06 nas x: a", "\tand b")[1].outcome == .ignored)
    }

    @Test(arguments: [
        "Mar  4 11:49:06 nas last message repeated 2 times",
        "Mar  4 11:49:06 nas rsyncd[485]: message repeated 2 times: [ connect from UNDETERMINED (192.0.2.7)]",
        "Mar  4 11:49:06: --- last message repeated 2 times ---", "Mar  4 11:49:06  last message repeated 2 times",
        "Mar  4 11:49:06 nas syslogd: last message repeated 2 times",
    ])
    func aRepeatedMessageIsAsManyEventsMoreAtTheTimeOfItsLine(line: String) {
        let results = parse("Mar  4 11:47:06 nas rsyncd[485]: " + Self.message, line)
        #expect(results[0].event.count == 1)
        #expect(results[1].outcome == .event)
        #expect(results[1].event.count == 2)
        #expect(results[1].event.time == Instant(seconds: Self.instant + 120))
        #expect(results[1].event.string(results[1].event.source) == "192.0.2.7")
    }

    @Test func aRepetitionOfALineThatStatedNothingStatesNothing() {
        let results = parse(
            "Mar  4 11:47:06 nas rsyncd[485]: " + Self.message, "Mar  4 11:47:06 nas kernel: x",
            "Mar  4 11:49:06 nas last message repeated 2 times")
        #expect(results[2].outcome == .ignored)
    }

    @Test func aCountThatNoDaemonWritesIsNotBelieved() {
        let result = parse("Mar  4 11:49:06 nas last message repeated 999999999999 times")[0]
        guard case .malformed = result.outcome else {
            Issue.record("it was read")
            return
        }
    }
}
