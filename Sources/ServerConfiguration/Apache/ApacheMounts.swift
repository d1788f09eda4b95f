// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

extension ApacheHost {
    /// More combinations of aliases and sections than any real host has; beyond it only the aliases themselves are told.
    private static let combinationLimit = 50_000

    /// Everything that the host gives out: its DocumentRoot, its aliases, and what sections set apart below them.
    func mounts() -> [Mount] {
        var bases: [Alias] = []
        for alias in aliases where !bases.contains(where: { $0.address == alias.address }) { bases.append(alias) }
        if let documentRoot { bases.append(documentRoot) }
        var mounts = bases.map { mount($0, facts(of: $0)) }
        guard bases.count * sections.count <= Self.combinationLimit else { return mounts }
        for base in bases where !base.isPattern && !base.isScript {
            mounts += partsSetApart(of: base, among: bases)
        }
        return mounts + patterns()
    }

    private func mount(_ alias: Alias, _ facts: AccessFacts) -> Mount {
        var mount = Mount(
            daemon: .apache, channel: facts.isDAV ? .webdav : .http, address: alias.address, target: alias.target,
            source: alias.source)
        mount.hosts = names
        mount.isPattern = alias.isPattern
        mount.isScript = alias.isScript
        mount.isDAV = facts.isDAV
        mount.allowsListing = facts.allowsListing
        mount.isAnonymous = facts.isAnonymous
        return mount
    }

    /// Directories first, from the outermost to the innermost, then locations in their order.
    /// <https://httpd.apache.org/docs/2.4/sections.html#merging>
    private func facts(of alias: Alias) -> AccessFacts {
        var facts = AccessFacts()
        for (path, section) in folders where alias.target.isBelow(path) { facts.apply(section) }
        for (path, section) in locations where alias.address.isBelow(path) { facts.apply(section) }
        return facts
    }

    /// `<Directory>` sections of plain paths, the shortest path first.
    private var folders: [([UInt8], Section)] {
        plain("directory").enumerated().sorted { ($0.element.0.count, $0.offset) < ($1.element.0.count, $1.offset) }
            .map(\.element)
    }

    private var locations: [([UInt8], Section)] { plain("location") }

    private func plain(_ name: String) -> [([UInt8], Section)] {
        sections.compactMap { section in
            guard section.head.name == name, section.head.arguments.count == 1, let path = section.head.arguments.first,
                path.first == UInt8(ascii: "/"), !ShellPattern(path).isPattern
            else { return nil }
            return (ConfigurationTree.normalised(path), section)
        }
    }

    private func partsSetApart(of base: Alias, among bases: [Alias]) -> [Mount] {
        let whole = facts(of: base)
        var parts: [Alias] = []
        for (path, section) in folders where path != base.target && path.isBelow(base.target) {
            let rest = Self.remainder(path, below: base.target)
            let address = ConfigurationTree.normalised(base.address + [UInt8(ascii: "/")] + rest)
            parts.append(Alias(address: address, target: path, source: section.head.source))
        }
        for (path, section) in locations where path != base.address && path.isBelow(base.address) {
            // An alias further down has it instead.
            guard
                !bases.contains(where: {
                    !$0.isPattern && $0.address.count > base.address.count && path.isBelow($0.address)
                })
            else { continue }
            let rest = Self.remainder(path, below: base.address)
            let target = ConfigurationTree.normalised(base.target + [UInt8(ascii: "/")] + rest)
            parts.append(Alias(address: path, target: target, source: section.head.source))
        }
        var seen: Set<[UInt8]> = []
        return parts.compactMap { part in
            let facts = facts(of: part)
            guard facts != whole, seen.insert(part.address).inserted else { return nil }
            return mount(part, facts)
        }
    }

    private static func remainder(_ path: [UInt8], below folder: [UInt8]) -> ArraySlice<UInt8> {
        path.dropFirst(folder.count).drop { $0 == UInt8(ascii: "/") }
    }

    /// Sections of regular expressions that turn WebDAV on; where they lead is not told by them.
    private func patterns() -> [Mount] {
        sections.compactMap { section in
            guard let pattern = section.head.arguments.last,
                section.head.name.hasSuffix("match") || section.head.arguments.first == Array("~")
                    || ShellPattern(pattern).isPattern
            else { return nil }
            var facts = AccessFacts()
            facts.apply(section)
            guard facts.isDAV else { return nil }
            var mount = mount(Alias(address: pattern, target: [], isPattern: true, source: section.head.source), facts)
            mount.target = nil
            return mount
        }
    }
}
