// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct VsftpdReaderTests {
    @Test func withoutXferlogNothingIsLoggedAndAnybodyMayComeIn() throws {
        let machine = configuration(["/etc/vsftpd.conf": "# sample\nlisten=YES\nanon_root=/srv/nas\n"])
        let service = try #require(machine.service(.ftp))
        #expect(service.logging == .no)
        #expect(service.requiresAuthentication == false)
        #expect(service.isEncrypted == false)
        #expect(service.reasons.first?.remedy == "xferlog_enable=YES")
        #expect(machine.logs.isEmpty)
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
    }

    @Test func theDirectiveThatTurnsItOffIsNamed() {
        let machine = configuration(["/etc/vsftpd.conf": "anonymous_enable=NO\nxferlog_enable=NO\n"])
        #expect(machine.service(.ftp)?.reasons.map(\.place) == ["etc/vsftpd.conf:2"])
        #expect(machine.service(.ftp)?.requiresAuthentication == true)
    }

    @Test(arguments: [
        ("", ["/var/log/vsftpd.log"]), ("xferlog_std_format=YES", ["/var/log/xferlog"]),
        ("dual_log_enable=YES\nxferlog_file=/srv/x", ["/srv/x", "/var/log/vsftpd.log"]), ("syslog_enable=YES", []),
    ])
    func theFormatDecidesTheFile(lines: String, paths: [String]) {
        let machine = configuration(["/etc/vsftpd/vsftpd.conf": "xferlog_enable=YES\n\(lines)\n"])
        #expect(machine.logPaths == paths)
        #expect(machine.service(.ftp)?.logging == .yes)
    }

    @Test func usersInAJailHaveTheirOwnRoot() {
        let machine = configuration([
            "/etc/vsftpd.conf": "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nlocal_root=/srv/nas\n"
        ])
        #expect(machine.mountTexts == ["/ -> /srv/nas"])
    }

    @Test func aLineWithoutAValueIsNamed() {
        let machine = configuration(["/etc/vsftpd.conf": "listen\n"])
        #expect(machine.noteTexts == ["etc/vsftpd.conf:1: not of the form NAME=VALUE"])
    }
}

@Suite struct ProFTPDReaderTests {
    @Test func logsAndTheirFormatsAreFound() {
        let machine = configuration([
            "/etc/proftpd/proftpd.conf": """
            DefaultRoot ~
            Include conf.d/
            SystemLog /var/log/proftpd/proftpd.log
            LogFormat full "%{iso8601} %a \\"%r\\" %f"
            ExtendedLog /var/log/proftpd/extended.log READ,WRITE full
            <Anonymous /srv/nas>
                User ftp
            </Anonymous>
            """, "/etc/proftpd/conf.d/log.conf": "TransferLog /var/log/proftpd/xferlog\n",
        ])
        #expect(
            machine.logPaths == [
                "/var/log/proftpd/xferlog", "/var/log/proftpd/extended.log", "/var/log/proftpd/proftpd.log",
            ])
        #expect(machine.logs.map(\.formatText) == [nil, #"%{iso8601} %a "%r" %f"#, nil])
        #expect(machine.service(.ftp)?.logging == .yes)
        #expect(machine.service(.ftp)?.requiresAuthentication == false)
        #expect(machine.mountTexts == ["/ -> ?", "/ -> /srv/nas"])
        #expect(machine.mounts.map(\.logsRealPaths) == [true, true])
    }

    @Test func transfersAreLoggedByDefault() {
        let machine = configuration(["/etc/proftpd.conf": "ServerName nas\n"])
        #expect(machine.logPaths == ["/var/log/xferlog"])
        #expect(machine.service(.ftp)?.logging == .yes)
    }

    @Test func transferLogNoneIsNoLogUnlessCommandsAreLogged() {
        #expect(configuration(["/etc/proftpd.conf": "TransferLog none\n"]).service(.ftp)?.logging == .no)
        let both = configuration(["/etc/proftpd.conf": "TransferLog NONE\nExtendedLog /var/log/ftp.log ALL\n"])
        #expect(both.service(.ftp)?.logging == .yes)
        let writes = configuration(["/etc/proftpd.conf": "TransferLog none\nExtendedLog /var/log/ftp.log WRITE\n"])
        #expect(writes.service(.ftp)?.logging == .no)
    }

    @Test func aHostMaySpeakTheSecureShell() {
        let machine = configuration([
            "/etc/proftpd.conf": "<VirtualHost 192.0.2.1>\nSFTPEngine on\nPort 2222\n</VirtualHost>\n"
        ])
        #expect(machine.services.map(\.channel) == [.ftp, .sftp, .scp])
        #expect(machine.service(.scp)?.logging == .yes)
    }
}

@Suite struct PureFTPdReaderTests {
    @Test func debiansFolderOverridesTheFile() {
        let machine = configuration([
            "/etc/pure-ftpd/pure-ftpd.conf": "NoAnonymous no\nSyslogFacility ftp\nChrootEveryone yes\n",
            "/etc/pure-ftpd/conf/NoAnonymous": "yes\n",
            "/etc/pure-ftpd/conf/AltLog": "clf:/var/log/pure/transfer.log\nstats:/var/log/pure/stats.log\n",
        ])
        #expect(machine.services.count == 1)
        #expect(machine.service(.ftp)?.requiresAuthentication == true)
        #expect(machine.logPaths == ["/var/log/pure/transfer.log", "/var/log/pure/stats.log"])
        #expect(machine.logs.map(\.formatText) == ["clf", "stats", nil])
        #expect(machine.logs.last?.destination == .syslog(facility: "ftp"))
    }

    @Test func withoutSyslogAndAltLogNothingIsLogged() {
        let machine = configuration(["/etc/pure-ftpd.conf": "SyslogFacility none\n"])
        #expect(machine.service(.ftp)?.logging == .no)
        #expect(machine.service(.ftp)?.requiresAuthentication == false)
    }

    @Test func anonymousClientsComeToTheHomeOfTheUserFtp() {
        let machine = configuration([
            "/etc/pure-ftpd.conf": "AnonymousOnly yes\n",
            "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nftp:x:106:65534::/srv/ftp/:/usr/sbin/nologin\n",
        ])
        #expect(machine.mountTexts == ["/ -> /srv/ftp"])
    }

    @Test func aCommandLineIsReadToo() {
        let machine = configuration([
            "/etc/inetd.conf": """
            #ftp stream tcp nowait root /usr/sbin/vsftpd vsftpd
            ftp stream tcp nowait root /usr/sbin/tcpd /usr/sbin/pure-ftpd -E -O clf:/var/log/pure.log --tls=2
            """
        ])
        #expect(machine.logPaths == ["/var/log/pure.log"])
        #expect(machine.service(.ftp)?.requiresAuthentication == true)
        #expect(machine.service(.ftp)?.isEncrypted == true)
    }
}
