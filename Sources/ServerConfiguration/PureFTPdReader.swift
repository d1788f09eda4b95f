// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads what Pure-FTPd is started with, in each of the ways that it is kept:
///
///     AltLog  clf:/var/log/pureftpd.log            pure-ftpd.conf
///     conf/AltLog holding clf:/var/log/...         Debian's folder, a file for each option, a line for each value
///     pure-ftpd -O clf:/var/log/pureftpd.log -E    a command line, in inetd.conf or a unit of systemd
/// pure-ftpd(8)
struct PureFTPdReader: DaemonReader {
    static let daemon = Daemon.pureFTPd

    /// Debian's folder is read with the file beside it; one alone is enough.
    static func isFirstFile(_ path: [UInt8]) -> Bool {
        path.hasSuffix("/pure-ftpd.conf") || path.hasSuffix("/pure-ftpd/conf/NoAnonymous")
            || path.hasSuffix("/pure-ftpd/conf/AltLog") || path.hasSuffix("/pure-ftpd/conf/PAMAuthentication")
            || path.hasSuffix("/etc/inetd.conf") || path.hasSuffix("/pure-ftpd.service")
    }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        var settings: Settings?
        var alternatives: [(value: [UInt8], source: ConfigurationLocator)] = []
        if path.hasSuffix("/inetd.conf") || path.hasSuffix(".service") {
            walk.read(path, from: nil) { _, name, text in
                for line in ConfigurationLine.all(in: text, joinsLines: true) {
                    let source = ConfigurationLocator(file: name, line: line.number, directive: line.text)
                    guard let command = PureFTPdCommand(line.text.words) else { continue }
                    var found = settings ?? Settings(whole: source)
                    for (name, value) in command.options { found.set(name, value, source) }
                    alternatives += command.logs.map { ($0, source) }
                    settings = found
                }
            }
        } else {
            let base = path.hasSuffix(".conf") ? path : Self.file(besideFolderOf: path)
            walk.read(base, from: nil) { walk, name, text in
                settings = Settings(text, named: name, separator: " ", &walk)
            }
            // What Debian's wrapper makes options of, which override the file.
            let folder = ConfigurationTree.folder(of: base) + Array("/conf")
            if folder.hasSuffix("/pure-ftpd/conf") {
                for option in walk.tree.names(in: folder) {
                    walk.read(folder + [UInt8(ascii: "/")] + option, from: nil) { _, name, text in
                        for line in ConfigurationLine.all(in: text) {
                            let source = ConfigurationLocator(file: name, line: line.number, directive: line.text)
                            var found = settings ?? Settings(whole: source)
                            found.set(option.lowercasedText, line.text, source)
                            if option.lowercasedText == "altlog" { alternatives.append((line.text, source)) }
                            settings = found
                        }
                    }
                }
            }
        }
        guard let settings else { return MachineConfiguration() }
        if alternatives.isEmpty, let log = settings["altlog"] { alternatives = [(log.value, log.source)] }
        return PureFTPdReader(
            settings: settings, alternatives: alternatives, anonymousHome: HomeFolders.home(of: "ftp", in: walk.tree)
        ).configuration()
    }

    /// `/etc/pure-ftpd/pure-ftpd.conf` of `/etc/pure-ftpd/conf/AltLog`.
    private static func file(besideFolderOf path: [UInt8]) -> [UInt8] {
        ConfigurationTree.folder(of: ConfigurationTree.folder(of: path)) + Array("/pure-ftpd.conf")
    }

    let settings: Settings
    /// `clf:/var/log/pureftpd.log`
    let alternatives: [(value: [UInt8], source: ConfigurationLocator)]
    let anonymousHome: [UInt8]?

    private var facility: String { settings["syslogfacility"]?.value.lowercasedText ?? "ftp" }
    private var isAnonymous: Bool { !settings.isOn("noanonymous", default: false) }

    private func configuration() -> MachineConfiguration {
        var configuration = MachineConfiguration()
        configuration.logs = logs()
        configuration.mounts = mounts()
        let reason: ConfigurationReason
        if let log = alternatives.first {
            reason = ConfigurationReason("AltLog names the files", at: log.source)
        } else if facility == "none" {
            reason = ConfigurationReason(
                "SyslogFacility is none and there is no AltLog: no transfer is logged",
                at: settings["syslogfacility"]?.source, remedy: "AltLog stats:/var/log/pure-ftpd/pureftpd.log")
        } else {
            reason = ConfigurationReason(
                "transfers go to syslog, facility \(facility)", at: settings["syslogfacility"]?.source ?? settings.whole
            )
        }
        configuration.services = [
            ConfiguredService(
                daemon: .pureFTPd, channel: .ftp, state: .on,
                logging: alternatives.isEmpty && facility == "none" ? .no : .yes, reasons: [reason],
                requiresAuthentication: !isAnonymous, isEncrypted: isEncrypted)
        ]
        return configuration
    }

    /// 0 is plain text, 1 both, 2 and 3 refuse plain text.
    private var isEncrypted: Bool? {
        switch settings.number("tls") ?? 0 {
        case 0: false
        case 1: nil
        default: true
        }
    }

    private func logs() -> [ConfiguredLog] {
        var logs: [ConfiguredLog] = []
        for log in alternatives {
            guard let colon = log.value.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let path = Array(log.value[(colon + 1)...])
            let isNew = !logs.contains { $0.path == path }
            if isNew {
                logs.append(
                    ConfiguredLog(
                        daemon: .pureFTPd, kind: .transfer, destination: .file(path),
                        format: Array(log.value[..<colon]), source: log.source))
            }
        }
        if facility != "none" {
            logs.append(
                ConfiguredLog(
                    daemon: .pureFTPd, kind: .transfer, destination: .syslog(facility: facility),
                    source: settings["syslogfacility"]?.source ?? settings.whole))
        }
        return logs
    }

    private func mounts() -> [Mount] {
        var mounts: [Mount] = []
        if isAnonymous {
            var mount = mount(anonymousHome, at: settings["noanonymous"]?.source ?? settings.whole)
            mount.isAnonymous = true
            mounts.append(mount)
        }
        if !settings.isOn("anonymousonly", default: false) {
            let isInJail = settings.isOn("chrooteveryone", default: false)
            var mount = mount(isInJail ? nil : Array("/"), at: settings["chrooteveryone"]?.source ?? settings.whole)
            mount.isAnonymous = false
            mounts.append(mount)
        }
        return mounts
    }

    private func mount(_ target: [UInt8]?, at source: ConfigurationLocator) -> Mount {
        var mount = Mount(daemon: .pureFTPd, channel: .ftp, address: Array("/"), target: target, source: source)
        mount.logsRealPaths = true
        return mount
    }
}

/// Options of a command line that starts Pure-FTPd.
struct PureFTPdCommand {
    /// By the names of the configuration file.
    private(set) var options: [(String, [UInt8])] = []
    private(set) var logs: [[UInt8]] = []

    private static let switches: [String: String] = [
        "-E": "noanonymous", "--noanonymous": "noanonymous", "-e": "anonymousonly", "--anonymousonly": "anonymousonly",
        "-A": "chrooteveryone", "--chrooteveryone": "chrooteveryone",
    ]
    private static let values: [String: String] = [
        "-O": "altlog", "--altlog": "altlog", "-f": "syslogfacility", "--syslogfacility": "syslogfacility", "-Y": "tls",
        "--tls": "tls",
    ]

    /// Nil where no word names the program.
    init?(_ words: [[UInt8]]) {
        guard let program = words.firstIndex(where: { $0.hasSuffix("/pure-ftpd") || $0.hasSuffix("=pure-ftpd") }) else {
            return nil
        }
        var words = words[(program + 1)...]
        while let word = words.popFirst() {
            let parts = word.text.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else { continue }
            if let option = Self.switches[name] {
                options.append((option, Array("yes")))
            } else if let option = Self.values[name] {
                let value = parts.count > 1 ? Array(parts[1]) : words.popFirst() ?? []
                if option == "altlog" { logs.append(value) } else { options.append((option, value)) }
            }
        }
    }
}
