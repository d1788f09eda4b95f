// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `sshd_config`: the first value of a keyword holds, and `Match` blocks hold for some users.
///
///     Subsystem sftp /usr/lib/openssh/sftp-server -l INFO
///     Match User sftponly
///         ChrootDirectory /srv/nas
///         ForceCommand internal-sftp -l INFO
/// sshd_config(5), sftp-server(8)
///
/// sshd's own LogLevel is not that of its file server, which names files only from INFO on, and has to be told so as an
/// argument. What scp and rsync move over sshd is named in no log at any level.
struct SSHDReader: DaemonReader {
    static let daemon = Daemon.sshd

    static func isFirstFile(_ path: [UInt8]) -> Bool { path.hasSuffix("/sshd_config") }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        var reader = SSHDReader(
            whole: ConfigurationLocator(file: path, line: 1, directive: []),
            sockets: SyslogRoutes.sockets(in: walk.tree))
        walk.read(path, from: nil) { walk, name, text in
            reader.whole = ConfigurationLocator(file: name, line: 1, directive: [])
            reader.take(text, named: name, folder: ConfigurationTree.folder(of: path), &walk)
        }
        return reader.configuration(isComplete: !walk.isIncomplete)
    }

    /// Directives for all, or for those whom a `Match` fits.
    private struct Block {
        var directives: [Directive] = []

        subscript(name: String) -> Directive? { directives.first { $0.name == name } }
    }

    private var whole: ConfigurationLocator
    /// Sockets on which syslog listens, of which some may lie in jails.
    private let sockets: [[UInt8]]
    private var global = Block()
    private var matches: [Block] = []
    /// Whether directives are for all.
    private var isGlobal = true

    private init(whole: ConfigurationLocator, sockets: [[UInt8]]) {
        self.whole = whole
        self.sockets = sockets
    }

    private mutating func take(_ text: [UInt8], named file: [UInt8], folder: [UInt8], _ walk: inout IncludeWalk) {
        for line in ConfigurationLine.all(in: text) {
            let spaced = ConfigurationLine(number: line.number, text: Self.withoutEquals(line.text))
            guard let directive = Directive(spaced, file: file) else { continue }
            switch directive.name {
            case "match":
                isGlobal = directive.keyword == "all"
                if !isGlobal { matches.append(Block()) }
            case "include":
                let wasGlobal = isGlobal
                for pattern in directive.arguments {
                    walk.read(
                        matching: ConfigurationTree.absolute(pattern, in: folder), from: directive.source,
                        isOptional: true
                    ) { walk, name, text in
                        take(text, named: name, folder: folder, &walk)
                        // A Match ends with its file.
                        isGlobal = wasGlobal
                    }
                }
            default:
                if isGlobal {
                    global.directives.append(directive)
                } else {
                    matches[matches.count - 1].directives.append(directive)
                }
            }
        }
    }

    /// `Port=22` is `Port 22`.
    private static func withoutEquals(_ text: [UInt8]) -> [UInt8] {
        guard let end = text.firstIndex(where: { $0 <= 0x20 || $0 == UInt8(ascii: "=") }) else { return text }
        let rest = text[end...].drop { $0 <= 0x20 }
        return rest.first == UInt8(ascii: "=") ? text[..<end] + [0x20] + rest.dropFirst() : text
    }

    // MARK: what it means

    private func configuration(isComplete: Bool) -> MachineConfiguration {
        var configuration = MachineConfiguration()
        let sftp = sftpService(isComplete: isComplete)
        configuration.services = [sftp, commandService(.scp), commandService(.rsyncSSH)]
        configuration.mounts = sftp.state == .off ? [] : mounts()
        configuration.logs = logs()
        return configuration
    }

    private var ports: [Int] {
        global.directives.filter { $0.name == "port" }.compactMap { Int($0.keyword) }
    }

    private var subsystem: Directive? {
        global.directives.first { $0.name == "subsystem" && $0.keyword == "sftp" }
    }

    private func sftpService(isComplete: Bool) -> ConfiguredService {
        guard let subsystem else {
            return service(
                .sftp, isComplete ? .off : .unknown, .unknown,
                [ConfigurationReason("sshd_config has no Subsystem sftp", at: whole)])
        }
        var (logging, reasons) = (ConfiguredService.Logging.unknown, [ConfigurationReason]())
        // A forced command takes the place of the subsystem's.
        let forced = global["forcecommand"].flatMap { SFTPServer($0.arguments) == nil ? nil : $0 }
        let command = forced ?? subsystem
        if let server = SFTPServer(forced == nil ? Array(subsystem.arguments.dropFirst()) : command.arguments) {
            (logging, reasons) = judge(server, command, jail: global["chrootdirectory"])
        } else {
            reasons = [ConfigurationReason("Subsystem sftp starts a program that is not known", at: subsystem.source)]
        }
        for match in matches {
            let own = match["forcecommand"]
            guard own != nil || match["chrootdirectory"] != nil,
                let server = SFTPServer(own?.arguments ?? Array(subsystem.arguments.dropFirst()))
            else { continue }
            let (state, more) = judge(
                server, own ?? subsystem, jail: match["chrootdirectory"] ?? global["chrootdirectory"])
            reasons += more.filter { !reasons.contains($0) }
            if state != logging { logging = .partly }
        }
        return service(.sftp, .on, logging, reasons)
    }

    private func judge(
        _ server: SFTPServer, _ directive: Directive, jail: Directive?
    ) -> (ConfiguredService.Logging, [ConfigurationReason]) {
        let words = directive.source.directive.text
        guard server.namesFiles else {
            return (
                .no,
                [
                    ConfigurationReason(
                        server.level.map { "the file server logs at level \($0), which names no file" }
                            ?? "the file server has no -l, and names no file at its default level",
                        at: directive.source, remedy: SFTPServer.remedy(for: words))
                ]
            )
        }
        if let jail, let root = jail.arguments.first, jail.keyword != "none",
            !sockets.contains(where: { $0.isBelow(root.withoutEndSlash) })
        {
            return (
                .partly,
                [
                    ConfigurationReason(
                        "in the jail \(root.text) no syslog socket is configured, without which nothing is logged there",
                        at: jail.source,
                        remedy: "input(type=\"imuxsock\" Socket=\"\(root.text)/dev/log\") in rsyslog.conf")
                ]
            )
        }
        return (
            .yes, [ConfigurationReason("the file server logs at level \(server.level ?? "INFO")", at: directive.source)]
        )
    }

    /// scp and rsync are commands that sshd starts: whoever may run any command may run them.
    private func commandService(_ channel: Channel) -> ConfiguredService {
        let name = channel == .scp ? "scp" : "rsync"
        if let forced = global["forcecommand"] {
            let isFileServer = SFTPServer(forced.arguments) != nil
            return service(
                channel, isFileServer ? .off : .unknown, .no,
                [ConfigurationReason("all sessions are forced to another command", at: forced.source)])
        }
        return service(
            channel, .on, .no,
            [
                ConfigurationReason(
                    "sshd lets users run \(name), and no log at any level names the files that it moves", at: whole,
                    remedy: "ForceCommand internal-sftp -l INFO, for users who need no shell")
            ])
    }

    private func service(
        _ channel: Channel, _ state: ConfiguredService.State, _ logging: ConfiguredService.Logging,
        _ reasons: [ConfigurationReason]
    ) -> ConfiguredService {
        ConfiguredService(
            daemon: .sshd, channel: channel, state: state, logging: logging, reasons: reasons,
            requiresAuthentication: true, isEncrypted: true, ports: ports)
    }

    private func mounts() -> [Mount] {
        let jails = [global["chrootdirectory"]] + matches.map { $0["chrootdirectory"] }
        var mounts: [Mount] = []
        if let subsystem, global["chrootdirectory"] == nil {
            mounts.append(mount(Array("/"), at: subsystem.source))
        }
        for case let jail? in jails where jail.keyword != "none" {
            let root = jail.arguments.first ?? []
            // `%u` and `%h` stand for the user and the home.
            mounts.append(mount(root.contains(UInt8(ascii: "%")) ? nil : root.withoutEndSlash, at: jail.source))
        }
        return mounts
    }

    private func mount(_ target: [UInt8]?, at source: ConfigurationLocator) -> Mount {
        var mount = Mount(daemon: .sshd, channel: .sftp, address: Array("/"), target: target, source: source)
        mount.allowsListing = true
        mount.isAnonymous = false
        return mount
    }

    private func logs() -> [ConfiguredLog] {
        var logs: [ConfiguredLog] = []
        let facility = global["syslogfacility"]
        if global["loglevel"]?.keyword != "quiet" {
            logs.append(
                ConfiguredLog(
                    daemon: .sshd, kind: .system, destination: .syslog(facility: facility?.keyword ?? "auth"),
                    source: facility?.source ?? whole))
        }
        if let subsystem, let server = SFTPServer(Array(subsystem.arguments.dropFirst())), server.namesFiles {
            logs.append(
                ConfiguredLog(
                    daemon: .sshd, kind: .transfer, destination: .syslog(facility: server.facility),
                    source: subsystem.source))
        }
        return logs
    }
}

/// A command that starts sshd's file server, `internal-sftp -l INFO -f AUTH`.
struct SFTPServer {
    /// As it stands; nil where none is given, and ERROR holds.
    private(set) var level: String?
    private(set) var facility = "auth"

    /// Nil where the command is something else.
    init?(_ words: [[UInt8]]) {
        // A forced command may be one quoted word.
        var words = words.count == 1 ? words[0].words[...] : words[...]
        guard let program = words.popFirst(), program == Array("internal-sftp") || program.hasSuffix("sftp-server")
        else {
            return nil
        }
        while let word = words.popFirst() {
            guard word.hasPrefix("-l") || word.hasPrefix("-f") else { continue }
            let value = word.count > 2 ? Array(word.dropFirst(2)) : words.popFirst() ?? []
            if word.hasPrefix("-l") { level = value.text.uppercased() } else { facility = value.lowercasedText }
        }
    }

    /// Opens and closes are logged from INFO on.
    var namesFiles: Bool {
        guard let level else { return false }
        return level == "INFO" || level == "VERBOSE" || level.hasPrefix("DEBUG")
    }

    /// The same directive with a level that names files.
    static func remedy(for directive: String) -> String {
        var words = directive.split(separator: " ").map(String.init)
        if let option = words.firstIndex(of: "-l"), option + 1 < words.count {
            words[option + 1] = "INFO"
        } else {
            words += ["-l", "INFO"]
        }
        return words.joined(separator: " ")
    }
}
