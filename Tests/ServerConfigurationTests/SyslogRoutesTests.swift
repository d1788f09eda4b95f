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

    @Test func includedRulesAndActionsCount() {
        #expect(
            files(
                #"include(file="/etc/rsyslog.d/*.conf" mode="optional")"#,
                more: ["/etc/rsyslog.d/10-ftp.conf": #"ftp.* action(type="omfile" file="/srv/log/ftp.log")"#]
            ) == ["/srv/log/ftp.log"])
    }
}
