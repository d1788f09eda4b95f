// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import SystemPackage

/// Lists the files of the evidence, in the order of their names.
///
/// Folders are walked to any depth; links in them are listed and not followed, since what they point to within the
/// evidence is met at its own place, and what lies outside is not evidence.
package struct EvidenceWalker {
    /// What stands for standard input among the arguments.
    package static let standardInputName = "-"

    private var files: [EvidenceFile] = []
    /// Arguments may overlap; a file is read once under one name.
    private var names: Set<[UInt8]> = []
    private var argumentByteCount = 0

    package static func files(in arguments: [String]) -> [EvidenceFile] {
        var walker = EvidenceWalker()
        for argument in arguments { walker.walk(argument: argument, isOnly: arguments.count == 1) }
        return walker.files.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The files of arguments that lie in `root`, named by their paths below it, as they are where it is the only argument.
    static func files(in arguments: [String], below root: String) throws(OutsideRoot) -> [EvidenceFile] {
        let root = FilePath(root).lexicallyNormalized()
        var walker = EvidenceWalker()
        for argument in arguments {
            let path = FilePath(argument).lexicallyNormalized()
            guard path.starts(with: root) else { throw OutsideRoot(argument: argument, root: root.string) }
            let name = path.bytes.dropFirst(root.bytes.count).drop { $0 == UInt8(ascii: "/") }
            walker.walk(path, named: Array(name))
        }
        return walker.files.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// What a walk over the root meets at this path: only the root itself may be named by a link.
    private mutating func walk(_ path: FilePath, named name: [UInt8]) {
        do {
            let facts = try FileFacts(of: path, followsLink: name.isEmpty)
            switch facts.kind {
            case .folder: walk(folder: path, name: name)
            case .regular: add(name, path, .file(byteCount: facts.byteCount, modified: facts.modified))
            case .symbolicLink(let target): add(name, path, .unread(.symbolicLink(target: target)))
            case .special: add(name, path, .unread(.special))
            }
        } catch {
            add(name, path, .unread(.unreadable(reason: "\(error.errno)")))
        }
    }

    /// The files in some folders of `root`, named by their paths below it.
    static func files(of root: FilePath, in folders: [String]) -> [EvidenceFile] {
        var walker = EvidenceWalker()
        for folder in folders { walker.walk(folder: root.appending(folder), name: Array(folder.utf8)) }
        return walker.files.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    private mutating func walk(argument: String, isOnly: Bool) {
        if argument == Self.standardInputName {
            add(Array(argument.utf8), FilePath(argument), .standardInput)
            return
        }
        let path = FilePath(argument)
        argumentByteCount = isOnly ? 0 : (path.removingLastComponent().bytes).count
        do {
            let facts = try FileFacts(of: path, followsLink: true)
            switch facts.kind {
            case .folder:
                if !isOnly { argumentByteCount = path.bytes.count }
                walk(folder: path, name: isOnly ? [] : path.bytes)
            case .regular, .symbolicLink:
                add(name(of: path, isOnly), path, .file(byteCount: facts.byteCount, modified: facts.modified))
            case .special:
                // A pipe that the user names is meant to be read.
                add(name(of: path, isOnly), path, .pipe)
            }
        } catch {
            add(path.bytes, path, .unread(.unreadable(reason: "\(error.errno)")))
        }
    }

    private func name(of path: FilePath, _ isOnly: Bool) -> [UInt8] {
        isOnly ? path.lastComponent?.bytes ?? path.bytes : path.bytes
    }

    private mutating func walk(folder: FilePath, name: [UInt8]) {
        let entries: [FilePath.Component]
        do {
            entries = try namesInFolder(folder)
        } catch {
            add(name.isEmpty ? Array(".".utf8) : name, folder, .unread(.unreadable(reason: "\(error.errno)")))
            return
        }
        for entry in entries {
            let path = folder.appending(entry)
            let name = name.isEmpty ? entry.bytes : name + [UInt8(ascii: "/")] + entry.bytes
            walk(path, named: name)
        }
    }

    private mutating func add(_ name: [UInt8], _ location: FilePath, _ source: EvidenceFile.Source) {
        guard names.insert(name).inserted else { return }
        files.append(
            EvidenceFile(name: name, argumentByteCount: argumentByteCount, location: location, source: source))
    }
}

/// An argument that does not lie in the folder that it should.
package struct OutsideRoot: Error {
    package let argument: String
    package let root: String
}
