// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The lines of one artifact from a place on, as another is compared with them: a few thousand at a time.
final class OverlapWindow {
    private static let capacity = 4096
    /// Lines of the other artifact that were not found, one after the other, until none is expected any more.
    private static let patience = 4096

    let part: OverlapPart
    private var stream: RecordStream
    private var identity: LineIdentity
    private var keys: [LineIdentity.Key] = []
    /// How many lines stand before the first of `keys`.
    private var droppedCount = 0
    private var newest: Instant?
    private var hasEnded = false
    private var missCount = 0
    /// Of the first line that was not passed yet.
    private(set) var position = 0
    /// Whether no line was passed without having been found.
    private(set) var isWhole = true

    init(_ part: OverlapPart) throws(SourceError) {
        self.part = part
        stream = try RecordStream(opening: part.location)
        identity = LineIdentity(format: part.format, part.context)
    }

    /// The line at `index`, counted from the first of the artifact; nil behind the last.
    func key(at index: Int) -> LineIdentity.Key? {
        if index - droppedCount >= keys.count { fill() }
        return index - droppedCount < keys.count ? keys[index - droppedCount] : nil
    }

    /// The first place at or after `start` that has this line.
    func place(of key: LineIdentity.Key, from start: Int) -> Int? {
        fill()
        guard start - droppedCount < keys.count else { return nil }
        return keys[(start - droppedCount)...].firstIndex(of: key).map { $0 + droppedCount }
    }

    /// The lines up to `index` were found, or will not come.
    func pass(to index: Int, found count: Int) {
        if index - position != count { isWhole = false }
        position = index
        missCount = 0
    }

    /// A line of `time` was not found here.
    func miss(at time: Instant?) {
        if let time, time >= part.first { missCount += 1 }
        // Where all that is known here is older, its successors are to be looked at.
        if let time, let newest, newest < time, keys.count >= Self.capacity {
            position += Self.capacity / 2
            isWhole = false
        }
    }

    var isExhausted: Bool { key(at: position) == nil }
    var isHopeless: Bool { missCount > Self.patience }

    private func fill() {
        let passed = position - droppedCount
        if passed >= Self.capacity / 2 || (passed > 0 && passed == keys.count) {
            keys.removeFirst(passed)
            droppedCount = position
        }
        guard !hasEnded, keys.count < Self.capacity else { return }
        hasEnded = true
        stream.forEachLine { line, position in
            guard case .record(let record) = line, !record.bytes.isEmpty || position.nulCount > 0 else { return true }
            let (key, time) = identity.of(record)
            keys.append(key)
            newest = time ?? newest
            hasEnded = keys.count < Self.capacity
            return hasEnded
        }
    }
}
