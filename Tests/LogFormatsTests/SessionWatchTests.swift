// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats
import Testing

/// What lines say of the lines of their sessions before them.
@Suite struct SessionWatchTests {
    /// Of each line, written a minute after the one before; nil for one that says nothing.
    private func continuities(
        _ lines: [String], format id: String = "syslog", repeatingLast repeats: Bool = false
    ) -> [SessionContinuity?] {
        var format = format(id)
        let numbers = Array(lines.indices) + (repeats ? [lines.count - 1] : [])
        return numbers.map { number in
            let text = lines[number]
            let minute = min(10 + number, 59)
            let stamp = id == "rsyncd" ? "2015/03/04 11:\(minute):00 " : "Mar  4 11:\(minute):00 nas "
            let line = Array((stamp + text).utf8)
            var event = Event()
            event.begin(line.span)
            let position = RecordPosition(lineNumber: Int64(number + 1), offset: Int64(number * 100))
            let outcome = format.parse(Record(line.span, at: position), into: &event)
            return outcome == .event ? event.continuity : nil
        }
    }

    /// Minutes behind the first line.
    private func instant(_ minute: Int64, format id: String = "syslog") -> Instant {
        Instant(seconds: (id == "rsyncd" ? 1_425_467_400 : 5_397_000) + 60 * minute)
    }

    /// What the first line says behind a beginning that many minutes behind the first one, and what later ones do.
    private func first(_ minute: Int64, format id: String = "syslog") -> SessionContinuity {
        .whole(since: instant(minute, format: id), isFirst: true)
    }

    private func later(_ minute: Int64, format id: String = "syslog") -> SessionContinuity {
        .whole(since: instant(minute, format: id), isFirst: false)
    }

    private static let sftp = "internal-sftp[545]: "
    private static let sftpSession = sftp + "session opened for local user anna from [192.0.2.7]"
    private static let sftpOpen = sftp + "open \"/a.wav\" flags READ mode 0666"
    private static let sftpClose = sftp + "close \"/a.wav\" bytes read 5 written 0"
    private static let sftpEnd = sftp + "session closed for local user anna from [192.0.2.7]"

    @Test(arguments: [
        [
            "sshd[538]: pam_unix(sshd:session): session opened for user anna(uid=1001) by (uid=0)",
            "sshd[538]: pam_unix(sshd:session): session closed for user anna",
        ],
        [
            "proftpd[366]: nas (c[192.0.2.7]): FTP session opened.",
            "proftpd[366]: nas (c[192.0.2.7]): FTP session closed.",
        ],
        ["ftpd[12]: connection from 192.0.2.7", "ftpd[12]: FTP LOGIN FROM 192.0.2.7, anna"],
        [
            "pure-ftpd[12]: (?@192.0.2.7) [INFO] New connection from 192.0.2.7",
            "pure-ftpd[12]: (anna@192.0.2.7) [NOTICE] /a.wav downloaded  (5 bytes, 1.00KB/sec)",
        ],
        [
            "dropbear[12]: Child connection from 192.0.2.7:51234",
            "dropbear[12]: Password auth succeeded for 'root' from 192.0.2.7:51234",
        ],
        [sftpSession, sftpOpen],
    ])
    func aLineBehindTheBeginningIsOfAWholeSessionAndElseSaysThatItIsNotThere(lines: [String]) {
        #expect(continuities(lines) == [nil, first(0)])
        // Once: the lines behind it have one in front of them.
        #expect(continuities([lines[1]] + lines[1...]).first == .withoutBeginning)
        let other = lines[1].replacing(try! Regex(#"\[\d+\]"#), with: "[99]", maxReplacements: 1)
        #expect(continuities([lines[0], other]) == [nil, .withoutBeginning])
    }

    @Test func aProcessNumberThatComesAgainWithoutABeginningIsAnotherSession() {
        let opened = "sshd[538]: pam_unix(sshd:session): session opened for user anna(uid=1001) by (uid=0)"
        let closed = "sshd[538]: pam_unix(sshd:session): session closed for user anna"
        #expect(
            continuities([opened, closed, "", closed, opened, closed])
                == [nil, first(0), nil, .withoutBeginning, nil, first(4)])
    }

    @Test func whatAProcessSaysOfItsFailureBehindItsLastLineIsOfItsSession() {
        let lines = [
            "[485] connect from host (192.0.2.7)", "[485] rsync on calls/a.wav from host (192.0.2.7)",
            "[485] sent 393424 bytes  received 50 bytes  total size 7200044",
            "[485] rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at io.c(1892) [sender=3.5.0]",
        ]
        #expect(
            continuities(lines, format: "rsyncd") == [nil, first(0, format: "rsyncd"), nil, later(0, format: "rsyncd")])
    }

    @Test func aFileThatIsClosedAndWasNeverOpenedLacksALineInBetween() {
        #expect(
            continuities([Self.sftpSession, Self.sftpOpen, Self.sftpClose, Self.sftpClose])
                == [nil, first(0), later(0), .interrupted(since: instant(0))])
    }

    @Test func whatWasOpenedBeforeALogBeginsLacksNoLineInIt() {
        let other = Self.sftp + "close \"/b.wav\" bytes read 5 written 0"
        #expect(continuities([Self.sftpClose, other, Self.sftpEnd]) == [.withoutBeginning, nil, nil])
    }

    @Test func aSessionWithMoreOpenFilesThanAreRememberedLacksNone() {
        let opens = (0..<1030).map { Self.sftp + "open \"/\($0).wav\" flags READ mode 0666" }
        let close = Self.sftp + "close \"/0.wav\" bytes read 5 written 0"
        #expect(continuities([Self.sftpSession] + opens + [close]).last == later(0))
    }

    @Test func aLineThatIsShownTwiceSaysTheSame() {
        for lines in [
            [Self.sftpClose], [Self.sftpSession, Self.sftpClose], [Self.sftpSession, Self.sftpOpen, Self.sftpEnd],
        ] {
            let once = continuities(lines)
            #expect(once.last != .some(nil))
            #expect(continuities(lines, repeatingLast: true) == once + [once.last!])
        }
    }

    @Test func aSessionThatEndsWithAFileOpenLacksTheLineThatClosesIt() {
        #expect(
            continuities([Self.sftpSession, Self.sftpOpen, Self.sftpEnd])
                == [nil, first(0), .interrupted(since: instant(1))])
        let failure = Self.sftp + "sent status No such file"
        #expect(continuities([Self.sftpSession, Self.sftpOpen, failure, Self.sftpEnd]).last == later(0))
    }

    @Test func aFileThatIsSentAndNobodyAskedForLacksALineInBetween() {
        let connect = "[485] connect from host (192.0.2.7)"
        let request = "[485] rsync on calls/ from host (192.0.2.7)"
        let send = "[485] send host [192.0.2.7] calls () 2015/x.wav 77624"
        let sum = "[485] sent 77798 bytes  received 54 bytes  total size 77624"
        #expect(
            continuities([connect, request, send, sum, "", send], format: "rsyncd")
                == [
                    nil, first(0, format: "rsyncd"), later(0, format: "rsyncd"), nil, nil, .withoutBeginning,
                ])
        let start = instant(0, format: "rsyncd")
        #expect(continuities([connect, send], format: "rsyncd") == [nil, .interrupted(since: start)])
        #expect(continuities([request, send, send], format: "rsyncd") == [.withoutBeginning, nil, nil])
    }
}
