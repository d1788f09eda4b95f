// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
import ByteStreams
package import EvidenceModel
package import SystemPackage

/// One file or stream that was handed in, before it is read.
package struct EvidenceFile: Sendable {
    package enum Source: Sendable {
        case file(byteCount: Int64, modified: Int64)
        case standardInput
        /// A pipe or device that the user names, which gives its bytes only once.
        case pipe
        /// Nothing to read: what it is instead.
        case unread(Artifact.Content)
    }

    /// As reported: relative to the evidence argument's folder, prefixed by the argument where there are several.
    package let name: [UInt8]
    /// How much of the name is the argument that it was found by, and tells nothing of the machine that it is from.
    package let argumentByteCount: Int
    package let location: FilePath
    package let source: Source

    /// What the name tells of its place on the machine: the path behind the argument, below `etc` where that folder is
    /// itself what was handed in.
    var pathInMachine: [UInt8] {
        let path = name.dropFirst(argumentByteCount).drop { $0 == UInt8(ascii: "/") }
        let folder = [UInt8(ascii: "/")] + location.bytes.dropLast(path.count)
        return (folder.suffix(5).elementsEqual("/etc/".utf8) ? Array("etc/".utf8) : []) + path
    }

    /// Seconds since 1970 of the last change of the content; nil for what is no file.
    package var modified: Int64? {
        if case .file(_, let modified) = source { modified } else { nil }
    }
}

extension EvidenceFile: Stored {
    package func store(in writer: inout StorageWriter) {
        name.store(in: &writer)
        argumentByteCount.store(in: &writer)
        location.bytes.store(in: &writer)
        switch source {
        case .file(let byteCount, let modified):
            UInt8(0).store(in: &writer)
            byteCount.store(in: &writer)
            modified.store(in: &writer)
        case .standardInput: UInt8(1).store(in: &writer)
        case .pipe: UInt8(2).store(in: &writer)
        case .unread(let content):
            UInt8(3).store(in: &writer)
            content.store(in: &writer)
        }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        name = try [UInt8](from: &reader)
        argumentByteCount = try Int(from: &reader)
        location = FilePath(platformString: try [UInt8](from: &reader).map { CChar(bitPattern: $0) } + [0])
        switch try UInt8(from: &reader) {
        case 0: source = .file(byteCount: try Int64(from: &reader), modified: try Int64(from: &reader))
        case 1: source = .standardInput
        case 2: source = .pipe
        case 3: source = .unread(try Artifact.Content(from: &reader))
        default: throw StorageError()
        }
        guard (0...name.count).contains(argumentByteCount) else { throw StorageError() }
    }
}
