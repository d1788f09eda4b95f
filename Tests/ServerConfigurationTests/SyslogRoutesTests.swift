// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct SyslogRoutesTests {
    private func files(_ rules: String, more: [String: String] = [:]) -> [String] {
        configuration(
            ["/etc/rsyslog.conf": rules, "/etc/pure-ftpd.conf": "NoAnonymous yes\n"].merging(more) { $1 }
        ).logPaths
    }

    @Test func aFacilityGoesToEachFileWhoseSelectorTakesIt() {
        #expect(
            files(
                "auth,authpriv.*  /var/log/auth.log\nftp.*  -/var/log/ftp.log\n*.*;auth,authpriv,ftp.none  /var/log/syslog\n"
            ) == ["/var/log/ftp.log"])
        #expect(files("*.info;mail.none  /var/log/messages\n") == ["/var/log/messages"])
        #expect(files("ftp.warning  /var/log/ftp.err\n").isEmpty)
    }

    private func logging(_ rules: String) -> ConfiguredService.Logging? {
        configuration(["/etc/rsyslog.conf": rules, "/etc/pure-ftpd.conf": "NoAnonymous yes\n"]).service(.ftp)?.logging
    }

    @Test func whatSyslogDropsIsNotLogged() {
        #expect(logging("auth.* /var/log/auth.log\n") == .no)
        #expect(logging("auth.* /var/log/auth.log\n*.emerg :omusrmsg:*\n") == .no)
        #expect(logging("*.* /var/log/all.log\n") == .yes)
    }

    @Test func rulesThatAreNotUnderstoodLeaveItAsTheDaemonSays() {
        #expect(logging("auth.* /var/log/auth.log\n:programname, isequal, \"pure-ftpd\" /var/log/p.log\n") == .yes)
        #expect(logging("*.* @192.0.2.1\n") == .yes)
        #expect(logging(#"ftp.* action(type="omfwd" target="192.0.2.1")"#) == .yes)
        #expect(logging("if $programname == 'pure-ftpd' then /var/log/p.log\n") == .yes)
    }

    @Test func includedRulesAndActionsCount() {
        #expect(
            files(
                #"include(file="/etc/rsyslog.d/*.conf" mode="optional")"#,
                more: ["/etc/rsyslog.d/10-ftp.conf": #"ftp.* action(type="omfile" file="/srv/log/ftp.log")"#]
            ) == ["/srv/log/ftp.log"])
    }
}
