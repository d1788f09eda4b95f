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
    private static let headSize = 64 << 10
    /// How long a head of one line or more waits for the rest of a log that is still being written.
    private static let headPatience: CInt = 200

    private var source: ArtifactBytes
    private let buffer: UnsafeMutableRawBufferPointer
    /// The part of the buffer that was read and not yet handed out.
    private var pending = 0..<0
    /// How much of the front of `pending` is known to hold no line feed; without it, a long line that comes in small
    /// pieces is searched over and over.
    private var searchedCount = 0
    /// Offset of `pending`'s first byte in the decompressed stream.
    private var offset: Int64 = 0
    private var lineNumber: Int64 = 1
    /// Offset of the first byte of the line that is being framed; less than `offset` once a part of it was let go.
    private var lineOffset: Int64 = 0
    /// NUL bytes that stood in front of that line and were let go: a run of them may be longer than any buffer.
    private var nulCount = 0
    /// Inside a record beyond the bound, whose start was let go.
    private var isDiscarding = false
    private var sourceStep = ArtifactBytes.Step.bytes(0)
    private var framingDamage = DamageLog()
    /// Of all decompressed bytes, where it is wanted.
    private var contentDigest: ContentDigest?

    package init(opening path: FilePath) throws(SourceError) {
        self.init(source: ArtifactBytes(try FileSource(path: path)))
    }

    /// The lines of a plain file from the byte at `offset` on, which counts as the first of a line.
    package init(opening path: FilePath, plainFrom offset: Int64) throws(SourceError) {
        self.init(source: try ArtifactBytes(try FileSource(path: path), plainFrom: offset))
        self.offset = offset
        lineOffset = offset
    }

    package init(standardInputNamed path: FilePath) {
        self.init(source: ArtifactBytes(FileSource(standardInputNamed: path)))
    }

    private init(source: consuming ArtifactBytes) {
        self.source = source
        buffer = .allocate(byteCount: Self.recordLimit + Self.readSize, alignment: 16)
    }

    deinit { buffer.deallocate() }

    package var compression: StreamCompression { source.compression }
    /// Why nothing of what is compressed can be had, in words; nil if it can.
    package var obstacle: String? { source.obstacle }
    package var rawByteCount: Int64 { source.rawByteCount }
    package var decompressedByteCount: Int64 { source.decompressedByteCount }
    /// SHA-256 of the raw bytes read so far.
    package var sha256: String { source.sha256 }
    /// The size that the file system states now; nil for a pipe.
    package var statedByteCount: Int64? { source.statedByteCount }
    /// Called before a read that will have to wait, as on a pipe whose writer is idle.
    package var beforeWaiting: (() -> Void)? {
        get { source.beforeWaiting }
        set { source.beforeWaiting = newValue }
    }
    /// Gets the count of raw bytes after each read.
    package var afterReading: ((Int) -> Void)? {
        get { source.afterReading }
        set { source.afterReading = newValue }
    }
    /// Takes the digest of what is decompressed along with reading, for `content`.
    ///
    /// - Precondition: Nothing was read before.
    package mutating func beginContentDigest() {
        precondition(source.rawByteCount == 0, "the digest is that of the whole content")
        contentDigest = ContentDigest()
    }

    /// SHA-256 of the decompressed bytes read so far and how many lines they are; nil where that was not wanted.
    package var content: (sha256: String, lineCount: Int64)? { contentDigest.map { ($0.sha256, $0.lineCount) } }

    /// In the order of their offsets.
    package var damage: [StreamDamage] {
        (source.damage.entries + framingDamage.entries).sorted { $0.offset < $1.offset }
    }

    /// - Throws: If reading failed before it gave one byte; a later failure is damage.
    package func expectBytes() throws(SourceError) {
        if let failure = source.failure, source.rawByteCount == 0 { throw failure }
    }

    /// Hands the first 64 KiB, or all of a shorter artifact, to `body` without consuming them.
    ///
    /// NUL bytes in front of the first line are left out. The head ends early where bytes are lost, and where a live log
    /// has no more for the time being.
    package mutating func withHead<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        repeat {
            letGoNULs()
        } while pending.count < Self.headSize && !(hasEnded && isInsideLine) && !isWaitingBehindLine
            && fill(atMost: Self.headSize - pending.count)
        let head = UnsafeRawBufferPointer(rebasing: buffer[pending.prefix(Self.headSize)])
        return body(head.bindMemory(to: UInt8.self).span)
    }

    private var isWaitingBehindLine: Bool {
        buffer[pending].last == 0x0a && source.isIdle(milliseconds: Self.headPatience)
    }

    /// Reads to the end for the digest's sake, handing out nothing.
    package mutating func drain() {
        source.drain()
        pending = pending.upperBound..<pending.upperBound
    }

    /// Reads to the end, and gives SHA-256 of the decompressed bytes and how many lines they are.
    ///
    /// - Precondition: Nothing was read before.
    package mutating func digestContent() -> (sha256: String, lineCount: Int64) {
        beginContentDigest()
        while fill() { consume(pending.count) }
        return content!
    }

    /// What became of one line.
    package enum Line: ~Escapable {
        case record(Record)
        /// A line of this many bytes, beyond the bound.
        case overlong(byteCount: Int64)
    }

    /// Hands out every line from here to the end; stops early when `body` returns false.
    package mutating func forEachLine(_ body: (Line, RecordPosition) -> Bool) {
        repeat {
            guard handOutLines(body) else { return }
            letGoNULs()
            if pending.count > Self.recordLimit { beginDiscarding() }
        } while fill()
    }

    /// Hands out all lines that are whole, and what is left of the last one if nothing follows that joins it; false if
    /// `body` wants no more.
    private mutating func handOutLines(_ body: (Line, RecordPosition) -> Bool) -> Bool {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[pending]).bindMemory(to: UInt8.self).span
        var start = 0
        var goesOn = true
        while goesOn, let end = bytes.firstIndex(of: 0x0a, from: max(start, searchedCount)) {
            goesOn = handOut(bytes, start..<end, isTerminated: true, body)
            start = end + 1
        }
        consume(start)
        guard goesOn else { return false }
        searchedCount = pending.count
        guard hasEnded, isInsideLine else { return true }
        let rest = UnsafeRawBufferPointer(rebasing: buffer[pending]).bindMemory(to: UInt8.self).span
        goesOn = handOut(rest, 0..<rest.count, isTerminated: false, body)
        consume(rest.count)
        return goesOn
    }

    /// Whether the bytes at hand are followed by nothing, or by nothing that joins them.
    private var hasEnded: Bool {
        switch sourceStep {
        case .bytes: false
        case .broken, .end: true
        }
    }

    /// Whether there are bytes behind the last line that was handed out.
    private var isInsideLine: Bool { lineOffset < offset + Int64(pending.count) }

    /// - Parameter line: A range of the pending bytes, of which `bytes` is a view.
    private mutating func handOut(
        _ bytes: Span<UInt8>, _ line: Range<Int>, isTerminated: Bool, _ body: (Line, RecordPosition) -> Bool
    ) -> Bool {
        var start = line.lowerBound
        if !isDiscarding {
            while start < line.upperBound, bytes[start] == 0 { start += 1 }
        }
        let position = RecordPosition(
            lineNumber: lineNumber, offset: lineOffset, nulCount: nulCount + start - line.lowerBound)
        let byteCount = offset + Int64(line.upperBound) - lineOffset
        let isOverlong = isDiscarding || line.upperBound - start > Self.recordLimit
        lineNumber += 1
        lineOffset += byteCount + (isTerminated ? 1 : 0)
        nulCount = 0
        isDiscarding = false
        noteDamage(position, isTerminated: isTerminated)
        if isOverlong { return body(.overlong(byteCount: byteCount), position) }
        let end = start < line.upperBound && bytes[line.upperBound - 1] == 0x0d ? line.upperBound - 1 : line.upperBound
        return body(
            .record(Record(bytes.extracting(start..<end), isTerminated: isTerminated, at: position)), position)
    }

    private mutating func noteDamage(_ position: RecordPosition, isTerminated: Bool) {
        if case .end = sourceStep, !isTerminated {
            framingDamage.note(
                .unterminatedRecord, at: position.offset, bytesLost: nil, "the last line has no line feed")
        }
        if position.nulCount > 0 {
            framingDamage.note(
                .nulRun, at: position.offset, bytesLost: Int64(position.nulCount),
                "\(position.nulCount) NUL bytes in front of line \(position.lineNumber)")
        }
    }

    private mutating func letGoNULs() {
        guard !isDiscarding else { return }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[pending])
        let count = bytes.firstIndex { $0 != 0 } ?? bytes.count
        nulCount += count
        consume(count)
    }

    private mutating func beginDiscarding() {
        isDiscarding = true
        consume(pending.count)
    }

    private mutating func consume(_ count: Int) {
        pending = pending.lowerBound + count..<pending.upperBound
        searchedCount = max(0, searchedCount - count)
        offset += Int64(count)
    }

    /// Takes the next step of the source; false once it has ended and its last bytes were handed out.
    private mutating func fill(atMost limit: Int = readSize) -> Bool {
        if case .end = sourceStep { return false }
        if pending.lowerBound > 0 {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
            pending = 0..<pending.count
        }
        let read = pending.upperBound
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[read...].prefix(limit))
        sourceStep = source.read(into: room)
        if case .bytes(let count) = sourceStep { pending = 0..<pending.count + count }
        contentDigest?.update(UnsafeRawBufferPointer(rebasing: buffer[read..<pending.upperBound]))
        if hasEnded { contentDigest?.endLine() }
        return true
    }
}
