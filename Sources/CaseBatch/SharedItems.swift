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
        var readers = ReaderHeap()
        for (number, list) in lists.enumerated() {
            guard let list else { continue }
            var lines = SeenLines(list)
            if let first = try lines.next() {
                readers.insert(SeenReader(caseNumber: number, lines: lines, line: first))
            }
        }
        var seen: [(caseNumber: Int, line: SeenLine)] = []
        while var reader = readers.removeFirst() {
            if let last = seen.last, last.line.precedes(reader.line) {
                if seen.count > 1 { add(seen, to: &shared) }
                seen.removeAll(keepingCapacity: true)
            }
            seen.append((reader.caseNumber, reader.line))
            if let next = try reader.lines.next() {
                reader.line = next
                readers.insert(reader)
            }
        }
        if seen.count > 1 { add(seen, to: &shared) }
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

/// The list of one case, and its line that was not taken yet.
private struct SeenReader {
    let caseNumber: Int
    var lines: SeenLines
    var line: SeenLine

    /// By line, and by case among those that have the same.
    func precedes(_ other: SeenReader) -> Bool {
        line.precedes(other.line) || !other.line.precedes(line) && caseNumber < other.caseNumber
    }
}

/// Readers of which the first can be had at once: a binary heap, in which no reader precedes the one above it.
private struct ReaderHeap {
    private var readers: [SeenReader] = []

    mutating func insert(_ reader: SeenReader) {
        var index = readers.count
        readers.append(reader)
        while index > 0, readers[index].precedes(readers[(index - 1) / 2]) {
            readers.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func removeFirst() -> SeenReader? {
        guard !readers.isEmpty else { return nil }
        readers.swapAt(0, readers.count - 1)
        let first = readers.removeLast()
        var index = 0
        while true {
            let below = (2 * index + 1..<min(2 * index + 3, max(readers.count, 2 * index + 1)))
            guard let least = below.min(by: { readers[$0].precedes(readers[$1]) }),
                readers[least].precedes(readers[index])
            else { return first }
            readers.swapAt(index, least)
            index = least
        }
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
