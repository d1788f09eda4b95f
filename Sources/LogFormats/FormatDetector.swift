// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
package import EvidenceModel

/// Tells a log's format from its first lines, never from its name.
package struct FormatDetector {
    /// How sure the content makes us of one format.
    package enum Certainty: Int, Comparable, Sendable {
        case none, possible, certain

        package static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
    }

    package struct Verdict: Sendable, Equatable {
        /// Ids of the formats that fit best; several are a tie, none: nothing fits.
        package let formats: [String]
        package let certainty: Certainty
        /// The first instant that the first of these formats reads.
        package let first: Instant?
    }

    /// Lines looked at; more of them would not change the answer.
    package static let sampleSize = 64

    private let context: ReadingContext

    package init(context: ReadingContext) {
        self.context = context
    }

    /// - Parameter head: the first bytes of an artifact; its last line may be cut and is left out if others are whole.
    package func detect(_ head: Span<UInt8>) -> Verdict {
        let lines = Self.lines(of: head)
        guard !lines.isEmpty else { return Verdict(formats: [], certainty: .none, first: nil) }
        var best: [String] = []
        var bestFirst: Instant?
        var bestFit = 0
        var event = Event()
        for type in FormatRegistry.all {
            var format = type.init(context: context)
            var fit = 0
            var first: Instant?
            for line in lines {
                let record = Record(head.extracting(line.range), isTerminated: line.isTerminated)
                event.begin(record.bytes)
                if case .malformed = format.parse(record, into: &event) { continue }
                fit += 1
                first = first ?? event.time
            }
            if fit > bestFit {
                best = []
                bestFirst = first
            }
            if fit >= bestFit, fit > 0 { best.append(type.descriptor.id) }
            bestFit = max(fit, bestFit)
        }
        let certainty: Certainty = bestFit == 0 ? .none : bestFit * 2 > lines.count ? .certain : .possible
        return Verdict(formats: best, certainty: certainty, first: bestFirst)
    }

    private static func lines(of head: Span<UInt8>) -> [(range: Range<Int>, isTerminated: Bool)] {
        var lines: [(range: Range<Int>, isTerminated: Bool)] = []
        var start = 0
        while start < head.count, lines.count < sampleSize {
            let lineFeed = head.firstIndex(of: 0x0a, from: start)
            if lineFeed == nil, !lines.isEmpty { break }
            var end = lineFeed ?? head.count
            let next = end + 1
            if end > start, head[end - 1] == 0x0d { end -= 1 }
            while start < end, head[start] == 0 { start += 1 }
            if end > start { lines.append((start..<end, lineFeed != nil)) }
            start = next
        }
        return lines
    }
}
