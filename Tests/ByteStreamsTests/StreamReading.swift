// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import SystemPackage
import TestSupport

/// A line as `RecordStream` handed it out.
struct FramedLine: Equatable {
    /// Nil for an overlong line.
    var bytes: [UInt8]?
    var overlongByteCount: Int64?
    var isTerminated = true
    var position: RecordPosition
}

/// All that a stream tells of a file.
struct StreamReading {
    var lines: [FramedLine] = []
    let damage: [StreamDamage]
    let isGzip: Bool
    let sha256: String
    let rawByteCount: Int64
    let decompressedByteCount: Int64

    /// - Parameter looksAtHead: Asks for the head first, as the planner does for standard input.
    init(_ path: String, looksAtHead: Bool = false) throws {
        var stream = try RecordStream(opening: FilePath(path))
        if looksAtHead { stream.withHead { _ in } }
        var lines: [FramedLine] = []
        stream.forEachLine { line, position in
            switch line {
            case .record(let record):
                let bytes = record.bytes.withUnsafeBufferPointer { Array($0) }
                lines.append(FramedLine(bytes: bytes, isTerminated: record.isTerminated, position: position))
            case .overlong(let byteCount):
                lines.append(FramedLine(overlongByteCount: byteCount, position: position))
            }
            return true
        }
        self.lines = lines
        damage = stream.damage
        isGzip = stream.compression == .gzip
        sha256 = stream.sha256
        rawByteCount = stream.rawByteCount
        decompressedByteCount = stream.decompressedByteCount
    }

    init(of bytes: [UInt8], looksAtHead: Bool = false) throws {
        let folder = try TemporaryFolder()
        try self.init(folder.write(bytes, to: "artifact"), looksAtHead: looksAtHead)
    }

    init(of text: String) throws {
        try self.init(of: Array(text.utf8))
    }

    /// The lines' bytes as text.
    var texts: [String] { lines.map { String(decoding: $0.bytes ?? [], as: UTF8.self) } }
    var offsets: [Int64] { lines.map(\.position.offset) }
    var kinds: [StreamDamage.Kind] { damage.map(\.kind) }
}
