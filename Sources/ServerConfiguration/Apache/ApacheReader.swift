// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads the configuration of Apache httpd from its first file on: `apache2.conf` or `httpd.conf`.
/// <https://httpd.apache.org/docs/2.4/mod/directives.html>
struct ApacheReader: DaemonReader {
    static let daemon = Daemon.apache

    static func isFirstFile(_ path: [UInt8]) -> Bool {
        path.hasSuffix("/apache2.conf") || path.hasSuffix("/httpd.conf")
    }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        let folder = ConfigurationTree.folder(of: path)
        // Red Hat's `/etc/httpd/conf/httpd.conf` and that of httpd's own tree lie in a folder of their ServerRoot.
        let root = folder.hasSuffix("/conf") ? ConfigurationTree.folder(of: folder) : folder
        var reader = SectionReader(root: root, definitions: environment(in: folder, &walk))
        let items = reader.items(at: path, &walk)
        let main = Section(
            head: Directive(name: Array("server"), arguments: [], source: .init(file: path, line: 1, directive: [])),
            items: items)
        return ApacheReader(main, ApacheLayout(tree: walk.tree, root: reader.root), isComplete: !walk.isIncomplete)
            .configuration()
    }

    /// Debian starts the server with these.
    private static func environment(in folder: [UInt8], _ walk: inout IncludeWalk) -> [[UInt8]: [UInt8]] {
        guard folder.hasSuffix("/apache2") else { return [:] }
        // As the package ships it; what the evidence has overrides it.
        var definitions: [[UInt8]: [UInt8]] = [
            Array("APACHE_LOG_DIR"): Array("/var/log/apache2"), Array("APACHE_RUN_DIR"): Array("/var/run/apache2"),
            Array("APACHE_LOCK_DIR"): Array("/var/lock/apache2"), Array("APACHE_RUN_USER"): Array("www-data"),
            Array("APACHE_RUN_GROUP"): Array("www-data"),
            Array("APACHE_PID_FILE"): Array("/var/run/apache2/apache2.pid"),
        ]
        walk.read(folder + Array("/envvars"), from: nil) { _, _, text in
            definitions = ApacheEnvironment.definitions(in: text, initial: definitions)
        }
        return definitions
    }

    private let main: ApacheHost
    private let hosts: [ApacheHost]
    private let listens: [Int]
    private let globalLogs: [Directive]
    private let isComplete: Bool
    private var logs: ApacheLogs

    private init(_ section: Section, _ layout: ApacheLayout, isComplete: Bool) {
        self.isComplete = isComplete
        main = ApacheHost(section, parent: nil)
        let virtual = section.sections.filter { $0.head.name == "virtualhost" }
        let directives = section.directives
        listens = directives.filter { $0.name == "listen" }.compactMap { $0.arguments.first.flatMap(ApacheHost.port) }
        globalLogs = directives.filter { $0.name == "globallog" }
        var formats: [[UInt8]: [UInt8]] = [Array("common"): Array("%h %l %u %t \"%r\" %>s %b")]
        let all = directives + virtual.flatMap(\.directives)
        for directive in all where directive.name == "logformat" && directive.arguments.count > 1 {
            formats[directive.arguments[1]] = directive.arguments[0]
        }
        logs = ApacheLogs(formats: formats, layout: layout)
        var hosts: [ApacheHost] = []
        for host in virtual { hosts.append(ApacheHost(host, parent: main)) }
        // The main server answers only where no virtual host does.
        let taken = Set(hosts.flatMap(\.ports))
        let isTakenWhole = hosts.contains { $0.ports.isEmpty } || (!hosts.isEmpty && listens.allSatisfy(taken.contains))
        if !isTakenWhole { hosts.insert(main, at: 0) }
        self.hosts = hosts
    }

    private func configuration() -> MachineConfiguration {
        var logs = logs
        var configuration = MachineConfiguration()
        var logged: [Logged] = []
        for host in hosts {
            let mounts = host.mounts()
            let access = (host.accessLogs + globalLogs).compactMap { logs.accessLog($0, of: host) }
            configuration.mounts += mounts
            configuration.logs += access
            if let error = logs.errorLog(host.errorLog, of: host) { configuration.logs.append(error) }
            logged.append(Logged(host: host, mounts: mounts, logs: access))
        }
        configuration.retentions = logs.retentions
        configuration.services = [web(logged), webDAV(logged)]
        return configuration
    }

    /// A host with what it gives out and where that is logged.
    private struct Logged {
        let host: ApacheHost
        let mounts: [Mount]
        let logs: [ConfiguredLog]

        /// Those that leave a line that can be read some time.
        var kept: [ConfiguredLog] { logs.filter { $0.path != Array("/dev/null") } }
        var hasWholeLog: Bool { kept.contains { $0.conditions.isEmpty } }
        func gives(_ channel: Channel) -> Bool { mounts.contains { $0.channel == channel } }
    }

    private func web(_ hosts: [Logged]) -> ConfiguredService {
        service(.http, hosts, state: .on, mounts: hosts.flatMap(\.mounts))
    }

    private func webDAV(_ all: [Logged]) -> ConfiguredService {
        let hosts = all.filter { $0.gives(.webdav) }
        guard !hosts.isEmpty else {
            return ConfiguredService(
                daemon: .apache, channel: .webdav, state: isComplete ? .off : .unknown, logging: .unknown,
                reasons: [
                    ConfigurationReason(
                        isComplete
                            ? "no directive Dav On is in Apache's configuration"
                            : "no directive Dav On is in what there is of Apache's configuration")
                ])
        }
        var service = service(
            .webdav, hosts, state: .on, mounts: hosts.flatMap(\.mounts).filter { $0.channel == .webdav })
        let mounts = hosts.flatMap(\.mounts).filter { $0.channel == .webdav }
        service.reasons.insert(
            ConfigurationReason("Dav is on for \(mounts[0].address.text)", at: mounts[0].source), at: 0)
        return service
    }

    private func service(
        _ channel: Channel, _ hosts: [Logged], state: ConfiguredService.State, mounts: [Mount]
    ) -> ConfiguredService {
        let (logging, reasons) = logging(of: hosts)
        let served = mounts.filter { !$0.isScript }
        return ConfiguredService(
            daemon: .apache, channel: channel, state: state, logging: logging, reasons: reasons,
            requiresAuthentication: Self.shared(served.map { $0.isAnonymous == false }),
            isEncrypted: Self.shared(hosts.map(\.host.isEncrypted)),
            ports: Array(Set(listens + hosts.flatMap(\.host.ports))).sorted())
    }

    /// The value that all have.
    private static func shared(_ values: [Bool]) -> Bool? {
        guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    private func logging(of hosts: [Logged]) -> (ConfiguredService.Logging, [ConfigurationReason]) {
        var reasons: [ConfigurationReason] = []
        for logged in hosts {
            if logged.hasWholeLog, let log = logged.kept.first(where: \.conditions.isEmpty) {
                reasons.append(ConfigurationReason("\(name(logged.host)) logs every request", at: log.source))
            } else if let log = logged.kept.first {
                let condition = log.conditions.map(\.text).joined(separator: " ")
                reasons.append(
                    ConfigurationReason(
                        "\(name(logged.host)) logs only requests with \(condition)", at: log.source,
                        remedy: "CustomLog without \(condition)"))
            } else {
                let source = logged.logs.first?.source ?? logged.host.source
                reasons.append(
                    ConfigurationReason(
                        "\(name(logged.host)) has no CustomLog", at: source,
                        remedy: "CustomLog /var/log/apache2/access.log combined"))
            }
        }
        if hosts.allSatisfy(\.hasWholeLog) { return (.yes, reasons) }
        if hosts.allSatisfy({ $0.kept.isEmpty }) { return (isComplete ? .no : .unknown, reasons) }
        return (.partly, reasons)
    }

    private func name(_ host: ApacheHost) -> String {
        if let name = host.names.first { return "the host \(name.text)" }
        return host.source == main.source ? "the main server" : "a virtual host"
    }
}
