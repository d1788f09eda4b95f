// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `proftpd.conf` and what it includes.
///
///     TransferLog /var/log/proftpd/xferlog
///     ExtendedLog /var/log/proftpd/access.log READ,WRITE full
///     <Anonymous /srv/nas>
///       User ftp
///     </Anonymous>
/// <http://www.proftpd.org/docs/directives/linked/by-name.html>
struct ProFTPDReader: DaemonReader {
    static let daemon = Daemon.proftpd

    static func isFirstFile(_ path: [UInt8]) -> Bool { path.hasSuffix("/proftpd.conf") }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        var sections = SectionReader(root: ConfigurationTree.folder(of: path))
        let items = sections.items(at: path, &walk)
        let name = walk.files.first ?? path
        let whole = ConfigurationLocator(file: name, line: 1, directive: [])
        let reader = ProFTPDReader(
            Section(head: Directive(name: [], arguments: [], source: whole), items: items), whole,
            anonymousHome: HomeFolders.home(of: "ftp", in: walk.tree))
        return reader.configuration()
    }

    /// A server, or a part of one: what is said in it, and what it takes over from the one around it.
    private struct Scope {
        var directives: [Directive]
        var outer: [Directive]
        var source: ConfigurationLocator

        func all(_ name: String) -> [Directive] {
            let own = directives.filter { $0.name == name }
            return own.isEmpty ? outer.filter { $0.name == name } : own
        }

        func last(_ name: String) -> Directive? { all(name).last }

        func isOn(_ name: String) -> Bool { last(name)?.keyword == "on" }
    }

    private let scopes: [Scope]
    private let anonymous: [(section: Section, outer: Scope)]
    private let formats: [[UInt8]: [UInt8]]
    private let whole: ConfigurationLocator
    private let anonymousHome: [UInt8]?
    /// As compiled; distributions set their own.
    private static let transferLog = Array("/var/log/xferlog")

    private init(_ main: Section, _ whole: ConfigurationLocator, anonymousHome: [UInt8]?) {
        self.whole = whole
        self.anonymousHome = anonymousHome
        let global = main.sections.filter { $0.head.name == "global" }.flatMap(\.directives)
        let server = Scope(directives: main.directives, outer: global, source: whole)
        var scopes = [server]
        var anonymous: [(Section, Scope)] = []
        for section in main.sections + main.sections.filter({ $0.head.name == "global" }).flatMap(\.sections)
        where section.head.name == "anonymous" {
            anonymous.append((section, server))
        }
        for host in main.sections where host.head.name == "virtualhost" {
            let scope = Scope(directives: host.directives, outer: global, source: host.head.source)
            scopes.append(scope)
            for section in host.sections where section.head.name == "anonymous" { anonymous.append((section, scope)) }
        }
        // Port 0 keeps the main server from listening.
        if server.last("port")?.keyword == "0" { scopes.removeFirst() }
        self.scopes = scopes
        self.anonymous = anonymous
        var formats: [[UInt8]: [UInt8]] = [:]
        for directive in scopes.flatMap({ $0.directives + $0.outer }) + main.directives
        where directive.name == "logformat" && directive.arguments.count > 1 {
            formats[directive.arguments[0]] = directive.arguments[1]
        }
        self.formats = formats
    }

    private func configuration() -> MachineConfiguration {
        var configuration = MachineConfiguration()
        let guests = anonymous.map { part in
            Scope(
                directives: part.section.directives, outer: part.outer.directives + part.outer.outer,
                source: part.section.head.source)
        }
        for part in scopes + guests {
            configuration.logs += logs(of: part).filter { !configuration.logs.contains($0) }
        }
        configuration.mounts = mounts()
        let plain = scopes.filter { !$0.isOn("sftpengine") }
        let secure = scopes.filter { $0.isOn("sftpengine") }
        if !plain.isEmpty { configuration.services.append(service(.ftp, plain + guests)) }
        if !secure.isEmpty { configuration.services += [service(.sftp, secure), service(.scp, secure)] }
        return configuration
    }

    private func service(_ channel: Channel, _ parts: [Scope]) -> ConfiguredService {
        var states: [ConfiguredService.Logging] = []
        var reasons: [ConfigurationReason] = []
        for part in parts {
            let (state, reason) = logging(of: part)
            states.append(state)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        let isEncrypted: Bool?
        if channel == .ftp {
            let required = parts.map {
                $0.isOn("tlsengine") && $0.last("tlsrequired").map { $0.keyword != "off" } ?? false
            }
            isEncrypted = required.allSatisfy(\.self) ? true : parts.contains { $0.isOn("tlsengine") } ? nil : false
        } else {
            isEncrypted = true
        }
        return ConfiguredService(
            daemon: .proftpd, channel: channel, state: .on,
            logging: Set(states).count == 1 ? states[0] : .partly, reasons: reasons,
            requiresAuthentication: channel != .ftp || anonymous.isEmpty, isEncrypted: isEncrypted,
            ports: Array(Set(scopes.compactMap { $0.last("port").flatMap { Int($0.keyword) } })).sorted())
    }

    private func logging(of part: Scope) -> (ConfiguredService.Logging, ConfigurationReason) {
        let transfer = part.last("transferlog")
        if let transfer, transfer.keyword != "none" {
            return (.yes, ConfigurationReason("TransferLog names the files", at: transfer.source))
        }
        if let log = part.all("extendedlog").first(where: Self.logsRetrievals) {
            return (.yes, ConfigurationReason("ExtendedLog writes the commands that read", at: log.source))
        }
        guard let transfer else {
            return (
                .yes,
                ConfigurationReason("no TransferLog is set, and ProFTPD writes \(Self.transferLog.text) by default")
            )
        }
        return (
            .no,
            ConfigurationReason(
                "TransferLog is none: no transfer is logged", at: transfer.source,
                remedy: "TransferLog /var/log/proftpd/xferlog")
        )
    }

    private static func logsRetrievals(_ directive: Directive) -> Bool {
        guard directive.arguments.first.map({ $0.lowercasedText != "none" }) ?? false else { return false }
        let classes =
            directive.arguments.count > 1 ? directive.arguments[1].lowercasedText.split(separator: ",") : ["all"]
        return !classes.contains("!read") && (classes.contains("read") || classes.contains("all"))
    }

    private func logs(of part: Scope) -> [ConfiguredLog] {
        var logs: [ConfiguredLog] = []
        let transfer = part.last("transferlog")
        if transfer?.keyword != "none" {
            logs.append(
                ConfiguredLog(
                    daemon: .proftpd, kind: .transfer,
                    destination: .file(transfer?.arguments.first ?? Self.transferLog),
                    source: transfer?.source ?? whole))
        }
        for directive in part.all("extendedlog") {
            guard let path = directive.arguments.first, directive.keyword != "none" else { continue }
            let name = directive.arguments.count > 2 ? directive.arguments[2] : nil
            logs.append(
                ConfiguredLog(
                    daemon: .proftpd, kind: .access,
                    destination: path.hasPrefix("syslog:") ? .syslog(facility: "daemon") : .file(path),
                    format: name.flatMap { formats[$0] }, source: directive.source))
        }
        let system = part.last("systemlog")
        if system?.keyword != "none" {
            logs.append(
                ConfiguredLog(
                    daemon: .proftpd, kind: .system,
                    destination: system?.arguments.first.map { .file($0) }
                        ?? .syslog(facility: part.last("syslogfacility")?.keyword ?? "daemon"),
                    source: system?.source ?? whole))
        }
        return logs
    }

    // MARK: mounts

    private func mounts() -> [Mount] {
        var mounts: [Mount] = []
        for scope in scopes {
            let channel: Channel = scope.isOn("sftpengine") ? .sftp : .ftp
            let jails = scope.all("defaultroot")
            if jails.isEmpty {
                mounts.append(mount(channel, Array("/"), at: scope.source))
            }
            for jail in jails {
                // `~` and `%u` lie where each user is at home.
                let root = jail.arguments.first ?? []
                let isPlain = root.first == UInt8(ascii: "/") && !root.contains(UInt8(ascii: "%"))
                mounts.append(mount(channel, isPlain ? root.withoutEndSlash : nil, at: jail.source))
            }
        }
        for part in anonymous {
            let root = part.section.head.arguments.first ?? []
            let folder =
                root.first == UInt8(ascii: "/") ? root.withoutEndSlash : root == Array("~ftp") ? anonymousHome : nil
            var mount = mount(.ftp, folder, at: part.section.head.source)
            mount.isAnonymous = true
            mounts.append(mount)
        }
        return mounts
    }

    private func mount(_ channel: Channel, _ target: [UInt8]?, at source: ConfigurationLocator) -> Mount {
        var mount = Mount(daemon: .proftpd, channel: channel, address: Array("/"), target: target, source: source)
        mount.isAnonymous = false
        mount.logsRealPaths = true
        return mount
    }
}
