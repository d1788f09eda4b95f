// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@testable import ServerConfiguration

/// Configuration may be damaged, or made to be read by somebody like us.
@Suite struct HostileConfigurationTests {
    private static let files: [String: String] = [
        "/etc/apache2/apache2.conf": """
        Define A ${B}
        <VirtualHost *:80>
        Alias /a "/srv/a b"
        <Location ~ "^/dav">
        Dav On
        </Location>
        CustomLog "|rotatelogs -n 5 /srv/log.%Y 1d" "%h \\"%r\\"" env=!a
        </VirtualHost>
        """,
        "/etc/nginx/nginx.conf": "http { log_format a '$b' \"c\"; server { location ~ x { access_log off; } } }",
        "/etc/vsftpd.conf": "xferlog_enable=YES\nlisten_port=2121\n",
        "/etc/proftpd.conf": "<Anonymous ~ftp>\nExtendedLog /a READ b\n</Anonymous>\n",
        "/etc/pure-ftpd.conf": "AltLog clf:/var/log/p.log\nTLS 1\n",
        "/etc/rsyncd.conf": "log format = %'l %f\n[a]\npath = /a\n&include b\n",
        "/etc/ssh/sshd_config": "Subsystem sftp internal-sftp -l INFO\nMatch User a\nForceCommand internal-sftp\n",
        "/etc/rsyslog.conf": "*.*;auth.none /var/log/syslog\ninput(type=\"imuxsock\" Socket=\"/a\")\n",
        "/etc/logrotate.conf": "/a /b {\nrotate 9\nsize 5M\npostrotate\nx\nendscript\n}\n",
        "/etc/inetd.conf": "ftp stream tcp nowait root /usr/sbin/pure-ftpd pure-ftpd -O stats:/a\n",
    ]

    @Test(arguments: files.keys.sorted())
    func everyCutAndEveryChangedByteIsReadWithoutACrash(path: String) {
        let bytes = Array(Self.files[path]!.utf8)
        for position in bytes.indices {
            _ = read(path, Array(bytes[..<position]))
            for byte in [UInt8(0), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: "{"), 0xff] {
                var changed = bytes
                changed[position] = byte
                _ = read(path, changed)
            }
        }
        #expect(!read(path, bytes).files.isEmpty)
    }

    private func read(_ path: String, _ bytes: [UInt8]) -> MachineConfiguration {
        ConfigurationReading.configuration(
            in: ConfigurationTree([Array(path.utf8): .file(name: Array(path.utf8)) { .text(bytes) }]))
    }

    @Test func sectionsNestedWithoutEndAreNamed() {
        let deep = String(repeating: "<Directory /a>\n", count: 5000)
        #expect(configuration(["/etc/apache2/apache2.conf": deep]).noteTexts.contains { $0.hasSuffix("too deep") })
        let blocks = String(repeating: "a { ", count: 5000)
        #expect(configuration(["/etc/nginx/nginx.conf": blocks]).noteTexts.contains { $0.hasSuffix("too deep") })
    }

    @Test func includesNestedWithoutEndAreNamed() {
        var files = ["/etc/apache2/apache2.conf": "Include f0"]
        for number in 0..<100 { files["/etc/apache2/f\(number)"] = "Include f\(number + 1)" }
        #expect(configuration(files).noteTexts.contains { $0.hasSuffix("includes are nested too deep") })
    }

    @Test func includesThatMultiplyEnd() {
        var files = ["/etc/apache2/apache2.conf": "Include d0/*"]
        for level in 0..<8 {
            for number in 0..<4 {
                files["/etc/apache2/d\(level)/\(number)"] = String(repeating: "Include d\(level + 1)/*\n", count: 4)
            }
        }
        #expect(configuration(files).noteTexts.contains { $0.hasSuffix("files are included") })
    }

    @Test func whatCannotBeReadIsNamed() {
        let machine = ConfigurationReading.configuration(
            in: ConfigurationTree([
                Array("/etc/vsftpd.conf".utf8): .file(name: Array("etc/vsftpd.conf".utf8)) {
                    .unreadable(reason: "Permission denied")
                }
            ]))
        #expect(machine.noteTexts == ["etc/vsftpd.conf:0: Permission denied"])
        #expect(machine.services.isEmpty)
    }
}
