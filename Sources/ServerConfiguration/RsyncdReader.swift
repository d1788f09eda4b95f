// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `rsyncd.conf`: global parameters, and modules that override them.
///
///     log file = /var/log/rsyncd.log
///     transfer logging = yes
///     [calls]
///         path = /srv/nas/calls
/// rsyncd.conf(5)
struct RsyncdReader: DaemonReader {
    static let daemon = Daemon.rsyncd

    static func isFirstFile(_ path: [UInt8]) -> Bool { path.hasSuffix("/rsyncd.conf") }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        var reader = RsyncdReader(
            global: Settings(whole: ConfigurationLocator(file: path, line: 1, directive: [])))
        walk.read(path, from: nil) { walk, name, text in
            reader.global = Settings(whole: ConfigurationLocator(file: name, line: 1, directive: []))
            reader.take(text, named: name, folder: ConfigurationTree.folder(of: path), &walk)
        }
        return reader.configuration(isComplete: !walk.isIncomplete)
    }

    private struct Module {
        let name: [UInt8]
        let source: ConfigurationLocator
        var settings: Settings
    }

    private var global: Settings
    private var modules: [Module] = []
    private var isInModule = false

    private init(global: Settings) {
        self.global = global
    }

    private mutating func take(_ text: [UInt8], named file: [UInt8], folder: [UInt8], _ walk: inout IncludeWalk) {
        for line in ConfigurationLine.all(in: text, joinsLines: true, comments: ["#", ";"]) {
            let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
            if line.text.first == UInt8(ascii: "["), let end = line.text.firstIndex(of: UInt8(ascii: "]")) {
                begin(Array(line.text[1..<end]).trimmed, source)
            } else if line.text.hasPrefix("&include") || line.text.hasPrefix("&merge") {
                include(line, source, folder, &walk)
            } else if let equals = line.text.firstIndex(of: UInt8(ascii: "=")) {
                // Blanks within a name do not count, rsyncd.conf(5).
                let name = Array(line.text[..<equals].filter { $0 > 0x20 }).lowercasedText
                set(name, Array(line.text[(equals + 1)...]).trimmed, source)
            } else {
                walk.note(source, "neither a module nor NAME = VALUE")
            }
        }
    }

    /// Of a folder, `&include` takes the files `*.conf` and `&merge` those `*.inc`; the globals of an included file end
    /// with it.
    private mutating func include(
        _ line: ConfigurationLine, _ source: ConfigurationLocator, _ folder: [UInt8], _ walk: inout IncludeWalk
    ) {
        guard let argument = line.text.words.dropFirst().first else { return }
        let isMerge = line.text.hasPrefix("&merge")
        var pattern = ConfigurationTree.absolute(argument, in: folder)
        if walk.tree.isFolder(pattern) { pattern += Array(isMerge ? "/*.inc" : "/*.conf") }
        let outer = (global, isInModule)
        walk.read(matching: pattern, from: source, isOptional: false) { walk, name, text in
            take(text, named: name, folder: folder, &walk)
        }
        if !isMerge { (global, isInModule) = outer }
    }

    private mutating func begin(_ name: [UInt8], _ source: ConfigurationLocator) {
        isInModule = name.lowercasedText != "global"
        if isInModule { modules.append(Module(name: name, source: source, settings: global)) }
    }

    private mutating func set(_ name: String, _ value: [UInt8], _ source: ConfigurationLocator) {
        if isInModule {
            modules[modules.count - 1].settings.set(name, value, source)
        } else {
            global.set(name, value, source)
        }
    }

    // MARK: what it means

    private func configuration(isComplete: Bool) -> MachineConfiguration {
        var configuration = MachineConfiguration()
        let readable = modules.filter { !$0.settings.isOn("writeonly", default: false) && $0.settings["path"] != nil }
        configuration.mounts = readable.map(mount)
        for module in modules {
            let log = log(of: module)
            if !configuration.logs.contains(log) { configuration.logs.append(log) }
        }
        guard !readable.isEmpty else {
            configuration.services = [
                ConfiguredService(
                    daemon: .rsyncd, channel: .rsync, state: isComplete ? .off : .unknown, logging: .unknown,
                    reasons: [ConfigurationReason("rsyncd.conf has no module to read from", at: global.whole)])
            ]
            return configuration
        }
        let logging = readable.map(isLogged)
        let login = readable.map { $0.settings["authusers"] != nil }
        configuration.services = [
            ConfiguredService(
                daemon: .rsyncd, channel: .rsync, state: .on,
                logging: logging.allSatisfy(\.self) ? .yes : logging.contains(true) ? .partly : .no,
                reasons: readable.map(reason).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
                requiresAuthentication: Set(login).count == 1 ? login[0] : nil, isEncrypted: false,
                ports: global.number("port").map { [$0] } ?? [])
        ]
        return configuration
    }

    private func isLogged(_ module: Module) -> Bool {
        module.settings.isOn("transferlogging", default: false) && namesFiles(module)
    }

    private func namesFiles(_ module: Module) -> Bool {
        guard let format = module.settings["logformat"]?.value else { return true }
        return Self.escapes(of: format).contains { $0 == UInt8(ascii: "f") || $0 == UInt8(ascii: "n") }
    }

    /// The letters behind `%`, over widths and the apostrophe.
    private static func escapes(of format: [UInt8]) -> [UInt8] {
        format.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.first { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "-") }
        }
    }

    private func reason(_ module: Module) -> ConfigurationReason {
        let name = module.name.text
        guard module.settings.isOn("transferlogging", default: false) else {
            if let off = module.settings["transferlogging"] {
                return ConfigurationReason(
                    "transfer logging is off in module \(name)", at: off.source, remedy: "transfer logging = yes")
            }
            return ConfigurationReason(
                "transfer logging is not set in module \(name), and is off by default", at: module.source,
                remedy: "transfer logging = yes")
        }
        guard namesFiles(module) else {
            return ConfigurationReason(
                "the log format of module \(name) names no file", at: module.settings["logformat"]?.source,
                remedy: "log format = %o %h [%a] %m (%u) %f %l")
        }
        return ConfigurationReason("transfer logging is on", at: module.settings["transferlogging"]?.source)
    }

    private func log(of module: Module) -> ConfiguredLog {
        let file = module.settings["logfile"]
        let facility = module.settings["syslogfacility"]?.value.lowercasedText ?? "daemon"
        let format = module.settings["logformat"]
        var log = ConfiguredLog(
            daemon: .rsyncd, kind: .transfer,
            destination: file.map { .file($0.value) } ?? .syslog(facility: facility), format: format?.value,
            source: (format ?? file)?.source ?? module.source)
        // A format of the module's own holds for its lines only.
        if format != nil, format?.source != global["logformat"]?.source {
            log.conditions = [Array("module=") + module.name]
        }
        return log
    }

    private func mount(_ module: Module) -> Mount {
        let path = module.settings["path"]!
        var mount = Mount(
            daemon: .rsyncd, channel: .rsync, address: module.name, target: path.value.withoutEndSlash,
            source: path.source)
        // `%RSYNC_USER_NAME%` and the like stand for what only the session tells.
        if path.value.contains(UInt8(ascii: "%")) { mount.target = nil }
        mount.allowsListing = module.settings.isOn("list", default: true)
        mount.isAnonymous = module.settings["authusers"] == nil
        return mount
    }
}
