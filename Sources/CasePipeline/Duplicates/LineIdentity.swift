// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Tells whether two lines are the same.
///
/// A line is what it states, so that a log rewritten in another zone has the lines of the original; where a format needs
/// other lines to understand one, or knows nothing of it, a line is its bytes.
struct LineIdentity {
    /// Equal for lines that are the same, and for hardly any others; it means nothing beyond this run.
    typealias Key = Int

    private var choice = FormatChoice()
    private var event = Event()
    /// Whether a line may mean something else elsewhere.
    let comparesBytes: Bool

    init(format id: String, _ context: ReadingContext) {
        let descriptor = FormatRegistry.all.lazy.map { $0.descriptor }.first { $0.id == id }
        comparesBytes = descriptor?.keepsSessions ?? true
        choice.begin(format: id, context)
    }

    mutating func of(_ record: Record) -> (key: Key, time: Instant?) {
        var hasher = Hasher()
        switch choice.parse(record, into: &event) {
        case .event where !comparesBytes && event.time != nil:
            hash(into: &hasher)
            return (hasher.finalize(), event.time)
        case .event, .ignored:
            Self.hash(record.bytes, into: &hasher)
            return (hasher.finalize(), event.time)
        case .malformed:
            Self.hash(record.bytes, into: &hasher)
            return (hasher.finalize(), nil)
        }
    }

    private func hash(into hasher: inout Hasher) {
        hasher.combine(event.time)
        hasher.combine(event.status)
        hasher.combine(event.byteCount)
        hasher.combine(event.responseByteCount)
        hasher.combine(event.sourcePort)
        hasher.combine(event.action)
        for field in [
            event.source, event.user, event.method, event.url, event.filePath, event.urlDomain, event.userAgent,
            event.referrer,
        ] where field.isPresent {
            Self.hash(event.text(field), into: &hasher)
        }
    }

    private static func hash(_ text: Span<UInt8>, into hasher: inout Hasher) {
        hasher.combine(text.count)
        text.withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
