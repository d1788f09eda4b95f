// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The files that one daemon's configuration is read from, with the bounds that keep a hostile one from being read without
/// end, and notes of all that was not read.
struct IncludeWalk {
    let tree: ConfigurationTree
    private(set) var notes: [ConfigurationNote] = []
    /// Names of all files that were read, in the order of reading.
    private(set) var files: [[UInt8]] = []
    /// Paths of the files that are being read, the outermost first.
    private var open: [[UInt8]] = []
    /// Whether a file that was asked for is not in the evidence, so that there is more to the configuration than was read.
    private(set) var isIncomplete = false

    private static let depthLimit = 24
    private static let fileLimit = 4096

    init(_ tree: ConfigurationTree) {
        self.tree = tree
    }

    /// Reads the file at `path` and hands it to `body`, within which others may be included.
    ///
    /// - Parameter source: The line that asks for it; nil for a daemon's first file, of which no note is made if it is not
    ///   there.
    mutating func read(
        _ path: [UInt8], from source: ConfigurationLocator?,
        _ body: (inout IncludeWalk, _ name: [UInt8], [UInt8]) -> Void
    ) {
        guard let file = tree.file(at: path) else {
            guard let source else { return }
            return skip(source, "\(path.text) is not in the evidence")
        }
        if open.contains(file.path) { return skip(source, "\(file.path.text) includes itself") }
        guard open.count < Self.depthLimit else { return skip(source, "includes are nested too deep") }
        guard files.count < Self.fileLimit else {
            return skip(source, "more than \(Self.fileLimit) files are included")
        }
        switch file.contents {
        case .unreadable(let reason):
            isIncomplete = true
            notes.append(ConfigurationNote(file: file.name, line: nil, words: reason))
        case .text(let text):
            files.append(file.name)
            open.append(file.path)
            body(&self, file.name, text)
            open.removeLast()
        }
    }

    /// Reads all files that fit `pattern`; those of the whole folder where it is one.
    ///
    /// - Parameter isOptional: Nothing need fit.
    mutating func read(
        matching pattern: [UInt8], from source: ConfigurationLocator, isOptional: Bool,
        _ body: (inout IncludeWalk, _ name: [UInt8], [UInt8]) -> Void
    ) {
        let paths = tree.paths(matching: pattern)
        if paths.isEmpty, !isOptional {
            skip(source, "\(pattern.text) is not in the evidence")
        }
        for path in paths {
            guard tree.isFolder(path) else {
                read(path, from: source, body)
                continue
            }
            for name in tree.names(in: path) where !tree.isFolder(path + [UInt8(ascii: "/")] + name) {
                read(path + [UInt8(ascii: "/")] + name, from: source, body)
            }
        }
    }

    mutating func note(_ source: ConfigurationLocator, _ words: String) {
        notes.append(ConfigurationNote(file: source.file, line: source.line, words: words))
    }

    private mutating func skip(_ source: ConfigurationLocator?, _ words: String) {
        isIncomplete = true
        if let source { note(source, words) }
    }
}
