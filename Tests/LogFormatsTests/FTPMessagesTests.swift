// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// Messages of FTP daemons in syslog, where the shape of one line is not all.
struct FTPMessagesTests {
    private var log = format("syslog")

    private mutating func read(_ line: String) -> Event? {
        let (outcome, event) = log.parse(line)
        return outcome == .event ? event : nil
    }

    @Test mutating func vsftpdMayRepeatItsOwnHeaderBehindThatOfSyslog() throws {
        let event = try #require(
            read(
                "Jul 13 12:31:20 www vsftpd: Sun Jul 13 10:31:20 2008 [pid 27528] [anna] FAIL LOGIN: Client \"192.0.2.7\""
            ))
        #expect(event.action == .denied)
        #expect(event.string(event.user) == "anna")
        #expect(event.string(event.source) == "192.0.2.7")
    }

    @Test mutating func onlyTheNextTransferOfTheSameClientIsAPart() throws {
        let transfer = "[NOTICE] /x.wav downloaded  (5 bytes, 1.00KB/sec)"
        #expect(read("Mar  4 10:56:37 nas pure-ftpd: (anna@192.0.2.7) [NOTICE] Restarting at 5000") == nil)
        let others = try #require(read("Mar  4 10:56:38 nas pure-ftpd: (anna@192.0.2.8) \(transfer)"))
        #expect(others.transfer == .unknown)
        let own = try #require(read("Mar  4 10:56:39 nas pure-ftpd: (anna@192.0.2.7) \(transfer)"))
        #expect(own.transfer == .partial)
        let next = try #require(read("Mar  4 10:56:40 nas pure-ftpd: (anna@192.0.2.7) \(transfer)"))
        #expect(next.transfer == .unknown)
    }

    @Test mutating func aProcessNumberUsedAgainBringsNoOldUser() throws {
        let client = "nas (192.0.2.7[192.0.2.7])"
        #expect(read("Mar  4 10:00:00 nas proftpd[7] \(client): USER anna: Login successful.") != nil)
        #expect(read("Mar  4 10:01:00 nas proftpd[7] \(client): FTP session opened.") != nil)
        let end = try #require(read("Mar  4 10:02:00 nas proftpd[7] \(client): FTP session closed."))
        #expect(!end.user.isPresent)
    }

    @Test(arguments: [
        "pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=x rhost=192.0.2.66",
        "pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=x rhost=1.1.1.1 rhost=192.0.2.66",
    ])
    func theClientOfARefusedLoginIsNotWhatWasTyped(message: String) throws {
        var log = format("syslog")
        let (outcome, event) = log.parse("Mar  4 10:00:00 nas vsftpd: \(message)")
        #expect(outcome == .event)
        #expect(event.string(event.source) == "192.0.2.66")
        #expect(event.action == .denied)
    }

    @Test func anAddressAtTheEndOfACutLineIsNotBelieved() {
        for line in [
            "Mar  4 10:00:00 nas ftpd[1]: connect from 192.0.2.6",
            "Mar  4 10:00:00 nas proftpd[1]: connect from 192.0.2.6",
            "Mar  4 10:00:00 nas vsftpd: pam_unix(vsftpd:auth): authentication failure; ruser=x rhost=192.0.2.6",
        ] {
            var log = format("syslog")
            #expect(log.parse(line).outcome == .event)
            guard case .malformed = log.parse(line, isTerminated: false).outcome else {
                Issue.record("\(line) is believed")
                continue
            }
        }
    }
}
