// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `logtrace audit`, as somebody runs it on a machine or on a copy of one.
@Suite struct AuditTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private struct Document: Decodable {
        struct Channel: Decodable {
            struct Log: Decodable {
                let log, retention: String
                let days: Int?
            }

            struct Reason: Decodable {
                let detail: String
                let path: String?
                let line: Int?
                let remedy: String?
            }

            let channel, daemon, verdict: String
            let logs: [Log]
            let reasons, advice: [Reason]
        }

        let schema: String
        let hostName: String?
        let channels: [Channel]
        let blindChannels: [String]
    }

    private func document(_ outcome: ChildProcess.Outcome) throws -> Document {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Document.self, from: Data(outcome.output))
    }

    @Test func aBlindChannelIsStatus1AndItsDirectiveAndRemedyAreNamed() throws {
        try folder.write("nas\n", to: "etc/hostname")
        try folder.write("listen=YES\nxferlog_enable=NO\n", to: "etc/vsftpd.conf")
        let outcome = try Binary.run(["audit", folder.path])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "")
        #expect(outcome.text.contains("what the logs of nas could account for"))
        #expect(outcome.text.contains("xferlog_enable is off: no transfer is logged (etc/vsftpd.conf:2)"))
        #expect(outcome.text.contains("\n      xferlog_enable=YES\n"))
        #expect(
            outcome.text.contains(
                "http, webdav, rsync, sftp, scp, rsync-ssh: whether they are offered is unknown."))
    }

    @Test func whatIsLoggedIsStatus0WithItsRetention() throws {
        try folder.write("xferlog_enable=YES\n", to: "etc/vsftpd.conf")
        try folder.write("/var/log/vsftpd.log {\n weekly\n rotate 4\n}\n", to: "etc/logrotate.d/vsftpd")
        let outcome = try Binary.run(["audit", "--format", "json", folder.path])
        #expect(outcome.status == 0)
        let document = try document(outcome)
        #expect(document.schema == "logtrace.audit/1")
        #expect(document.hostName == nil)
        #expect(document.blindChannels.isEmpty)
        let channel = try #require(document.channels.first)
        #expect(channel.verdict == "accountable")
        #expect(channel.logs.map(\.log) == ["/var/log/vsftpd.log"])
        #expect(channel.logs.map(\.days) == [35])
        #expect(channel.advice.first?.detail == "/var/log/vsftpd.log reaches back 35 days")
    }

    @Test func sshdIsBlindForWhatItOnlyStarts() throws {
        try folder.write("Subsystem sftp internal-sftp -l INFO\n", to: "etc/ssh/sshd_config")
        let outcome = try Binary.run(["audit", "--format", "json", folder.path])
        #expect(outcome.status == 1)
        #expect(try document(outcome).blindChannels == ["scp", "rsync-ssh"])
    }

    @Test func theFolderEtcItselfWillDo() throws {
        try folder.write(
            "Subsystem sftp internal-sftp -l INFO\nInclude /etc/ssh/more.conf\n", to: "etc/ssh/sshd_config")
        try folder.write("ForceCommand internal-sftp -l INFO\n", to: "etc/ssh/more.conf")
        let outcome = try Binary.run(["audit", folder.path + "/etc"])
        #expect(outcome.status == 0)
        #expect(!outcome.text.contains("NOT UNDERSTOOD"))
    }

    @Test func aRootWithoutConfigurationIsUnknownAndNotClean() throws {
        try folder.write("x", to: "readme")
        let outcome = try Binary.run(["audit", folder.path])
        #expect(outcome.status == 0)
        #expect(
            outcome.text.contains(
                "No configuration of a daemon was found, so that nothing is known of any channel."))
    }

    @Test func aRootThatIsNotThereIsStatus2() throws {
        let outcome = try Binary.run(["audit", folder.path + "/none"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "logtrace: \(folder.path)/none: No such file or directory\n")
    }

    @Test func linksOutOfTheRootAreNotFollowed() throws {
        let outside = try TemporaryFolder()
        try outside.write("xferlog_enable=YES\n", to: "vsftpd.conf")
        try folder.write("nas\n", to: "etc/hostname")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/etc/vsftpd.conf", withDestinationPath: outside.path + "/vsftpd.conf")
        #expect(try Binary.run(["audit", folder.path]).text.contains("No configuration of a daemon was found"))
    }

    @Test func hostileTextIsHarmlessOnATerminal() throws {
        try folder.write("\u{1B}[31mred\n", to: "etc/hostname")
        try folder.write("</\u{1B}]0;x\u{7}>\n", to: "etc/apache2/apache2.conf")
        let outcome = try Binary.run(["audit", folder.path])
        #expect(!outcome.output.contains(0x1b))
    }

    @Test func aReportTellsChannelsThatWereOpenAndNotLogged() throws {
        try folder.write("xferlog_enable=NO\n", to: "etc/vsftpd.conf")
        try folder.write(accessLine(), to: "var/log/access.log")
        let outcome = try Binary.run(["report", folder.path])
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("ftp        BLIND"))
        #expect(outcome.text.contains("ftp: xferlog_enable is off: no transfer is logged (etc/vsftpd.conf:1)"))
        #expect(outcome.text.contains("That one channel was the only way out is unsupported"))
    }

    @Test func configurationThatIsNotUnderstoodIsNamedInTheReport() throws {
        try folder.write("[calls]\npath = /srv\nnonsense\n", to: "etc/rsyncd.conf")
        let outcome = try Binary.run(["report", folder.path])
        #expect(outcome.text.contains("etc/rsyncd.conf:3: neither a module nor NAME = VALUE"))
    }
}
