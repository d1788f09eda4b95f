// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct RsyncdReaderTests {
    private static let text = """
        log file = /var/log/rsyncd.log
        transfer logging = yes
        [calls]
            path = /srv/nas/calls/
            list = no
        [backup]
            path = /srv/nas
            auth users = callsys
            log format = %t %a %f len=%l
        """

    @Test func modulesAreMountsAndLogs() throws {
        let machine = configuration(["/etc/rsyncd.conf": Self.text])
        #expect(machine.mountTexts == ["calls -> /srv/nas/calls", "backup -> /srv/nas"])
        #expect(machine.mounts.map(\.isAnonymous) == [true, false])
        #expect(machine.mounts.map(\.allowsListing) == [false, true])
        #expect(machine.logs.map(\.formatText) == [nil, "%t %a %f len=%l"])
        #expect(machine.logs.map(\.conditions) == [[], [Array("module=backup".utf8)]])
        let service = try #require(machine.service(.rsync))
        #expect(service.logging == .yes)
        #expect(service.requiresAuthentication == nil)
        #expect(service.reasons.map(\.place) == ["etc/rsyncd.conf:2"])
    }

    @Test func transferLoggingIsOffByDefault() {
        let machine = configuration(["/etc/rsyncd.conf": "[a]\npath = /a\n"])
        #expect(machine.service(.rsync)?.logging == .no)
        #expect(machine.service(.rsync)?.reasons.first?.remedy == "transfer logging = yes")
        #expect(machine.logs.map(\.destination) == [.syslog(facility: "daemon")])
    }

    @Test func someModulesMayBeLogged() {
        let machine = configuration([
            "/etc/rsyncd.conf": "[a]\npath = /a\nTransfer Logging = true\n[b]\npath = /b\n"
        ])
        #expect(machine.service(.rsync)?.logging == .partly)
    }

    @Test func aFormatWithoutAFileNamesNone() {
        let machine = configuration([
            "/etc/rsyncd.conf": "transfer logging = yes\nlog format = %h %'b\n[a]\npath = /a\n"
        ])
        #expect(machine.service(.rsync)?.logging == .no)
    }

    @Test func withoutAModuleToReadTheChannelIsOff() {
        #expect(configuration(["/etc/rsyncd.conf": "uid = nobody\n"]).service(.rsync)?.state == .off)
        let drop = configuration(["/etc/rsyncd.conf": "[in]\npath = /in\nwrite only = yes\n"])
        #expect(drop.service(.rsync)?.state == .off)
    }

    @Test func includedModulesCountAndTheirGlobalsDoNotLeak() {
        let machine = configuration([
            "/etc/rsyncd.conf": "&include /etc/rsyncd.d\n[b]\npath = /b\n",
            "/etc/rsyncd.d/a.conf": "transfer logging = yes\n[a]\npath = /a\n",
        ])
        #expect(machine.mountTexts == ["a -> /a", "b -> /b"])
        #expect(machine.service(.rsync)?.logging == .partly)
    }

    @Test func linesThatAreNeitherAreNamed() {
        let machine = configuration(["/etc/rsyncd.conf": "[a]\npath = /a\nread only\n"])
        #expect(machine.noteTexts == ["etc/rsyncd.conf:3: neither a module nor NAME = VALUE"])
    }
}
