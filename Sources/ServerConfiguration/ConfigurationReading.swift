// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Reads all configuration of a machine that is understood.
package enum ConfigurationReading {
    /// The order is that of `Daemon.allCases`.
    private static var readers: [any DaemonReader.Type] {
        [
            ApacheReader.self, NginxReader.self, VsftpdReader.self, ProFTPDReader.self, PureFTPdReader.self,
            RsyncdReader.self,
            SSHDReader.self,
        ]
    }

    package static func configuration(in tree: ConfigurationTree) -> MachineConfiguration {
        var configuration = MachineConfiguration()
        var read: Set<[UInt8]> = []
        for reader in readers {
            for path in tree.paths where reader.isFirstFile(path) && isInUse(path) {
                // Only a file of the evidence, and none that another one of the daemon has included already.
                guard let file = tree.file(at: path), !read.contains(file.name) else { continue }
                var walk = IncludeWalk(tree)
                let part = reader.read(path, &walk)
                configuration.append(part)
                configuration.notes += walk.notes
                read.formUnion(walk.files)
            }
        }
        var walk = IncludeWalk(tree)
        let routes = SyslogRoutes(&walk)
        silence(&configuration, routes)
        configuration.logs += routes.files(of: configuration.logs)
        configuration.retentions += LogrotateReader.retentions(&walk)
        for path in tree.paths where path.hasSuffix("/etc/hostname") {
            walk.read(path, from: nil) { _, _, text in
                configuration.hostName = text.words.first
            }
        }
        configuration.notes += walk.notes
        read.formUnion(walk.files)
        configuration.files = read.sorted { $0.lexicographicallyPrecedes($1) }
        return configuration
    }

    /// What syslog drops was not logged, whatever the daemon says.
    private static func silence(_ configuration: inout MachineConfiguration, _ routes: SyslogRoutes) {
        for index in configuration.services.indices {
            let service = configuration.services[index]
            guard service.logging == .yes || service.logging == .partly else { continue }
            let written = configuration.logs.filter { log in
                log.daemon == service.daemon && (log.kind == .access || log.kind == .transfer)
            }
            guard let reason = routes.dropping(written) else { continue }
            configuration.services[index].logging = .no
            configuration.services[index].reasons.append(reason)
        }
    }

    /// Samples, and what a package manager put aside, are not read by any daemon.
    private static func isInUse(_ path: [UInt8]) -> Bool {
        let folders = path.split(separator: UInt8(ascii: "/")).dropLast().map { Array($0).lowercasedText }
        return !folders.contains { $0 == "doc" || $0 == "docs" || $0 == "examples" || $0.hasSuffix("-available") }
    }
}
