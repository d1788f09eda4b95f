// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import SystemPackage

/// The decompressed bytes of one artifact, as far as they can be had.
///
/// Compression is known by its magic number, never by a name. What is not gzip goes through the installed program. Gzip's
/// members follow one another (RFC 1952 section 2.2); one that
/// is corrupt ends at the damage, and reading goes on at the next header that can be found.
struct ArtifactBytes: ~Copyable {
    /// What one step gave.
    enum Step {
        case bytes(Int)
        /// What follows does not join what came before: bytes between the two are lost.
        case broken
        case end
    }

    private enum State {
        /// Nothing was read yet.
        case unknown
        case plain
        /// Through a program.
        case piped
        /// The program for it is not there.
        case unavailable
        /// At the place where a member, or the end, must come.
        case betweenMembers
        case inMember
        /// A member broke off; the gap in the bytes is still to be told.
        case damaged
        /// Looking for the next header.
        case searching
        case finished
    }

    private static let inputCapacity = 256 << 10
    /// The first read: what tells gzip from others, and no more than looking at the head of a file needs.
    private static let firstReadSize = 64 << 10
    /// How far behind the place where the decoder noticed damage the next header is looked for. It decodes what comes
    /// after the damaged place, another member's header too, until something makes no sense.
    private static let lookBehind = 64 << 10

    private var source: FileSource
    private var state = State.unknown
    private var inflater = Inflater()
    private var decompressor: Decompressor?
    private var input: UnsafeMutableRawBufferPointer
    /// The part of `input` that was read and not consumed.
    private var unread = 0..<0
    /// Where in `input` the search for another header may begin if the present member is corrupt.
    private var searchStart = 0
    /// Bytes of input that were gone back over for such searches.
    private var rewoundByteCount: Int64 = 0
    /// Bytes passed over since the last whole member; nil after damage, whose part they are.
    private var garbageByteCount: Int64?

    private(set) var compression = StreamCompression.none
    /// Members stand between plain lines, as `cat access.log access.log.1.gz` leaves them.
    private var isMixed = false
    private var lastPlainByte: UInt8 = 0x0a
    /// Why nothing of what is compressed can be had, in words.
    private(set) var obstacle: String?
    /// Of the decompressed bytes given out so far.
    private(set) var decompressedByteCount: Int64 = 0
    private(set) var damage = DamageLog()
    /// What made reading end before the end of the file.
    private(set) var failure: SourceError?

    init(_ source: consuming FileSource) {
        self.source = source
        input = .allocate(byteCount: Self.inputCapacity, alignment: 16)
    }

    /// The bytes of a plain file from `offset` on, whatever these look like.
    init(_ source: consuming FileSource, plainFrom offset: Int64) throws(SourceError) {
        try source.seek(to: offset)
        self.init(source)
        state = .plain
    }

    deinit { input.deallocate() }

    var path: FilePath { source.path }
    var rawByteCount: Int64 { source.byteCount }
    var sha256: String { source.sha256 }
    var statedByteCount: Int64? { source.statedByteCount }

    var beforeWaiting: (() -> Void)? {
        get { source.beforeWaiting }
        set { source.beforeWaiting = newValue }
    }

    var afterReading: ((Int) -> Void)? {
        get { source.afterReading }
        set { source.afterReading = newValue }
    }

    /// Whether nothing more comes within this time.
    func isIdle(milliseconds: CInt) -> Bool { unread.isEmpty && source.isIdle(milliseconds: milliseconds) }

    /// Fills the front of `output`; how much of it says the step.
    mutating func read(into output: UnsafeMutableRawBufferPointer) -> Step {
        while true {
            switch state {
            case .unknown:
                begin()
            case .plain:
                let count = readPlain(into: output)
                guard count > 0 else {
                    if case .plain = state { state = .finished }
                    continue
                }
                decompressedByteCount += Int64(count)
                return .bytes(count)
            case .piped:
                if let step = pipe(into: output) { return step }
            case .unavailable:
                drain()
            case .betweenMembers:
                beginMember()
            case .inMember:
                if let step = inflate(into: output) { return step }
            case .damaged:
                state = isMixed ? .plain : .searching
                return .broken
            case .searching:
                if let step = search() { return step }
            case .finished:
                return .end
            }
        }
    }

    /// Reads on to the end of the file, so that its digest covers all of it, without giving out anything.
    mutating func drain() {
        if state == .unknown { begin() }
        state = .finished
        repeat { unread = 0..<0 } while fill()
        if compression == .none { decompressedByteCount = source.byteCount }
    }

    private mutating func begin() {
        // A pipe may hand over less than the magic number at a time.
        while unread.count < StreamCompression.magicByteCount, fill(atMost: Self.firstReadSize) {}
        compression = StreamCompression(of: unreadBytes)
        switch compression {
        case .none: state = .plain
        case .gzip: state = .betweenMembers
        case .bzip2, .xz, .zstd: startProgram()
        }
    }

    private mutating func startProgram() {
        guard let program = compression.program else { preconditionFailure("only these need a program") }
        do {
            decompressor = try Decompressor(program)
            state = .piped
        } catch {
            obstacle =
                error == .noSuchFileOrDirectory
                ? "compressed for the program \(program.name), which is not installed "
                    + "(Debian package \(program.debianPackage))"
                : "the program \(program.name) cannot be started: \(error)"
            state = .unavailable
        }
    }

    private var unreadBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: input[unread]) }

    /// Adds to the unread bytes what the source has; false at its end.
    @discardableResult
    private mutating func fill(atMost limit: Int = inputCapacity) -> Bool {
        let kept = state == .inMember ? max(searchStart, unread.lowerBound - Self.lookBehind) : unread.lowerBound
        if kept > 0 {
            input.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[kept..<unread.upperBound]))
            unread = unread.lowerBound - kept..<unread.upperBound - kept
            searchStart = 0
        }
        let count = readSource(into: UnsafeMutableRawBufferPointer(rebasing: input[unread.upperBound...].prefix(limit)))
        unread = unread.lowerBound..<unread.upperBound + count
        return count > 0
    }

    /// 0 at the end; a failing read is damage and an end.
    private mutating func readSource(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        do {
            return try source.read(into: buffer)
        } catch {
            failure = error
            note(.readError, bytesLost: nil, "\(error.errno) after \(source.byteCount) bytes")
            return 0
        }
    }

    /// Stops in front of a gzip member, which then is the state; 0 there and at the end.
    private mutating func readPlain(into output: UnsafeMutableRawBufferPointer) -> Int {
        var count = min(unread.count, output.count)
        if count > 0 {
            output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[unread.prefix(count)]))
            unread = unread.lowerBound + count..<unread.upperBound
        } else {
            count = readSource(into: output)
        }
        let bytes = UnsafeRawBufferPointer(rebasing: output[..<count])
        if let start = memberStart(in: bytes) {
            takeBack(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            compression = .gzip
            isMixed = true
            enterMember()
            count = start
        }
        if count > 0 { lastPlainByte = output[count - 1] }
        return count
    }

    /// Where a line would begin with what begins a member. A line that only looks so loses nothing: where its bytes
    /// cannot be inflated, they are read as they stand.
    private func memberStart(in bytes: UnsafeRawBufferPointer) -> Int? {
        var start = 0
        while let found = GzipHeader.firstPlausible(in: UnsafeRawBufferPointer(rebasing: bytes[start...])) {
            let index = start + found
            // What could not be inflated is at the front then.
            let wasTried = isMixed && index == 0
            if (index == 0 ? lastPlainByte : bytes[index - 1]) == 0x0a, !wasTried { return index }
            start = index + 1
        }
        return nil
    }

    /// Puts bytes that were handed out in front of those that are unread.
    private mutating func takeBack(_ bytes: UnsafeRawBufferPointer) {
        let joined = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytes.count + unread.count + Self.inputCapacity, alignment: 16)
        joined.copyMemory(from: bytes)
        UnsafeMutableRawBufferPointer(rebasing: joined[bytes.count...]).copyMemory(from: unreadBytes)
        unread = 0..<bytes.count + unread.count
        input.deallocate()
        input = joined
    }

    // MARK: other compression

    /// Nil where nothing was put out and the state says what comes next.
    private mutating func pipe(into output: UnsafeMutableRawBufferPointer) -> Step? {
        let isLast = unread.isEmpty && !fill()
        let step = decompressor!.step(unreadBytes, isLast: isLast, into: output)
        unread = unread.lowerBound + step.consumed..<unread.upperBound
        decompressedByteCount += Int64(step.produced)
        if step.produced > 0 { return .bytes(step.produced) }
        guard decompressor!.hasEnded else { return nil }
        if let complaint = decompressor!.complaint() {
            note(complaint.hasFailed ? .corruptCompressed : .trailingGarbage, bytesLost: nil, complaint.text)
        }
        decompressor = nil
        // What the program did not want is part of the artifact's digest all the same.
        repeat { unread = 0..<0 } while fill()
        state = .finished
        return nil
    }

    // MARK: gzip

    private mutating func beginMember() {
        while unread.count < GzipHeader.byteCount, fill() {}
        if unread.isEmpty {
            state = .finished
        } else if GzipHeader.isMagic(unreadBytes) {
            enterMember()
        } else if isMixed {
            state = .plain
        } else {
            garbageByteCount = 0
            state = .searching
        }
    }

    private mutating func enterMember() {
        inflater.reset()
        // Among plain lines the header itself may be one.
        searchStart = unread.lowerBound + (isMixed ? 0 : 1)
        state = .inMember
    }

    /// Nil where nothing was put out and the state says what comes next.
    private mutating func inflate(into output: UnsafeMutableRawBufferPointer) -> Step? {
        let isCut = unread.isEmpty && !fill()
        let result = inflater.inflate(unreadBytes, into: output)
        let consumedUpTo = unread.lowerBound + result.consumed
        decompressedByteCount += Int64(result.produced)
        switch result.status {
        case .more:
            unread = consumedUpTo..<unread.upperBound
            // Of a stream that is cut the decoder may still hold output that there was no room for.
            if isCut, result.produced == 0 {
                if failure == nil {
                    note(
                        .truncatedGzip, bytesLost: nil,
                        "the compressed stream ends after \(source.byteCount) bytes, before its end mark")
                }
                breakMember(at: consumedUpTo)
            }
        case .memberEnd:
            unread = consumedUpTo..<unread.upperBound
            state = .betweenMembers
        case .corrupt(let reason):
            let rawOffset = source.byteCount - Int64(unread.upperBound - consumedUpTo)
            note(.corruptGzip, bytesLost: nil, "\(reason) near compressed byte \(rawOffset)")
            breakMember(at: consumedUpTo)
        }
        return result.produced > 0 ? .bytes(result.produced) : nil
    }

    /// What is left of the present member cannot be had; `position` is where that was noticed.
    private mutating func breakMember(at position: Int) {
        unread = searchStart(forDamageNoticedAt: position)..<unread.upperBound
        garbageByteCount = nil
        state = .damaged
    }

    /// Every header tried costs decoding, and input can consist of headers: what is gone back over is bounded by what
    /// was read, so that the whole stays linear.
    private mutating func searchStart(forDamageNoticedAt position: Int) -> Int {
        let start = max(searchStart, position - Self.lookBehind)
        let rewound = rewoundByteCount + Int64(max(position - start, 0))
        guard rewound <= source.byteCount + Int64(16 * Self.lookBehind) else { return max(searchStart, position) }
        rewoundByteCount = rewound
        return start
    }

    /// Skips to the next plausible header. What is passed over after a whole member is garbage; after damage it is
    /// part of that damage.
    private mutating func search() -> Step? {
        repeat {
            if let index = GzipHeader.firstPlausible(in: unreadBytes) {
                pass(index)
                enterMember()
                return noteGarbage() ? .broken : nil
            }
            pass(max(0, unread.count - GzipHeader.byteCount + 1))
        } while fill()
        pass(unread.count)
        noteGarbage()
        state = .finished
        return nil
    }

    private mutating func pass(_ count: Int) {
        unread = unread.lowerBound + count..<unread.upperBound
        garbageByteCount? += Int64(count)
    }

    /// Whether there was any.
    @discardableResult
    private mutating func noteGarbage() -> Bool {
        guard let count = garbageByteCount, count > 0 else { return false }
        note(.trailingGarbage, bytesLost: count, "\(count) bytes after a whole gzip member are no gzip")
        return true
    }

    private mutating func note(_ kind: StreamDamage.Kind, bytesLost: Int64?, _ detail: String) {
        damage.note(kind, at: decompressedByteCount, bytesLost: bytesLost, detail)
    }
}
