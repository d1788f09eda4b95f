// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// What a configuration says of addresses decides which file a path is, and by which routes it could be fetched.
@Suite struct MountTableTests {
    private static let source = ConfigurationLocator(file: Array("etc/x.conf".utf8), line: 1, directive: [])

    private func mount(
        _ daemon: Daemon, _ channel: Channel, _ address: String, _ target: String?, hosts: [String] = [],
        isDAV: Bool = false, logsRealPaths: Bool = false
    ) -> Mount {
        var mount = Mount(
            daemon: daemon, channel: channel, address: Array(address.utf8), target: target.map { Array($0.utf8) },
            source: Self.source)
        mount.hosts = hosts.map { Array($0.utf8) }
        mount.isDAV = isDAV
        mount.logsRealPaths = logsRealPaths
        return mount
    }

    private func configuration(
        _ mounts: [Mount], services: [ConfiguredService] = [], logs: [ConfiguredLog] = []
    ) -> MachineConfiguration {
        var configuration = MachineConfiguration()
        configuration.mounts = mounts
        configuration.services = services
        configuration.logs = logs
        return configuration
    }

    private func answers(
        _ events: [PlainEvent], _ configuration: MachineConfiguration, inventory: Inventory? = nil
    ) -> CaseAnswers {
        CaseAnswers(Ledger(events), inventory: inventory, configuration: configuration)
    }

    private func texts(_ names: [[UInt8]]) -> [String] { names.map { String(decoding: $0, as: UTF8.self) } }

    private var nas: [Mount] {
        [
            mount(.apache, .http, "/", "/srv/nas"), mount(.apache, .webdav, "/webdav", "/srv/nas", isDAV: true),
            mount(.rsyncd, .rsync, "calls", "/srv/nas/calls"),
            mount(.proftpd, .ftp, "/", "/srv/nas", logsRealPaths: true),
        ]
    }

    @Test func oneFileUnderFourMountsIsOne() {
        let answers = answers(
            [
                .retrieval("/calls/x.wav"), .retrieval("/webdav/calls/x.wav"), .retrieval("calls/x.wav", .rsync),
                .retrieval("/srv/nas/calls/x.wav", .ftp),
            ], configuration(nas))
        #expect(texts(answers.retrievals.files.map(\.path)) == ["/srv/nas/calls/x.wav"])
        #expect(answers.retrievals.files[0].ways.map(\.channel) == [.http, .webdav, .ftp, .rsync])
        #expect(texts(answers.retrievals.routes.map(\.id)) == ["http:/", "webdav:/webdav", "ftp:/", "rsync:calls"])
        #expect(
            answers.retrievals.routes.map(\.target)
                == ["/srv/nas", "/srv/nas", "/srv/nas", "/srv/nas/calls"].map { Array($0.utf8) })
    }

    @Test func theSameWithAnInventory() {
        for path in ["calls/x.wav", "/srv/nas/calls/x.wav", "nas/calls/x.wav"] {
            let answers = answers(
                [
                    .retrieval("/calls/x.wav"), .retrieval("/webdav/calls/x.wav"), .retrieval("calls/x.wav", .rsync),
                    .retrieval("/srv/nas/calls/x.wav", .ftp),
                ], configuration(nas), inventory: Inventory(paths: [path, "calls/y.wav"]))
            #expect(answers.exposure.proven.files == 1)
            #expect(answers.exposure.proven.retrievals == 4)
            #expect(texts(answers.retrievals.files.map(\.path)) == [path])
        }
    }

    @Test func anAddressIsAPrefixOfWholeComponents() {
        let answers = answers([.retrieval("/webdavx/a")], configuration(nas))
        #expect(texts(answers.retrievals.files.map(\.path)) == ["/srv/nas/webdavx/a"])
        #expect(answers.usedChannels == [.http])
    }

    /// What a program answers does not lie where the program does.
    @Test func anAddressOfAProgramIsNoPathOnTheDisk() {
        var script = mount(.apache, .http, "/cloud/download", "/srv/cgi/cloud.py")
        script.isScript = true
        let answers = answers([.retrieval("/cloud/download/x")], configuration(nas + [script]))
        #expect(texts(answers.retrievals.files.map(\.path)) == ["/cloud/download/x"])
        #expect(texts(answers.retrievals.routes.filter { $0.state == .used }.map(\.id)) == ["http:/cloud/download"])
        #expect(answers.retrievals.routes.first { $0.state == .used }?.target == nil)
    }

    @Test func ofTwoFoldersThatAnAddressMayMeanNoneIsTaken() {
        let two = [
            mount(.apache, .http, "/", "/srv/a", hosts: ["a.example"]),
            mount(.apache, .http, "/", "/srv/b", hosts: ["b.example"]),
        ]
        let answers = answers([.retrieval("/x")], configuration(two))
        #expect(texts(answers.retrievals.files.map(\.path)) == ["/x"])
        #expect(answers.retrievals.files[0].openRoutes == nil)
        #expect(answers.retrievals.routes.map(\.state) == [.used, .unknown, .unknown])
        #expect(texts(answers.retrievals.routes.map(\.id)) == ["http:/", "http:/ (/srv/a)", "http:/ (/srv/b)"])
    }

    @Test func theLogTellsWhichVirtualHostItWas() {
        let mounts = [
            mount(.apache, .http, "/", "/srv/a", hosts: ["a.example"]),
            mount(.apache, .http, "/", "/srv/b", hosts: ["b.example"]), mount(.nginx, .http, "/", "/srv/c"),
        ]
        var log = ConfiguredLog(
            daemon: .apache, kind: .access, destination: .file(Array("/var/log/b.log".utf8)), source: Self.source)
        log.hosts = [Array("b.example".utf8)]
        for series in ["var/log/b.log", "copy/var/log/b.log", "var/log/b.log (apache.access)"] {
            let answers = answers(
                [.retrieval("/x", series: series)], configuration(mounts, logs: [log]))
            #expect(texts(answers.retrievals.files.map(\.path)) == ["/srv/b/x"])
        }
    }

    @Test func routesThatAreOpenAndUnusedAreTold() {
        let services = [
            ConfiguredService(daemon: .apache, channel: .http, state: .on, logging: .yes),
            ConfiguredService(daemon: .rsyncd, channel: .rsync, state: .on, logging: .no),
            ConfiguredService(daemon: .proftpd, channel: .ftp, state: .off, logging: .yes),
            ConfiguredService(daemon: .sshd, channel: .scp, state: .on, logging: .no),
            ConfiguredService(daemon: .sshd, channel: .ssh, state: .on, logging: .yes),
        ]
        let answers = answers([.retrieval("/calls/x.wav")], configuration(nas, services: services))
        let routes = answers.retrievals.routes
        #expect(texts(routes.map(\.id)) == ["http:/", "webdav:/webdav", "rsync:calls", "scp:/"])
        #expect(routes.map(\.state) == [.used, .unknown, .open, .open])
        #expect(routes.map(\.retrievals) == [1, 0, 0, 0])
        #expect(answers.usedChannels == [.http])
        // Where a shell's user gets to is not told.
        #expect(answers.retrievals.files[0].openRoutes == [1, 2])
        #expect(self.answers([.retrieval("/x.wav")], configuration(nas)).retrievals.files[0].openRoutes == [1, 2])
    }

    @Test func withoutAConfigurationNothingIsSaidOfOtherRoutes() {
        let answers = CaseAnswers([.retrieval("/calls/x.wav")])
        #expect(answers.retrievals.files[0].openRoutes == nil)
        #expect(answers.retrievals.routes.map(\.state) == [.used])
        #expect(answers.retrievals.routes.map(\.target) == [nil])
    }
}
