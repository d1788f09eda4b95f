// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// One transfer in several logs is one retrieval; two transfers are two, whatever logs they stand in.
@Suite struct TransferMatchingTests {
    private func record(
        _ path: String, in series: String, _ channel: Channel = .ftp, byteCount: Int64? = 1000, at seconds: Int64 = 0,
        transfer: Transfer = .complete, basis: TimeBasis = .stated, from client: String = "192.0.2.1"
    ) -> PlainEvent {
        var event = PlainEvent.retrieval(
            path, channel, from: client, series: series, byteCount: byteCount, transfer: transfer,
            at: 1_425_459_149 + seconds)
        event.timeBasis = basis
        return event
    }

    private func counts(_ records: PlainEvent...) -> (retrievals: Int64, repeated: Int64) {
        let answers = CaseAnswers(records)
        return (answers.exposure.proven.retrievals, answers.retrievals.repeatedCount)
    }

    @Test func aTransferInTwoLogsIsCountedOnceEverywhere() {
        let answers = CaseAnswers([record("/calls/a.wav", in: "xferlog"), record("/calls/a.wav", in: "vsftpd.log")])
        #expect(answers.retrievals.files.map(\.retrievals) == [1])
        #expect(answers.retrievals.files.map(\.byteCount) == [1000])
        #expect(answers.retrievals.routes.map(\.retrievals) == [1])
        #expect(answers.channels.map(\.retrievals) == [1])
        #expect(answers.channels.map(\.events) == [2])
        #expect(answers.actors.map(\.retrievals) == [1])
        #expect(answers.actors.map(\.byteCount) == [1000])
        #expect(answers.retrievals.byteCount == 1000)
        #expect(answers.retrievals.repeatedCount == 1)
    }

    @Test func sevenFormatsOfOneRequestAreOneRetrieval() {
        let records = (1...7).map { number in
            record(
                "/calls/a.wav", in: "access\(number).log", .http, byteCount: number < 4 ? 151_966 : 151_730,
                transfer: .unknown)
        }
        let answers = CaseAnswers(records)
        #expect(answers.exposure.proven.retrievals == 1)
        #expect(answers.retrievals.repeatedCount == 6)
        // The header is no payload.
        #expect(answers.retrievals.byteCount == 151_730)
    }

    @Test func withinOneLogNothingIsMatched() {
        let counts = counts(record("/a", in: "xferlog"), record("/a", in: "xferlog"))
        #expect(counts == (2, 0))
    }

    /// What one log counts is a lower bound of what there was.
    @Test func noMoreRecordsArePairedThanTheOtherLogHas() {
        let counts = counts(
            record("/a", in: "xferlog"), record("/a", in: "xferlog"), record("/a", in: "xferlog", at: 1),
            record("/a", in: "vsftpd.log"), record("/a", in: "vsftpd.log", at: 1))
        #expect(counts == (3, 2))
    }

    @Test func otherClientsProtocolsFilesAndTimesAreOtherTransfers() {
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "vsftpd.log", from: "192.0.2.2")) == (2, 0))
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "rsyncd.log", .rsync)) == (2, 0))
        #expect(counts(record("/x/a", in: "xferlog"), record("/y/a", in: "vsftpd.log")) == (2, 0))
        #expect(counts(record("/a", in: "xferlog"), record("/b", in: "vsftpd.log")) == (2, 0))
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "vsftpd.log", at: 3)) == (2, 0))
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "vsftpd.log", at: 2)) == (1, 1))
    }

    @Test func bytesThatCannotBeOfOneTransferKeepItTwo() {
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "vsftpd.log", byteCount: 999)) == (2, 0))
        #expect(counts(record("/a", in: "xferlog"), record("/a", in: "vsftpd.log", byteCount: nil)) == (1, 1))
        #expect(
            counts(record("/a", in: "a", .http), record("/a", in: "b", .http, byteCount: 3000, at: 1)) == (2, 0))
    }

    /// `%b` states what was going to be sent, `%O` what was.
    @Test func ofAnAbortedRequestTheSmallerCountIsWhatLeft() {
        let answers = CaseAnswers(
            [
                record("/a", in: "access", .http, byteCount: 9_600_044, transfer: .unknown),
                record("/a", in: "combinedio", .http, byteCount: 912_000, transfer: .aborted),
            ], inventory: Inventory(paths: ["a"], size: 9_600_044))
        #expect(answers.retrievals.byteCount == 912_000)
        #expect(answers.retrievals.files.map(\.isComplete) == [false])
    }

    /// Pure-FTPd's xferlog keeps the offset that held when the server was started; its syslog lines follow the zone.
    @Test func aFrozenOffsetIsAnHourOff() {
        let frozen = record("/a", in: "xferlog", at: -3600, basis: .zoneAssumed)
        let answers = CaseAnswers([frozen, record("/a", in: "ftp.log", at: 1, basis: .yearInferred)])
        #expect(answers.retrievals.repeatedCount == 1)
        #expect(answers.exposure.span.first == Instant(seconds: 1_425_459_150))
        // Both stamps state their offset: an hour is an hour.
        #expect(counts(record("/a", in: "stats", at: -3600), record("/a", in: "clf")) == (2, 0))
        #expect(counts(frozen, record("/a", in: "web", .http)) == (2, 0))
    }

    /// vsftpd's own log and its xferlog, and a name relative to a folder that the log does not show.
    @Test(arguments: [
        ("/calls/??sa 1.wav", "/calls/??sa_1.wav"), ("/calls/a  b.wav", "/calls/a_b.wav"),
        ("a.wav", "/srv/nas/calls/a.wav"), ("/calls/a.wav", "/srv/nas/calls/a.wav"),
        ("/calls/\u{e5}sa.wav", "/calls/??sa.wav"),
    ])
    func namesThatServersChangeAreOfOneTransfer(one: String, other: String) {
        let answers = CaseAnswers([record(one, in: "extended.log"), record(other, in: "xferlog")])
        #expect(answers.retrievals.repeatedCount == 1)
        #expect(answers.retrievals.files.count == 1)
        #expect(answers.retrievals.routes.count == 1)
    }

    @Test func theNameThatIsInTheInventoryIsKept() {
        let answers = CaseAnswers(
            [
                record("a b.wav", in: "extended.log"), record("/srv/nas/calls/a_b.wav", in: "xferlog"),
                record("/srv/nas/calls/a b.wav", in: "vsftpd.log"), record("/srv/nas/calls/c.wav", in: "vsftpd.log"),
            ], inventory: Inventory(paths: ["calls/a b.wav", "calls/c.wav"]))
        #expect(answers.retrievals.files.map(\.path) == ["calls/a b.wav", "calls/c.wav"].map { Array($0.utf8) })
        #expect(answers.retrievals.repeatedCount == 2)
    }

    @Test func recordsWithoutATimeAreCountedAsTheyAre() {
        var event = record("/a", in: "xferlog")
        event.time = nil
        var other = record("/a", in: "vsftpd.log")
        other.time = nil
        #expect(counts(event, other) == (2, 0))
    }

    /// A ledger that was told that no other log has a channel keeps no transfer of it.
    @Test func channelsOfOneLogAreNotMatched() {
        var ledger = Ledger(sharedChannels: [])
        ledger.observe(record("/a", in: "xferlog"))
        ledger.observe(record("/a", in: "vsftpd.log"))
        #expect(ledger.retrievals.transfers.entries.isEmpty)
        #expect(CaseAnswers(ledger, inventory: nil).exposure.proven.retrievals == 2)
    }

    /// Many transfers within the same seconds, in both logs.
    @Test func aThousandTransfersASecondAreAThousand() {
        let records = ["access", "ssl_access"].flatMap { series in
            (0..<3000).map { record("/a", in: series, .http, at: Int64($0 / 1000)) }
        }
        let answers = CaseAnswers(records)
        #expect(answers.exposure.proven.retrievals == 3000)
        #expect(answers.retrievals.repeatedCount == 3000)
    }
}
