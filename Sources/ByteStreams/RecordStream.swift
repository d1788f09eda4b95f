// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

/// The lines of one artifact, in constant memory.
///
/// BE ADVISED: one buffer serves for reading, carrying over and parsing. A record is a view into it and ends with the
/// call that it is handed to. The buffer always has room for one record at its bound and one more read.
package struct RecordStream: ~Copyable {
    /// Longer records are reported as overlong and not handed out.
    package static let recordLimit = 1 << 20
    private static let readSize = 1 << 20

    private var source: ArtifactBytes
    private let buffer: UnsafeMutableRawBufferPointer
    /// The part of the buffer that was read and not yet handed out.
    private var pending = 0..<0
    /// Offset of `pending`'s first byte in the decompressed stream.
    private var offset: Int64 = 0
    private var lineNumber: Int64 = 1
    /// Inside a record beyond the bound, whose start is gone.
    private var isDiscarding = false
    private var sourceStep = ArtifactBytes.Step.bytes(0)
    private var framingDamage: [StreamDamage] = []

    package init(opening path: FilePath) throws(SourceError) {
        self.init(source: ArtifactBytes(try FileSource(path: path)))
    }

    package init(standardInputNamed path: FilePath) {
        self.init(source: ArtifactBytes(FileSource(standardInputNamed: path)))
    }

    private init(source: consuming ArtifactBytes) {
        self.source = source
        buffer = .allocate(byteCount: Self.recordLimit + Self.readSize, alignment: 16)
    }

    deinit { buffer.deallocate() }

    package var isGzip: Bool { source.isGzip }
    package var rawByteCount: Int64 { source.rawByteCount }
    package var decompressedByteCount: Int64 { source.decompressedByteCount }
    /// SHA-256 of the raw bytes read so far.
    package var sha256: String { source.sha256 }
    /// The size that the file system states now; nil for a pipe.
    package var statedByteCount: Int64? { source.statedByteCount }
    /// In the order of their offsets.
    package var damage: [StreamDamage] { (source.damage + framingDamage).sorted { $0.offset < $1.offset } }

    /// Hands the first 64 KiB, or all of a shorter artifact, to `body` without consuming them.
    package mutating func withHead<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        while pending.count < Self.headSize, !hasEnded, fill(atMost: Self.headSize - pending.count) {}
        let head = UnsafeRawBufferPointer(rebasing: buffer[pending.prefix(Self.headSize)])
        return body(head.bindMemory(to: UInt8.self).span)
    }

    private static let headSize = 64 << 10

    /// Reads to the end for the digest's sake, handing out nothing.
    package mutating func drain() {
        source.drain()
        pending = pending.upperBound..<pending.upperBound
    }

    /// Reads to the end, and gives SHA-256 of the decompressed bytes and how many lines they are.
    package mutating func digestContent() -> (sha256: String, lineCount: Int64) {
        var digest = ContentDigest()
        repeat {
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[pending]))
            consume(pending.count)
        } while fill()
        return (digest.sha256, digest.lineCount)
    }

    /// What became of one line.
    package enum Line: ~Escapable {
        case record(Record)
        /// A line of this many bytes, beyond the bound.
        case overlong(byteCount: Int64)
    }

    /// Hands out every line from here to the end; stops early when `body` returns false.
    package mutating func forEachLine(_ body: (Line, RecordPosition) -> Bool) {
        while true {
            guard handOutWholeLines(body) else { return }
            if pending.count > Self.recordLimit { beginDiscarding() }
            guard fill() else { break }
        }
    }

    /// False if `body` wants no more.
    private mutating func handOutWholeLines(_ body: (Line, RecordPosition) -> Bool) -> Bool {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[pending]).bindMemory(to: UInt8.self).span
        var start = 0
        var goesOn = true
        while goesOn, let end = bytes.firstIndex(of: 0x0a, from: start) {
            goesOn = handOut(bytes, start..<end, isTerminated: true, body)
            start = end + 1
        }
        consume(start)
        if goesOn, hasEnded, start < bytes.count || isDiscarding {
            let rest = pending.count
            goesOn = handOut(bytes, start..<bytes.count, isTerminated: false, body)
            consume(rest)
        }
        return goesOn
    }

    /// Whether the bytes at hand are followed by nothing, or by nothing that joins them.
    private var hasEnded: Bool {
        switch sourceStep {
        case .bytes: false
        case .broken, .end: true
        }
    }

    private mutating func handOut(
        _ bytes: Span<UInt8>, _ line: Range<Int>, isTerminated: Bool, _ body: (Line, RecordPosition) -> Bool
    ) -> Bool {
        var position = RecordPosition(lineNumber: lineNumber, offset: offset + Int64(line.lowerBound))
        lineNumber += 1
        if case .end = sourceStep, !isTerminated {
            framingDamage.append(
                StreamDamage(
                    kind: .unterminatedRecord, offset: position.offset, bytesLost: nil,
                    detail: "the last line has no line feed"))
        }
        if isDiscarding || line.count > Self.recordLimit {
            let byteCount = discardedByteCount + Int64(line.count)
            position.offset -= discardedByteCount
            isDiscarding = false
            discardedByteCount = 0
            return body(.overlong(byteCount: byteCount), position)
        }
        var start = line.lowerBound
        while start < line.upperBound, bytes[start] == 0 { start += 1 }
        if start > line.lowerBound {
            position.nulCount = start - line.lowerBound
            framingDamage.append(
                StreamDamage(
                    kind: .nulRun, offset: position.offset, bytesLost: Int64(position.nulCount),
                    detail: "\(position.nulCount) NUL bytes in front of line \(position.lineNumber)"))
        }
        let end = start < line.upperBound && bytes[line.upperBound - 1] == 0x0d ? line.upperBound - 1 : line.upperBound
        return body(.record(Record(bytes.extracting(start..<end), isTerminated: isTerminated)), position)
    }

    private var discardedByteCount: Int64 = 0

    private mutating func beginDiscarding() {
        isDiscarding = true
        discardedByteCount += Int64(pending.count)
        consume(pending.count)
    }

    private mutating func consume(_ count: Int) {
        pending = pending.lowerBound + count..<pending.upperBound
        offset += Int64(count)
    }

    /// Takes the next step of the source; false once it has ended and its last bytes were handed out.
    private mutating func fill(atMost limit: Int = readSize) -> Bool {
        if case .end = sourceStep { return false }
        if pending.lowerBound > 0 {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
            pending = 0..<pending.count
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...].prefix(limit))
        sourceStep = source.read(into: room)
        if case .bytes(let count) = sourceStep { pending = 0..<pending.count + count }
        return true
    }
}
