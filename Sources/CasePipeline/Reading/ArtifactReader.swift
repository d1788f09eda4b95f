// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Reads one artifact as the plan says: bytes to records to events, with every line in one account.
struct ArtifactReader {
    private var choice = FormatChoice()
    private var event = Event()

    /// - Parameters:
    ///   - body: Gets each event, in place so that none is copied, and where it stands; reading stops when it returns
    ///     false.
    ///   - seen: Gets the time of each record that states no event; nil where it cannot be read.
    mutating func read(
        _ entry: ReadingPlan.Entry, _ body: (inout Event, RecordPosition) -> Bool, seen: (Instant?) -> Void = { _ in }
    ) -> Artifact {
        do {
            switch entry.task {
            case .done(let artifact):
                return artifact
            case .digest(let content):
                var stream = try RecordStream(opening: entry.file.location)
                stream.drain()
                return try digested(entry.file, content, stream)
            case .readStream:
                return try readLines(of: entry.file.openedStream(), entry, format: nil, body, seen)
            case .readText:
                return try readLines(of: RecordStream(opening: entry.file.location), entry, format: nil, body, seen)
            case .readLog(let format, let series):
                var artifact = try readLines(
                    of: RecordStream(opening: entry.file.location), entry, format: format, body, seen)
                artifact.series = series
                return artifact
            }
        } catch {
            return Artifact(path: entry.file.name, content: .unreadable(reason: "\(error.errno)"))
        }
    }

    /// One record is as many events as it names files.
    private mutating func handOut(_ position: RecordPosition, _ body: (inout Event, RecordPosition) -> Bool) -> Bool {
        guard body(&event, position) else { return false }
        for path in event.moreFilePaths {
            event.filePath = path
            guard body(&event, position) else { return false }
        }
        return true
    }

    /// Only the raw bytes of such an artifact were looked at.
    private func digested(
        _ file: EvidenceFile, _ content: Artifact.Content, _ stream: borrowing RecordStream
    ) throws(SourceError) -> Artifact {
        var artifact = Artifact(path: file.name, content: content)
        try artifact.take(stream)
        if artifact.compression == .gzip { artifact.decompressedByteCount = nil }
        return artifact
    }

    private mutating func readLines(
        of stream: consuming RecordStream, _ entry: ReadingPlan.Entry, format: String?,
        _ body: (inout Event, RecordPosition) -> Bool, _ seen: (Instant?) -> Void
    ) throws(SourceError) -> Artifact {
        var artifact = Artifact(path: entry.file.name, content: .unrecognisedText)
        var format = format
        if case .readStream = entry.task {
            let detector = FormatDetector(context: entry.context)
            switch try ArtifactHead(of: &stream, detector: detector).content {
            case .binary:
                stream.drain()
                return try digested(entry.file, .unrecognisedBinary, stream)
            case .log(let formats): format = formats[0]
            case .text, .empty: break
            }
        }
        var lines = LineAccount()
        var span: (first: Instant, last: Instant)?
        choice.begin(format: format, entry.context)
        stream.forEachLine { line, position in
            guard case .record(let record) = line else {
                lines.malformed += 1
                artifact.locate(position, Malformation(expected: .shorterRecord, position: 0))
                seen(nil)
                return true
            }
            if record.bytes.isEmpty, position.nulCount == 0 {
                lines.ignored += 1
                return true
            }
            switch choice.parse(record, into: &event) {
            case .event:
                lines.events += 1
                if let time = event.time {
                    span = span.map { (min($0.first, time), max($0.last, time)) } ?? (time, time)
                    artifact.timeBases.insert(event.timeBasis)
                }
                return handOut(position, body)
            case .ignored:
                lines.ignored += 1
                if let time = event.time {
                    span = span.map { (min($0.first, time), max($0.last, time)) } ?? (time, time)
                    artifact.timeBases.insert(event.timeBasis)
                    seen(time)
                }
            case .malformed(let malformation):
                lines.malformed += 1
                artifact.locate(position, malformation)
                seen(event.time)
            }
            return true
        }
        try artifact.take(stream)
        if let id = choice.currentID {
            artifact.content = .log(format: format ?? id)
        } else if artifact.decompressedByteCount == 0 {
            artifact.content = artifact.hasLostContent ? .unrecognisedBinary : .empty
        }
        artifact.lines = lines
        artifact.first = span?.first
        artifact.last = span?.last
        artifact.clockOffset = span.map { entry.context.zone.offsetSeconds(atUTC: $0.first.seconds) }
        if case .file(_, let modified) = entry.file.source { artifact.modified = modified }
        return artifact
    }
}

extension EvidenceFile {
    /// What can be opened only once.
    fileprivate func openedStream() throws(SourceError) -> RecordStream {
        if case .standardInput = source { return RecordStream(standardInputNamed: location) }
        return try RecordStream(opening: location)
    }
}

extension Artifact {
    /// Whether its compressed stream breaks off or is wrong, so that there was more than could be had.
    fileprivate var hasLostContent: Bool { damage.contains { $0.kind == .truncatedGzip || $0.kind == .corruptGzip } }

    fileprivate mutating func locate(_ position: RecordPosition, _ malformation: Malformation) {
        guard malformedLines.count < Self.locatedLimit else { return }
        malformedLines.append(
            MalformedLine(lineNumber: position.lineNumber, offset: position.offset, malformation: malformation))
    }
}
