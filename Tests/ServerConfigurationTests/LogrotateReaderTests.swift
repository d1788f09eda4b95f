// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct LogrotateReaderTests {
    private func retentions(_ files: [String: String]) -> [String: LogRetention] {
        Dictionary(
            configuration(files).retentions.map { (String(decoding: $0.pattern, as: UTF8.self), $0) }
        ) { first, _ in first }
    }

    @Test func blocksOverrideWhatHoldsForAll() throws {
        let all = retentions([
            "/etc/logrotate.conf": "weekly\nrotate 4\ndateext\ninclude /etc/logrotate.d\n",
            "/etc/logrotate.d/apache2": """
            /var/log/apache2/*.log
            /srv/log/web.log {
                daily
                rotate 14
                compress
                notifempty
                nodateext
                postrotate
                    rotate 99
                endscript
            }
            """, "/etc/logrotate.d/vsftpd": "/var/log/vsftpd.log {\n copytruncate\n}\n",
            "/etc/logrotate.d/old.rpmsave": "/var/log/old.log {\n}\n",
        ])
        #expect(all.keys.sorted() == ["/srv/log/web.log", "/var/log/apache2/*.log", "/var/log/vsftpd.log"])
        let web = try #require(all["/srv/log/web.log"])
        #expect(web.count == 14 && web.interval == .daily && web.compresses && web.skipsEmpty)
        #expect(web.dateFormat == nil)
        let ftp = try #require(all["/var/log/vsftpd.log"])
        #expect(ftp.count == 4 && ftp.interval == .weekly && ftp.copiesAndTruncates)
        #expect(ftp.dateFormat == Array("-%Y%m%d".utf8))
        #expect(ftp.source.file == Array("etc/logrotate.d/vsftpd".utf8))
    }

    @Test func withoutACountRotatedFilesAreRemovedAtOnce() {
        let all = retentions(["/etc/logrotate.conf": "/a {\n monthly\n}\n/b {\n rotate -1\n}\n"])
        #expect(all["/a"]?.count == 0)
        #expect(all["/b"].map { $0.count == nil } == true)
    }

    @Test func sizesTakeThePlaceOfTheInterval() {
        let all = retentions(["/etc/logrotate.conf": "/a {\n weekly\n size 100k\n rotate=7\n maxage 30\n}\n"])
        #expect(all["/a"]?.interval == nil)
        #expect(all["/a"]?.size == 102_400)
        #expect(all["/a"]?.days == 30)
    }

    @Test func aBlockThatIsNotClosedIsNamed() {
        let machine = configuration(["/etc/logrotate.d/a": "/a {\n rotate 3\n"])
        #expect(machine.retentions.map(\.count) == [3])
        #expect(machine.noteTexts == ["etc/logrotate.d/a:1: the block is not closed"])
    }
}
