// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct SSHDReaderTests {
    private func services(_ text: String, more: [String: String] = [:]) -> MachineConfiguration {
        configuration(["/etc/ssh/sshd_config": text].merging(more) { $1 })
    }

    @Test func theFileServerNamesNothingAtItsDefaultLevel() throws {
        let machine = services("LogLevel VERBOSE\nSubsystem sftp /usr/lib/openssh/sftp-server\n")
        let sftp = try #require(machine.service(.sftp))
        #expect(sftp.state == .on && sftp.logging == .no)
        #expect(sftp.reasons.first?.place == "etc/ssh/sshd_config:2")
        #expect(sftp.reasons.first?.remedy == "Subsystem sftp /usr/lib/openssh/sftp-server -l INFO")
    }

    @Test(arguments: ["-l INFO", "-l verbose -f LOCAL0", "-lDEBUG3"])
    func fromInfoOnItNamesFiles(options: String) {
        #expect(services("Subsystem sftp internal-sftp \(options)\n").service(.sftp)?.logging == .yes)
    }

    @Test func scpAndRsyncAreNeverLogged() {
        let machine = services("Subsystem=sftp internal-sftp -l INFO\n")
        for channel in [Channel.scp, .rsyncSSH] {
            #expect(machine.service(channel)?.state == .on)
            #expect(machine.service(channel)?.logging == .no)
        }
    }

    @Test func forcedToTheFileServerNobodyRunsScp() {
        let machine = services("Subsystem sftp internal-sftp\nForceCommand internal-sftp -l INFO\n")
        #expect(machine.service(.scp)?.state == .off)
        #expect(machine.service(.rsyncSSH)?.state == .off)
        #expect(machine.service(.sftp)?.logging == .yes)
    }

    @Test func someUsersMayBeSilent() {
        let machine = services(
            "Subsystem sftp internal-sftp -l INFO\nMatch User drop\n  ForceCommand internal-sftp\n")
        #expect(machine.service(.sftp)?.logging == .partly)
        #expect(machine.service(.scp)?.state == .on)
    }

    @Test func aJailWithoutASocketIsSilent() {
        let text = "Subsystem sftp internal-sftp -l INFO\nMatch Group sftp\n  ChrootDirectory /srv/nas\n"
        #expect(services(text).service(.sftp)?.logging == .partly)
        #expect(services(text).mountTexts == ["/ -> /", "/ -> /srv/nas"])
        let heard = services(text, more: ["/etc/rsyslog.conf": "$AddUnixListenSocket /srv/nas/dev/log\n"])
        #expect(heard.service(.sftp)?.logging == .yes)
    }

    @Test func withoutTheSubsystemThereIsNoSftp() {
        #expect(services("Port 22\n").service(.sftp)?.state == .off)
        #expect(services("Port 22\n").mounts.isEmpty)
    }

    @Test func theFirstValueHoldsAlsoAcrossIncludedFiles() {
        let machine = services(
            "Include /etc/ssh/sshd_config.d/*.conf\nSubsystem sftp internal-sftp -l INFO\n",
            more: ["/etc/ssh/sshd_config.d/a.conf": "Subsystem sftp /usr/lib/sftp-server\n"])
        #expect(machine.service(.sftp)?.logging == .no)
    }
}
