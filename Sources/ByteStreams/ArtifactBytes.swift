// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import SystemPackage

/// The decompressed bytes of one artifact, as far as they can be had.
///
/// Gzip is known by its magic number, never by a name. Its members follow one another (RFC 1952 section 2.2); one that
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

    private var source: FileSource
    private var state = State.unknown
    private var inflater = Inflater()
    private let input: UnsafeMutableRawBufferPointer
    /// The part of `input` that was read and not consumed.
    private var unread = 0..<0
    /// Bytes passed over since the last whole member; nil after damage, whose part they are.
    private var garbageByteCount: Int64?

    private(set) var isGzip = false
    /// Of the decompressed bytes given out so far.
    private(set) var decompressedByteCount: Int64 = 0
    private(set) var damage: [StreamDamage] = []

    init(_ source: consuming FileSource) {
        self.source = source
        input = .allocate(byteCount: Self.inputCapacity, alignment: 16)
    }

    deinit { input.deallocate() }

    var path: FilePath { source.path }
    var rawByteCount: Int64 { source.byteCount }
    var sha256: String { source.sha256 }
    var statedByteCount: Int64? { source.statedByteCount }

    /// Fills the front of `output`; how much of it says the step.
    mutating func read(into output: UnsafeMutableRawBufferPointer) -> Step {
        while true {
            switch state {
            case .unknown:
                fill()
                isGzip = GzipHeader.isMagic(unreadBytes)
                state = isGzip ? .betweenMembers : .plain
            case .plain:
                let count = readPlain(into: output)
                guard count > 0 else {
                    state = .finished
                    continue
                }
                decompressedByteCount += Int64(count)
                return .bytes(count)
            case .betweenMembers:
                beginMember()
            case .inMember:
                if let step = inflate(into: output) { return step }
            case .damaged:
                state = .searching
                return .broken
            case .searching:
                search()
            case .finished:
                return .end
            }
        }
    }

    /// Reads on to the end of the file, so that its digest covers all of it, without giving out anything.
    mutating func drain() {
        while fill() { unread = 0..<0 }
        state = .finished
    }

    private var unreadBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: input[unread]) }

    /// Adds to the unread bytes what the source has; false at its end. A failing read is damage and an end.
    @discardableResult
    private mutating func fill() -> Bool {
        if unread.lowerBound > 0 {
            input.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[unread]))
            unread = 0..<unread.count
        }
        do {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: input[unread.upperBound...]))
            unread = 0..<unread.upperBound + count
            return count > 0
        } catch {
            note(.readError, bytesLost: nil, "\(error.errno) after \(source.byteCount) bytes")
            return false
        }
    }

    private mutating func readPlain(into output: UnsafeMutableRawBufferPointer) -> Int {
        if !unread.isEmpty {
            let count = min(unread.count, output.count)
            output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[unread.prefix(count)]))
            unread = unread.lowerBound + count..<unread.upperBound
            return count
        }
        do {
            return try source.read(into: output)
        } catch {
            note(.readError, bytesLost: nil, "\(error.errno) after \(source.byteCount) bytes")
            return 0
        }
    }

    // MARK: gzip

    private mutating func beginMember() {
        while unread.count < GzipHeader.byteCount, fill() {}
        if unread.isEmpty {
            state = .finished
        } else if GzipHeader.isMagic(unreadBytes) {
            inflater.reset()
            state = .inMember
        } else {
            garbageByteCount = 0
            state = .searching
        }
    }

    /// Nil where nothing was put out and the state says what comes next.
    private mutating func inflate(into output: UnsafeMutableRawBufferPointer) -> Step? {
        if unread.isEmpty, !fill() {
            note(
                .truncatedGzip, bytesLost: nil,
                "the compressed stream ends after \(source.byteCount) bytes, before its end mark")
            state = .finished
            return .broken
        }
        let result = inflater.inflate(unreadBytes, into: output)
        let consumedUpTo = unread.lowerBound + result.consumed
        decompressedByteCount += Int64(result.produced)
        switch result.status {
        case .more:
            unread = consumedUpTo..<unread.upperBound
        case .memberEnd:
            unread = consumedUpTo..<unread.upperBound
            state = .betweenMembers
        case .corrupt(let reason):
            // The member's end may lie before the place where the decoder noticed: look through all that is in the
            // buffer but the header just tried.
            let rawOffset = source.byteCount - Int64(unread.upperBound - consumedUpTo)
            note(.corruptGzip, bytesLost: nil, "\(reason) near compressed byte \(rawOffset)")
            unread = min(unread.lowerBound + 1, unread.upperBound)..<unread.upperBound
            garbageByteCount = nil
            state = .damaged
        }
        return result.produced > 0 ? .bytes(result.produced) : nil
    }

    /// Skips to the next plausible header. What is passed over after a whole member is garbage; after damage it is
    /// part of that damage.
    private mutating func search() {
        while true {
            let bytes = unreadBytes
            if bytes.count >= GzipHeader.byteCount {
                for index in 0...(bytes.count - GzipHeader.byteCount) where GzipHeader.isPlausible(bytes, at: index) {
                    pass(index)
                    inflater.reset()
                    state = .inMember
                    noteGarbage()
                    return
                }
                pass(bytes.count - GzipHeader.byteCount + 1)
            }
            guard fill() else { break }
        }
        pass(unread.count)
        noteGarbage()
        state = .finished
    }

    private mutating func pass(_ count: Int) {
        unread = unread.lowerBound + count..<unread.upperBound
        garbageByteCount? += Int64(count)
    }

    private mutating func noteGarbage() {
        guard let count = garbageByteCount, count > 0 else { return }
        note(.trailingGarbage, bytesLost: count, "\(count) bytes after a whole gzip member are no gzip")
    }

    private mutating func note(_ kind: StreamDamage.Kind, bytesLost: Int64?, _ detail: String) {
        damage.append(StreamDamage(kind: kind, offset: decompressedByteCount, bytesLost: bytesLost, detail: detail))
    }
}
