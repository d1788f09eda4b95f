// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `nginx.conf` and what it includes.
///
///     http {
///         access_log /var/log/nginx/access.log combined;
///         server { listen 80; root /srv/nas; location /private { auth_basic "nas"; } }
///     }
/// <https://nginx.org/en/docs/dirindex.html>
struct NginxReader: DaemonReader {
    static let daemon = Daemon.nginx

    static func isFirstFile(_ path: [UInt8]) -> Bool { path.hasSuffix("/nginx.conf") }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        let top = NginxSyntax.block(at: path, &walk)
        let reader = NginxReader(
            formats: top.all(named: "http").flatMap { $0.all(named: "log_format") }, isComplete: !walk.isIncomplete)
        var configuration = MachineConfiguration()
        var servers: [Server] = []
        for http in top.all(named: "http") {
            var outer = Scope(source: http.head.source)
            outer.take(http)
            for block in http.all(named: "server") {
                var scope = outer
                scope.take(block)
                servers.append(reader.server(block, scope))
            }
            if let error = outer.errorLog, let log = reader.errorLog(error) { configuration.logs.append(log) }
        }
        for server in servers {
            configuration.mounts += server.mounts
            configuration.logs += server.logs.filter { !configuration.logs.contains($0) }
        }
        // `nginx.conf` may serve mail or streams only.
        guard !servers.isEmpty else { return configuration }
        configuration.services = reader.services(servers)
        return configuration
    }

    /// Format strings by name; those written as several strings are joined.
    private let formats: [[UInt8]: [UInt8]]
    private let isComplete: Bool

    private init(formats blocks: [NginxBlock], isComplete: Bool) {
        var formats: [[UInt8]: [UInt8]] = [:]
        for format in blocks {
            guard let name = format.head.arguments.first else { continue }
            let parts = format.head.arguments.dropFirst().filter { !$0.hasPrefix("escape=") }
            formats[name] = parts.flatMap(\.self)
        }
        self.formats = formats.merging([Array("combined"): Self.combined]) { own, _ in own }
        self.isComplete = isComplete
    }

    /// As nginx has it built in, and uses where no format is named.
    private static let combined = Array(
        #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#
    )

    /// What a block has, or takes over from the one around it.
    private struct Scope {
        var root: [UInt8] = Array("/etc/nginx/html")
        var listing = false
        var requiresLogin = false
        var isDenied = false
        var isDAV = false
        /// Nil while none is said: nginx logs to its compiled default then.
        var accessLogs: [Directive]?
        var errorLog: Directive?
        var source: ConfigurationLocator

        mutating func take(_ block: NginxBlock) {
            source = block.head.source
            let own = block.all(named: "access_log").map(\.head)
            if !own.isEmpty { accessLogs = own }
            var hasAccess = false
            for directive in block.items.map(\.head) {
                switch directive.name {
                case "root": root = directive.arguments.first?.withoutEndSlash ?? root
                case "autoindex": listing = directive.keyword == "on"
                case "auth_basic": requiresLogin = directive.keyword != "off"
                case "dav_methods", "dav_ext_methods": isDAV = isDAV || directive.keyword != "off"
                case "error_log": errorLog = directive
                case "deny", "allow":
                    // The first that fits an address decides, and with a deny at once nobody gets in.
                    if !hasAccess { isDenied = directive.name == "deny" && directive.keyword == "all" }
                    hasAccess = true
                default: break
                }
            }
        }
    }

    private struct Server {
        var mounts: [Mount] = []
        var logs: [ConfiguredLog] = []
        /// Whether retrievals of each part are logged.
        var logging: [ConfiguredService.Logging] = []
        var reasons: [ConfigurationReason] = []
        var isEncrypted = false
        var ports: [Int] = []
    }

    private func server(_ block: NginxBlock, _ scope: Scope) -> Server {
        var server = Server()
        let listens = block.all(named: "listen").map(\.head)
        server.ports = listens.compactMap { $0.arguments.first.flatMap(ApacheHost.port) }
        server.isEncrypted = !listens.isEmpty && listens.allSatisfy { $0.arguments.contains(Array("ssl")) }
        let names = block.all(named: "server_name").flatMap(\.head.arguments)
        add(Array("/"), scope.root, scope, names, &server)
        addLocations(of: block, scope, names, depth: 0, &server)
        return server
    }

    private func addLocations(
        of block: NginxBlock, _ outer: Scope, _ names: [[UInt8]], depth: Int, _ server: inout Server
    ) {
        guard depth < 8 else { return }
        for location in block.all(named: "location") {
            var scope = outer
            scope.take(location)
            // Requests that are passed on are answered by another program.
            if location.items.contains(where: { $0.head.name.hasSuffix("_pass") || $0.head.name == "return" }) {
                continue
            }
            guard let address = location.head.arguments.last else { continue }
            let isPattern = location.head.arguments.first.map { $0.hasPrefix("~") } ?? false
            let alias = location.all(named: "alias").first?.head
            let target =
                alias?.arguments.first?.withoutEndSlash
                ?? ConfigurationTree.normalised(scope.root + [UInt8(ascii: "/")] + (isPattern ? [] : address))
            add(address, target, scope, names, isPattern: isPattern, &server)
            addLocations(of: location, scope, names, depth: depth + 1, &server)
        }
    }

    private func add(
        _ address: [UInt8], _ target: [UInt8], _ scope: Scope, _ names: [[UInt8]], isPattern: Bool = false,
        _ server: inout Server
    ) {
        var mount = Mount(
            daemon: .nginx, channel: scope.isDAV ? .webdav : .http,
            address: isPattern ? address : address.withoutEndSlash, target: target, source: scope.source)
        mount.hosts = names
        mount.isPattern = isPattern
        mount.isDAV = scope.isDAV
        mount.allowsListing = scope.listing
        mount.isAnonymous = !scope.requiresLogin && !scope.isDenied
        server.mounts.append(mount)
        let (logs, logging, reason) = logs(of: scope, address, names)
        server.logs += logs.filter { !server.logs.contains($0) }
        server.logging.append(logging)
        if !server.reasons.contains(reason) { server.reasons.append(reason) }
    }

    // MARK: logs

    private func logs(
        of scope: Scope, _ address: [UInt8], _ names: [[UInt8]]
    ) -> ([ConfiguredLog], ConfiguredService.Logging, ConfigurationReason) {
        guard let directives = scope.accessLogs else {
            let log = ConfiguredLog(
                daemon: .nginx, kind: .access, destination: .file(Array("/var/log/nginx/access.log")),
                format: Self.combined, source: scope.source)
            return ([log], .yes, ConfigurationReason("no access_log is set, and nginx logs requests by default"))
        }
        var logs: [ConfiguredLog] = []
        for directive in directives where directive.keyword != "off" && directive.keyword != "/dev/null" {
            guard let target = directive.arguments.first else { continue }
            let options = directive.arguments.dropFirst()
            let name = options.first { !$0.contains(UInt8(ascii: "=")) }
            var log = ConfiguredLog(
                daemon: .nginx, kind: .access, destination: Self.destination(target),
                format: formats[name ?? Array("combined")], source: directive.source)
            log.conditions = options.filter { $0.hasPrefix("if=") }
            log.hosts = names
            logs.append(log)
        }
        let place = address.text
        if let whole = logs.first(where: \.conditions.isEmpty) {
            return (logs, .yes, ConfigurationReason("requests are logged", at: whole.source))
        }
        if let part = logs.first {
            let condition = part.conditions.map(\.text).joined(separator: " ")
            return (
                logs, .partly,
                ConfigurationReason(
                    "only requests with \(condition) are logged below \(place)", at: part.source,
                    remedy: "access_log without \(condition)")
            )
        }
        return (
            [], .no,
            ConfigurationReason(
                "access_log is off below \(place)", at: directives[0].source,
                remedy: "access_log /var/log/nginx/access.log;")
        )
    }

    private static func destination(_ target: [UInt8]) -> ConfiguredLog.Destination {
        guard target.hasPrefix("syslog:") else {
            return .file(ConfigurationTree.absolute(target, in: Array("/etc/nginx")))
        }
        let options = target.dropFirst(7).split(separator: UInt8(ascii: ","))
        let facility = options.first { $0.starts(with: "facility=".utf8) }?.dropFirst(9)
        return .syslog(facility: facility.map { Array($0).lowercasedText } ?? "local7")
    }

    private func errorLog(_ directive: Directive) -> ConfiguredLog? {
        guard let target = directive.arguments.first, !["stderr", "/dev/null"].contains(directive.keyword) else {
            return nil
        }
        return ConfiguredLog(
            daemon: .nginx, kind: .error, destination: Self.destination(target), source: directive.source)
    }

    private func services(_ servers: [Server]) -> [ConfiguredService] {
        let states = servers.flatMap(\.logging)
        let logging: ConfiguredService.Logging =
            states.allSatisfy { $0 == .yes } ? .yes : states.allSatisfy { $0 == .no } ? .no : .partly
        let mounts = servers.flatMap(\.mounts)
        let login = mounts.map { $0.isAnonymous == false }
        let web = ConfiguredService(
            daemon: .nginx, channel: .http, state: .on, logging: logging,
            reasons: servers.flatMap(\.reasons).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            requiresAuthentication: Set(login).count == 1 ? login[0] : nil,
            isEncrypted: Set(servers.map(\.isEncrypted)).count == 1 ? servers[0].isEncrypted : nil,
            ports: Array(Set(servers.flatMap(\.ports))).sorted())
        var webDAV = web
        webDAV.channel = .webdav
        if let mount = mounts.first(where: \.isDAV) {
            webDAV.reasons.insert(
                ConfigurationReason("WebDAV methods are on below \(mount.address.text)", at: mount.source), at: 0)
        } else {
            webDAV = ConfiguredService(
                daemon: .nginx, channel: .webdav, state: isComplete ? .off : .unknown, logging: .unknown,
                reasons: [ConfigurationReason("no dav_methods are in nginx' configuration")])
        }
        return [web, webDAV]
    }
}
