// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What the configuration files of the evidence say of the machine: which channels it offered, where they led, and what
/// of them was logged where and for how long.
///
/// Nothing here is a guess: what no file says is nil, unknown or not there.
package struct MachineConfiguration: Sendable, Hashable {
    /// In the order of `Daemon.allCases`, and of one daemon as its files have them.
    package var services: [ConfiguredService] = []
    package var mounts: [Mount] = []
    package var logs: [ConfiguredLog] = []
    package var retentions: [LogRetention] = []
    /// From `etc/hostname`.
    package var hostName: [UInt8]?
    /// What could not be read or understood.
    package var notes: [ConfigurationNote] = []
    /// The files that all this was read from, as the evidence names them, in the order of their names.
    package var files: [[UInt8]] = []

    package init() {}

    /// Whether no configuration of a daemon was found, so that nothing is known of any channel.
    package var isEmpty: Bool { services.isEmpty }

    package func services(of channel: Channel) -> [ConfiguredService] { services.filter { $0.channel == channel } }

    package func mounts(of channel: Channel) -> [Mount] { mounts.filter { $0.channel == channel } }

    package mutating func append(_ other: MachineConfiguration) {
        services += other.services
        mounts += other.mounts
        logs += other.logs
        retentions += other.retentions
        hostName = hostName ?? other.hostName
        notes += other.notes
        files += other.files
    }

    /// The logs that the file `name` of the evidence may be, or be a rotated part of.
    ///
    /// A copied tree keeps the whole path at the end of its names; in a heap of files only the last component is left, and
    /// is taken only if all logs of that name lie at one path.
    package func logs(writtenTo name: [UInt8]) -> [ConfiguredLog] {
        let stem = [UInt8(ascii: "/")] + RotatedName(name).stem
        let whole = logs.filter { log in
            guard let path = log.path else { return false }
            return stem.count >= path.count && stem.suffix(path.count).elementsEqual(path)
        }
        guard whole.isEmpty else { return whole }
        let isInTree = stem.dropFirst().contains(UInt8(ascii: "/"))
        guard !isInTree else { return [] }
        let alike = logs.filter { log in log.path.map { $0.suffix(stem.count).elementsEqual(stem) } ?? false }
        return Set(alike.map(\.path)).count == 1 ? alike : []
    }

    /// The retention that the log at `path` of the machine falls under; the first block that names it.
    package func retention(ofLogAt path: [UInt8]) -> LogRetention? {
        retentions.first { ShellPattern($0.pattern).matches(path) }
    }

    /// The retention of the log that the file `name` of the evidence is, or is a rotated part of: a copied tree keeps the
    /// path on the machine at the end of its names.
    package func retention(ofLogNamed name: [UInt8]) -> LogRetention? {
        let stem = [UInt8(ascii: "/")] + RotatedName(name).stem
        for start in stem.indices where stem[start] == UInt8(ascii: "/") {
            if let retention = retention(ofLogAt: Array(stem[start...])) { return retention }
        }
        return logs(writtenTo: name).lazy.compactMap(\.path).compactMap(retention(ofLogAt:)).first
    }
}
