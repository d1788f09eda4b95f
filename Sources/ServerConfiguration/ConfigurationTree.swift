// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The configuration files of one machine by their paths on its disk, read when they are asked for.
///
/// Links lead from one place of the tree to another, never out of it. Some ways of copying a machine turn a link into a
/// file that holds nothing but its target; such a file is taken for the link that it was.
package struct ConfigurationTree: Sendable {
    package enum Contents: Sendable, Equatable {
        case text([UInt8])
        /// In the system's words.
        case unreadable(reason: String)
    }

    package enum Entry: Sendable {
        /// - name: As the evidence names it.
        case file(name: [UInt8], contents: @Sendable () -> Contents)
        case link(target: [UInt8])
    }

    /// A file that was looked up.
    struct File {
        /// Behind all links.
        let path: [UInt8]
        let name: [UInt8]
        let contents: Contents
    }

    private let entries: [[UInt8]: Entry]
    /// Of all files and links, in the order of their bytes.
    let paths: [[UInt8]]
    /// Names in each folder, in the order of their bytes.
    private let folders: [[UInt8]: [[UInt8]]]
    /// As many links as Linux follows in one path, path_resolution(7).
    private static let linkLimit = 40
    private static let slash = UInt8(ascii: "/")

    /// - Parameter entries: By absolute path, `/etc/apache2/apache2.conf`.
    package init(_ entries: [[UInt8]: Entry]) {
        self.entries = entries
        paths = entries.keys.sorted { $0.lexicographicallyPrecedes($1) }
        var folders: [[UInt8]: Set<[UInt8]>] = [:]
        for path in entries.keys {
            var path = path[...]
            while let separator = path.lastIndex(of: Self.slash), path.count > 1 {
                let folder = separator == path.startIndex ? [Self.slash] : Array(path[..<separator])
                guard folders[folder, default: []].insert(Array(path[(separator + 1)...])).inserted else { break }
                path = folder[...]
            }
        }
        self.folders = folders.mapValues { $0.sorted { $0.lexicographicallyPrecedes($1) } }
    }

    func isFolder(_ path: [UInt8]) -> Bool { resolved(path).map { folders[$0] != nil } ?? false }

    func names(in folder: [UInt8]) -> [[UInt8]] { resolved(folder).flatMap { folders[$0] } ?? [] }

    /// Nil where the evidence has no such file.
    func file(at path: [UInt8]) -> File? {
        var path = path
        for _ in 0..<Self.linkLimit {
            guard let real = resolved(path), case .file(let name, let read) = entries[real] else { return nil }
            let contents = read()
            guard let target = linkTarget(in: contents, of: real) else {
                return File(path: real, name: name, contents: contents)
            }
            path = target
        }
        return nil
    }

    /// Paths that fit a shell pattern, in the order of their bytes; the path itself where it is no pattern and exists.
    func paths(matching pattern: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = [[Self.slash]]
        for component in pattern.split(separator: Self.slash) {
            let component = Array(component)
            let wanted = ShellPattern(component)
            found = found.flatMap { folder -> [[UInt8]] in
                let joined = { (name: [UInt8]) in folder == [Self.slash] ? folder + name : folder + [Self.slash] + name
                }
                guard wanted.isPattern else { return [Self.normalised(joined(component))] }
                return names(in: folder).filter { name in
                    // A leading dot must be written out, glob(7).
                    wanted.matches(name) && (name.first != UInt8(ascii: ".") || component.first == UInt8(ascii: "."))
                }.map(joined)
            }
        }
        return found.filter { exists($0) }
    }

    private func exists(_ path: [UInt8]) -> Bool {
        resolved(path).map { entries[$0] != nil || folders[$0] != nil } ?? false
    }

    /// The path behind all links; nil where they go in a circle. Paths that the evidence does not hold stay as they are.
    func resolved(_ path: [UInt8]) -> [UInt8]? {
        var path = Self.normalised(path)
        var links = 0
        var end = 1
        while end <= path.count {
            if end < path.count, path[end] != Self.slash {
                end += 1
                continue
            }
            let prefix = Array(path[..<end])
            if case .link(let target) = entries[prefix] {
                links += 1
                guard links <= Self.linkLimit else { return nil }
                path = Self.normalised(Self.absolute(target, in: Self.folder(of: prefix)) + path[end...])
                end = 1
                continue
            }
            end += 1
        }
        return path
    }

    private func linkTarget(in contents: Contents, of path: [UInt8]) -> [UInt8]? {
        // Links within a tree are relative; an absolute path may be a setting, as Pure-FTPd keeps each in a file of its own.
        guard case .text(let text) = contents, text.count < 4096, text.starts(with: "../".utf8) else { return nil }
        let line = text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
        guard !line.contains(where: { $0 <= 0x20 }) else { return nil }
        let target = Self.absolute(Array(line), in: Self.folder(of: path))
        guard target != path, case .file? = resolved(target).flatMap({ entries[$0] }) else { return nil }
        return target
    }

    // MARK: paths

    static func folder(of path: [UInt8]) -> [UInt8] {
        guard let separator = path.lastIndex(of: slash), separator > 0 else { return [slash] }
        return Array(path[..<separator])
    }

    static func absolute(_ path: [UInt8], in folder: [UInt8]) -> [UInt8] {
        path.first == slash ? path : folder + [slash] + path
    }

    /// Without empty components, `.` and `..`; the root's parent is the root.
    static func normalised(_ path: [UInt8]) -> [UInt8] {
        var components: [ArraySlice<UInt8>] = []
        for component in path.split(separator: slash) {
            if component.elementsEqual("..".utf8) {
                components = components.dropLast()
            } else if !component.elementsEqual(".".utf8) {
                components.append(component)
            }
        }
        return [slash] + components.joined(separator: [slash])
    }
}
