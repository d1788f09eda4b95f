// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What single events owe to the configuration beside their log.
@Suite struct EventPlacerTests {
    private static let apache = """
        DocumentRoot /srv/www
        CustomLog /var/log/apache2/access.log common
        Alias /webdav /srv/nas
        <Location /webdav>
            Dav On
        </Location>

        """

    private func events(_ files: [String: String]) throws -> [String] {
        let evidence = try CaseFolder(files)
        var events: [String] = []
        _ = CaseReading([evidence.folder.path], .init()).forEachEvent { event, _, _, _ in
            let texts = [event.urlPath, event.filePath].map { field in
                field.isPresent
                    ? event.text(field).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } : "-"
            }
            events.append("\(event.channel?.rawValue ?? "-") \(texts[0]) \(texts[1])")
            return true
        }
        return events
    }

    private func line(_ path: String) -> String {
        "192.0.2.7 - - [15/Feb/2019:13:00:01 +0100] \"GET \(path) HTTP/1.1\" 200 1000\n"
    }

    @Test func aGETBelowAnAddressWithDavOnIsWebDAV() throws {
        let log = line("/webdav/a%20b.wav") + line("/webdav2/a.wav") + line("/a.wav")
        #expect(
            try events(["etc/apache2/apache2.conf": Self.apache, "var/log/apache2/access.log": log]) == [
                "webdav /webdav/a b.wav /srv/nas/a b.wav", "http /webdav2/a.wav /srv/www/webdav2/a.wav",
                "http /a.wav /srv/www/a.wav",
            ])
    }

    @Test func whatAProgramGivesOutLiesWhereItKeepsIt() throws {
        let log =
            line("/cloud/remote.php/webdav/a.wav")
            + line("/cloud/index.php/apps/files/ajax/download.php?dir=%2F&files=a.wav")
        #expect(
            try events(["etc/apache2/apache2.conf": Self.apache, "var/log/apache2/access.log": log]) == [
                "webdav /cloud/remote.php/webdav/a.wav -", "http /cloud/index.php/apps/files/ajax/download.php /a.wav",
            ])
    }

    @Test func withoutAConfigurationAnEventIsAsLogged() throws {
        #expect(try events(["var/log/apache2/access.log": line("/webdav/a.wav")]) == ["http /webdav/a.wav -"])
    }

    @Test func aRecordThatIsRepeatedIsMappedOnceEachTime() throws {
        let download = #"[ftp] OK DOWNLOAD: Client "192.0.2.7", "/a.wav", 1000 bytes, 100.00Kbyte/sec"#
        let syslog = """
            Feb 15 12:00:01 nas vsftpd[7]: \(download)
            Feb 15 12:00:09 nas vsftpd[7]: message repeated 2 times: [ \(download)]

            """
        let configuration = "listen=YES\nanonymous_enable=YES\nlocal_enable=NO\nanon_root=/srv/ftp\nsyslog_enable=YES\n"
        #expect(
            try events(["var/log/syslog": syslog, "etc/vsftpd.conf": configuration])
                == Array(repeating: "ftp - /srv/ftp/a.wav", count: 3))
    }
}
