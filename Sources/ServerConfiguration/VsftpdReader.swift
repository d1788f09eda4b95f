// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `vsftpd.conf`: `option=value` without blanks. What is not said has the compiled default.
/// vsftpd.conf(5), and `tunables.c` of vsftpd 3.0.2.
struct VsftpdReader: DaemonReader {
    static let daemon = Daemon.vsftpd

    static func isFirstFile(_ path: [UInt8]) -> Bool {
        guard let name = path.split(separator: UInt8(ascii: "/")).last.map({ Array($0) }) else { return false }
        // Red Hat keeps one file for each instance in `/etc/vsftpd`.
        return name.hasSuffix(".conf") && (name.hasPrefix("vsftpd") || path.hasSuffix("/vsftpd/" + name.text))
    }

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration {
        var configuration = MachineConfiguration()
        walk.read(path, from: nil) { walk, name, text in
            configuration = VsftpdReader(Settings(text, named: name, separator: "=", &walk)).configuration()
        }
        return configuration
    }

    private let settings: Settings

    private init(_ settings: Settings) {
        self.settings = settings
    }

    private func configuration() -> MachineConfiguration {
        var configuration = MachineConfiguration()
        configuration.services = [service()]
        configuration.mounts = mounts()
        configuration.logs = logs()
        return configuration
    }

    private var isAnonymous: Bool { settings.isOn("anonymous_enable", default: true) }
    private var isLogged: Bool { settings.isOn("xferlog_enable", default: false) }
    private var isStandardFormat: Bool { settings.isOn("xferlog_std_format", default: false) }

    private func service() -> ConfiguredService {
        let reason: ConfigurationReason
        if isLogged {
            reason = ConfigurationReason(
                "xferlog_enable is on: transfers are logged", at: settings["xferlog_enable"]?.source)
        } else if let off = settings["xferlog_enable"] {
            reason = ConfigurationReason(
                "xferlog_enable is off: no transfer is logged", at: off.source, remedy: "xferlog_enable=YES")
        } else {
            reason = ConfigurationReason(
                "xferlog_enable is not set, and is off by default: no transfer is logged", at: settings.whole,
                remedy: "xferlog_enable=YES")
        }
        // With every command and reply in the log, transfers are told by RETR and 226.
        let logsCommands = settings.isOn("log_ftp_protocol", default: false) && !isStandardFormat
        let isLogged = isLogged || logsCommands
        return ConfiguredService(
            daemon: .vsftpd, channel: .ftp, state: .on, logging: isLogged ? .yes : .no,
            reasons: isLogged && !self.isLogged
                ? [
                    ConfigurationReason(
                        "log_ftp_protocol is on: commands are logged", at: settings["log_ftp_protocol"]?.source)
                ]
                : [reason],
            requiresAuthentication: !isAnonymous,
            isEncrypted: !settings.isOn("ssl_enable", default: false)
                ? false : settings.isOn("force_local_data_ssl", default: true) && !isAnonymous ? true : nil,
            ports: settings.number("listen_port").map { [$0] } ?? [])
    }

    private func mounts() -> [Mount] {
        var mounts: [Mount] = []
        if isAnonymous {
            var mount = Mount(
                daemon: .vsftpd, channel: .ftp, address: Array("/"),
                target: (settings["anon_root"]?.value ?? Array("/srv/ftp")).withoutEndSlash,
                source: (settings["anon_root"] ?? settings["anonymous_enable"])?.source ?? settings.whole)
            if settings["anon_root"] == nil { mount.target = nil }
            mount.isAnonymous = true
            mount.allowsListing = settings.isOn("dirlist_enable", default: true)
            mounts.append(mount)
        }
        if settings.isOn("local_enable", default: false) || settings.isOn("guest_enable", default: false) {
            let isInJail = settings.isOn("chroot_local_user", default: false)
            let root = settings["local_root"]
            var mount = Mount(
                daemon: .vsftpd, channel: .ftp, address: Array("/"), target: isInJail ? nil : Array("/"),
                source: (root ?? settings["chroot_local_user"] ?? settings["local_enable"])?.source ?? settings.whole)
            if isInJail, let root, settings["user_sub_token"] == nil { mount.target = root.value.withoutEndSlash }
            mount.isAnonymous = false
            mount.allowsListing = settings.isOn("dirlist_enable", default: true)
            mount.logsRealPaths = !isInJail
            mounts.append(mount)
        }
        return mounts
    }

    private func logs() -> [ConfiguredLog] {
        guard isLogged || settings.isOn("log_ftp_protocol", default: false) else { return [] }
        let isDual = settings.isOn("dual_log_enable", default: false)
        var logs: [ConfiguredLog] = []
        if isLogged, isStandardFormat || isDual {
            let path = settings["xferlog_file"]
            logs.append(
                ConfiguredLog(
                    daemon: .vsftpd, kind: .transfer, destination: .file(path?.value ?? Array("/var/log/xferlog")),
                    source: path?.source ?? settings.whole))
        }
        if !isStandardFormat || isDual {
            let path = settings["vsftpd_log_file"]
            let goesToSyslog = settings.isOn("syslog_enable", default: false)
            logs.append(
                ConfiguredLog(
                    daemon: .vsftpd, kind: .transfer,
                    destination: goesToSyslog
                        ? .syslog(facility: "ftp") : .file(path?.value ?? Array("/var/log/vsftpd.log")),
                    source: (goesToSyslog ? settings["syslog_enable"] : path)?.source ?? settings.whole))
        }
        return logs
    }
}
