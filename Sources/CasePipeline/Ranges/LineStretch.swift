// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// The lines of a plain log that are read for a range of its bytes.
///
/// Every range but the first begins with the first line in or behind it that the log's format reads by itself, time and all,
/// and ends where the next one begins. So nothing that the lines before a range say is needed to read it; lines that
/// no format fits, or with NUL bytes in front of them, stand inside a stretch and never at its beginning. Whoever reads
/// the neighbour finds the same line.
struct LineStretch: Sendable {
    let bytes: Range<Int64>
    /// When the line behind it was written; nil at the end of the file.
    let follower: Instant?

    init(_ range: Range<Int64>, of entry: ReadingPlan.Entry, _ format: String) throws(SourceError) {
        let start = range.lowerBound == 0 ? 0 : try Self.seam(at: range.lowerBound, entry, format).offset
        let end = try Self.seam(at: range.upperBound, entry, format)
        bytes = start..<max(start, end.offset)
        follower = end.time
    }

    private static func seam(
        at offset: Int64, _ entry: ReadingPlan.Entry, _ format: String
    ) throws(SourceError) -> (offset: Int64, time: Instant?) {
        var stream = try RecordStream(opening: entry.file.location, plainFrom: offset - 1)
        var choice = FormatChoice()
        choice.begin(format: format, entry.context)
        var event = Event()
        var isInsideLine = true
        var seam: (offset: Int64, time: Instant?)?
        stream.forEachLine { line, position in
            // It began before the offset; if a line begins at it, this is the line feed before that.
            if isInsideLine {
                isInsideLine = false
                return true
            }
            guard case .record(let record) = line, position.nulCount == 0, record.isTerminated,
                case .event = choice.parse(record, into: &event), !choice.hasFoundOthers, let time = event.time
            else {
                choice.begin(format: format, entry.context)
                return true
            }
            seam = (position.offset, time)
            return false
        }
        return seam ?? (offset - 1 + stream.decompressedByteCount, nil)
    }
}
