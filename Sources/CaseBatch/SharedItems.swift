// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import Glibc
package import Reporting
package import SystemPackage

/// What more than one case has, from the `SeenList` of each.
///
/// The lists are read side by side, a line of each at a time, so that memory grows with what is shared and not with what
/// there is. A list that breaks off, or is out of order, is an error: nothing is passed over.
package enum SharedItems {
    package struct Failure: Error {
        package let path: FilePath
        package let reason: String

        package var description: String { "\(path): \(reason)" }
    }

    /// - Parameter lists: The list of each case; nil for one that has none.
    package static func find(in lists: [FilePath?]) throws(Failure) -> BatchIndex.Shared {
        var shared = BatchIndex.Shared()
        var readers: [(caseNumber: Int, lines: SeenLines, line: SeenLine)] = []
        for (number, list) in lists.enumerated() {
            guard let list else { continue }
            var lines = SeenLines(list)
            if let first = try lines.next() { readers.append((number, lines, first)) }
        }
        while let least = readers.map(\.line).min(by: { $0.precedes($1) }) {
            var seen: [(Int, SeenLine)] = []
            for index in readers.indices.reversed() where !least.precedes(readers[index].line) {
                seen.append((readers[index].caseNumber, readers[index].line))
                if let next = try readers[index].lines.next() {
                    readers[index].line = next
                } else {
                    readers.remove(at: index)
                }
            }
            if seen.count > 1 { add(seen.sorted { $0.0 < $1.0 }, to: &shared) }
        }
        return shared
    }

    private static func add(_ seen: [(caseNumber: Int, line: SeenLine)], to shared: inout BatchIndex.Shared) {
        let name = seen[0].line.key
        switch seen[0].line.kind {
        case .actor: shared.actors.append(BatchIndex.SharedName(name: name, sightings: seen.map(sighting)))
        case .file: shared.files.append(BatchIndex.SharedName(name: name, sightings: seen.map(sighting)))
        case .evidence:
            shared.evidence.append(
                BatchIndex.SharedEvidence(
                    sha256: String(decoding: name, as: UTF8.self), byteCount: seen[0].line.byteCount,
                    sightings: seen.map { .init(caseNumber: $0.caseNumber, path: $0.line.detail) }))
        }
    }

    private static func sighting(_ caseNumber: Int, _ line: SeenLine) -> BatchIndex.SharedName.Sighting {
        .init(
            caseNumber: caseNumber, retrievals: Int64(String(decoding: line.detail, as: UTF8.self)) ?? 0,
            byteCount: line.byteCount)
    }
}

/// One line of a `SeenList`.
private struct SeenLine {
    enum Kind: String {
        case actor, evidence, file
    }

    let kind: Kind
    let key: [UInt8]
    /// Decoded: retrievals, or the path of evidence.
    let detail: [UInt8]
    let byteCount: Int64

    init?(_ line: ArraySlice<UInt8>) {
        let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count == 4, let kind = Kind(rawValue: String(decoding: fields[0], as: UTF8.self)),
            let key = PercentEncoding.decode(fields[1]), let detail = PercentEncoding.decode(fields[2]),
            let byteCount = Int64(String(decoding: fields[3], as: UTF8.self))
        else { return nil }
        self.kind = kind
        self.key = key
        self.detail = detail
        self.byteCount = byteCount
    }

    func precedes(_ other: SeenLine) -> Bool {
        kind == other.kind ? key.lexicographicallyPrecedes(other.key) : kind.rawValue < other.kind.rawValue
    }
}

/// The lines of a list, read in pieces. The file is open only while a piece is read: a batch may have more cases than a
/// process may have files open.
private struct SeenLines {
    private static let pieceSize = 64 << 10

    private let path: FilePath
    private var offset: Int64 = 0
    private var bytes: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private var last: SeenLine?

    init(_ path: FilePath) {
        self.path = path
    }

    mutating func next() throws(SharedItems.Failure) -> SeenLine? {
        var searched = position
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0a) {
                defer { position = end + 1 }
                guard let line = SeenLine(bytes[position..<end]), last.map({ $0.precedes(line) }) ?? true else {
                    throw SharedItems.Failure(path: path, reason: "is no list of what was seen, or is out of order")
                }
                last = line
                return line
            }
            guard !isAtEnd else {
                guard position == bytes.count else {
                    throw SharedItems.Failure(path: path, reason: "breaks off")
                }
                return nil
            }
            bytes.removeSubrange(..<position)
            position = 0
            searched = bytes.count
            try readPiece()
        }
    }

    private mutating func readPiece() throws(SharedItems.Failure) {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            defer { close(file.rawValue) }
            let piece = try [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
                count = try file.read(
                    fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer), retryOnInterrupt: true)
            }
            offset += Int64(piece.count)
            isAtEnd = piece.isEmpty
            bytes += piece
        } catch {
            throw SharedItems.Failure(path: path, reason: "\(error as! Errno)")
        }
    }
}
