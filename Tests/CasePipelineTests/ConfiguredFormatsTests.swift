// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

@Suite struct ConfiguredFormatsTests {
    private func apache(_ format: String) -> String {
        "DocumentRoot /srv/nas\nLogFormat \"\(format)\" own\nCustomLog /var/log/apache2/own.log own\n"
    }

    @Test func aLogIsReadByTheFormatThatTheConfigurationGivesIt() async throws {
        let folder = try CaseFolder([
            "etc/apache2/apache2.conf": apache("%a|%{%s}t|%m|%U|%>s|%B"),
            "var/log/apache2/own.log.1": "192.0.2.7|1425546000|GET|/calls/a.wav|200|1234\n",
        ])
        let answers = await folder.answers()
        #expect(answers.lines.events == 1)
        let file = try #require(answers.retrievals.files.first)
        #expect(file.path == Array("/calls/a.wav".utf8))
        #expect(file.byteCount == 1234)
    }

    @Test func formatsThatNoLineCanBeReadByAreNamed() throws {
        let folder = try CaseFolder(["etc/apache2/apache2.conf": apache("%a %>s")])
        let notes = folder.plan().configuration.notes
        #expect(notes.map(\.line) == [3])
        #expect(notes.first?.words.hasPrefix("lines cannot be read by this log's format: ") == true)
    }

    @Test func configurationIsReadOfEachMachineOfTheEvidence() throws {
        let folder = try CaseFolder([
            "nas/etc/vsftpd.conf": "xferlog_enable=YES\n", "web/etc/rsyncd.conf": "[a]\npath = /a\n",
            "nas/etc/hostname": "nas\n",
        ])
        let configuration = folder.plan().configuration
        #expect(configuration.services.map(\.daemon) == [.vsftpd, .rsyncd])
        #expect(configuration.hostName == Array("nas".utf8))
        #expect(configuration.files.map { String(decoding: $0, as: UTF8.self) }.contains("web/etc/rsyncd.conf"))
    }
}
