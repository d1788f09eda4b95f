// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// One case of a batch.
package struct BatchCase: Sendable, Equatable {
    package enum Source: Sendable, Equatable {
        case caseFile(String)
        /// A folder that is evidence as a whole.
        case folder(String)
        /// Nothing is there; the words of the system's error.
        case missing(reason: String)
    }

    /// Unique in the batch, and a name that a folder may have.
    package let id: String
    /// As it was named on the command line.
    package let path: String
    package let source: Source
}

/// All cases that arguments name.
package struct BatchCases: Sendable, Equatable {
    /// An argument that names a case which another one names too.
    package struct Repetition: Sendable, Equatable {
        package let path: String
        package let id: String
    }

    /// By id.
    package let cases: [BatchCase]
    /// By id and path.
    package let repeated: [Repetition]

    /// A folder with `case.yaml` in it is the case that this describes; any other is evidence; a file is a case file.
    ///
    /// Two arguments are one case if they lead to the same folder or case file; the first in the order of their bytes
    /// counts. A case is called as its folder, or as its case file where that has a name of its own. Where several would
    /// be called the same, each has the folders above it in front, as many as it takes; and a number behind where even
    /// those are the same. None of this depends on the order of the arguments.
    package init(_ arguments: [String]) {
        let located = Dictionary(grouping: arguments.sorted().map(Located.init), by: \.identity)
            .sorted { $0.key < $1.key }.map(\.value)
        let named = zip(CaseNames.unique(located.map { $0[0].names }), located).sorted { $0.0 < $1.0 }
        cases = named.map { BatchCase(id: $0, path: $1[0].argument, source: $1[0].source) }
        repeated = named.flatMap { id, same in same.dropFirst().map { Repetition(path: $0.argument, id: id) } }
    }
}

/// Where an argument leads.
private struct Located {
    let argument: String
    let source: BatchCase.Source
    /// The same for all arguments that lead to one case.
    let identity: String
    /// What the case may be called, the nearest name first and those of the folders above it behind.
    let names: [String]

    private static let caseFileNames = ["case.yaml", "case.yml"]

    init(_ argument: String) {
        self.argument = argument
        guard let real = Self.realPath(argument) else {
            source = .missing(reason: "\(Errno(rawValue: Glibc.errno))")
            identity = argument
            names = FilePath(argument).components.reversed().map(\.string)
            return
        }
        let path = FilePath(real)
        guard Self.isFolder(real) else {
            source = .caseFile(argument)
            identity = real
            let isPlain = Self.caseFileNames.contains(path.lastComponent?.string ?? "")
            let folders = path.removingLastComponent().components.reversed().map(\.string)
            names = isPlain ? folders : [path.lastComponent?.stem ?? ""] + folders
            return
        }
        names = path.components.reversed().map(\.string)
        for name in Self.caseFileNames {
            if let caseFile = Self.realPath(path.appending(name).string) {
                source = .caseFile(FilePath(argument).appending(name).string)
                identity = caseFile
                return
            }
        }
        source = .folder(argument)
        identity = real
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}
