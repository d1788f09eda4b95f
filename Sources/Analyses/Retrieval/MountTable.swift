// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Where on the disk the addresses of each log lead, by the configurations of the evidence.
///
///     http    /webdav/calls/x.wav    by  Alias /webdav /srv/nas    is  /srv/nas/calls/x.wav
///     rsync   calls/2015/x.wav       by  [calls] path = /srv/nas/calls
///
/// Of two folders that an address may mean (virtual hosts in one log, an anonymous root and a user's), none is taken.
package struct MountTable: Sendable {
    package struct Place {
        /// As the configuration has it: `/webdav`, a module's name.
        package let address: [UInt8]
        /// Nil where it depends on what the record does not tell.
        package let target: [UInt8]?
        package let isDAV: Bool
        /// The file's path on the disk; nil where the target is.
        package let diskPath: [UInt8]?
    }

    /// By the number of the series and the protocol, the mounts that it may tell of, the longest address first.
    private var mounts: [[TransferProtocol: [Mount]]] = []
    package let isEmpty: Bool

    /// - Parameter series: Names of logs, as `var/log/access.log (xferlog)`.
    package init(_ configuration: MachineConfiguration, series: [[UInt8]]) {
        let known = configuration.mounts.filter { !$0.isPattern }.sorted { $0.address.count > $1.address.count }
        isEmpty = known.isEmpty
        guard !known.isEmpty else { return }
        mounts = series.map { name in
            let logs = configuration.logs(writtenTo: Self.withoutFormat(name))
            let (daemons, hosts) = (Set(logs.map(\.daemon)), Set(logs.flatMap(\.hosts)))
            let own = known.filter { mount in
                guard daemons.isEmpty || daemons.contains(mount.daemon) else { return false }
                return hosts.isEmpty || mount.hosts.isEmpty || mount.hosts.contains(where: hosts.contains)
            }
            return Dictionary(grouping: own) { TransferProtocol($0.channel) }
        }
    }

    /// Of `var/log/access.log (xferlog)`, what stands before the blank.
    private static func withoutFormat(_ series: [UInt8]) -> [UInt8] {
        guard series.last == UInt8(ascii: ")"), let blank = series.lastIndex(of: UInt8(ascii: " ")),
            series[(blank + 1)...].first == UInt8(ascii: "(")
        else { return series }
        return Array(series[..<blank])
    }

    /// Nil if no configuration speaks of the address.
    package func place(of name: Span<UInt8>, series: Int, channel: Channel) -> Place? {
        guard !isEmpty, let own = mounts[series][TransferProtocol(channel)] else { return nil }
        guard let longest = own.firstIndex(where: { $0.serves(name) }) else { return nil }
        let first = own[longest]
        var target = first.targets(name)
        var isDAV = first.isDAV
        for other in own[(longest + 1)...] {
            guard other.address.count == first.address.count else { break }
            guard other.serves(name) else { continue }
            if other.targets(name) != target { target = nil }
            isDAV = isDAV && other.isDAV
        }
        return Place(
            address: first.address, target: target?.folder, isDAV: isDAV,
            diskPath: target.map { $0.folder.joined(with: $0.rest) })
    }
}

/// A folder on the disk, and the path of a file below it.
private struct Target: Hashable {
    let folder: [UInt8]
    let rest: [UInt8]
}

extension Mount {
    fileprivate func serves(_ name: Span<UInt8>) -> Bool {
        if logsRealPaths { return target.map { name.rest(below: $0) != nil } ?? false }
        return name.rest(below: address) != nil
    }

    fileprivate func targets(_ name: Span<UInt8>) -> Target? {
        // What a program gives out lies elsewhere.
        guard !isScript, let target, let rest = name.rest(below: logsRealPaths ? target : address) else { return nil }
        return Target(folder: target, rest: rest)
    }
}

extension Span<UInt8> {
    /// What follows `folder` and a slash, empty for the folder itself; nil if this is no path below it.
    fileprivate func rest(below folder: [UInt8]) -> [UInt8]? {
        var end = folder.count
        while end > 0, folder[end - 1] == UInt8(ascii: "/") { end -= 1 }
        guard count >= end else { return nil }
        for index in 0..<end where self[index] != folder[index] { return nil }
        if count == end { return [] }
        guard self[end] == UInt8(ascii: "/") else { return nil }
        return array(end + 1..<count)
    }
}

extension [UInt8] {
    fileprivate func joined(with rest: [UInt8]) -> [UInt8] {
        if rest.isEmpty { return self }
        return last == UInt8(ascii: "/") ? self + rest : self + [UInt8(ascii: "/")] + rest
    }

    /// Whether it lies in `folder`, or is it.
    func isBelow(_ folder: [UInt8]) -> Bool { span.rest(below: folder) != nil }
}
