// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Reads one artifact as the plan says: bytes to records to events, with every line in one account.
struct ArtifactReader {
    private var choice = FormatChoice()
    private var event = Event()
    private var breaks = BreakTimes()
    private var watch = ClockWatch(ReadingContext())
    /// The latest instant that a line states which fits no format.
    private var latestMalformed: Instant?
    /// Gets every line that no format fits; nil for one that was too long to be kept.
    private let reject: ((Artifact, MalformedLine, _ text: [UInt8]?) -> Void)?
    /// Called before waiting for a stream whose writer is idle.
    private let beforeWaiting: (() -> Void)?
    private let progress: ReadingProgress?
    private var fileInWork: ReadingProgress.FileInWork?
    /// Whether the digest of what is decompressed is taken along.
    private let digestsContent: Bool
    /// Of the artifact that was read last.
    private(set) var dependence = ReadingDependence()
    private(set) var digest: ArtifactDigest?
    /// Times of its first and its last record that state one, in seconds since 1970.
    var endSeconds: (first: Int64, last: Int64)? { watch.endSeconds }

    init(
        reject: ((Artifact, MalformedLine, _ text: [UInt8]?) -> Void)? = nil, beforeWaiting: (() -> Void)? = nil,
        progress: ReadingProgress? = nil, digestsContent: Bool = false
    ) {
        self.digestsContent = digestsContent
        self.reject = reject
        self.beforeWaiting = beforeWaiting
        self.progress = progress
    }

    /// Hands out what earlier artifacts of the log began and none completed; at the end of the last one, all of it.
    ///
    /// - Parameter body: Gets each event, the index of the entry that it stands in, and where it stands there.
    mutating func finish(atEnd: Bool, _ body: (inout Event, Int, RecordPosition) -> Bool) {
        for var unfinished in choice.takeUnfinished(atEnd: atEnd) {
            guard body(&unfinished.event, unfinished.artifact, unfinished.position) else { return }
        }
    }

    /// - Parameters:
    ///   - body: Gets each event, in place so that none is copied, and where it stands; reading stops when it returns
    ///     false.
    ///   - seen: Gets the time of each record that states no event; nil where it cannot be read.
    mutating func read(
        _ entry: ReadingPlan.Entry, _ body: (inout Event, RecordPosition) -> Bool, seen: (Instant?) -> Void = { _ in }
    ) -> Artifact {
        fileInWork = progress?.began(entry.file.name)
        let artifact = readInWork(entry, body, seen)
        if let fileInWork { progress?.ended(fileInWork, artifact) }
        return artifact
    }

    private mutating func readInWork(
        _ entry: ReadingPlan.Entry, _ body: (inout Event, RecordPosition) -> Bool, _ seen: (Instant?) -> Void
    ) -> Artifact {
        dependence = ReadingDependence()
        digest = nil
        do {
            switch entry.task {
            case .done(let artifact):
                return artifact
            case .digest(let content):
                var stream = try open(entry.file)
                stream.drain()
                return try digested(entry.file, content, stream)
            case .readStream:
                var stream = try open(entry.file)
                stream.beforeWaiting = beforeWaiting
                return try readLines(of: stream, entry, format: nil, body, seen)
            case .readText:
                return try readLines(of: open(entry.file), entry, format: nil, body, seen)
            case .readLog(let format, let series):
                var artifact = try readLines(of: open(entry.file), entry, format: format, body, seen)
                if artifact.duplicateOf == nil { artifact.series = series }
                return artifact
            }
        } catch {
            return Artifact(path: entry.file.name, content: .unreadable(reason: "\(error.errno)"))
        }
    }

    /// Reads the lines that begin in a stretch of a plain log, and hands the time of the line behind it to `seen`.
    ///
    /// - Returns: The artifact as far as these lines tell of it, with line numbers of the stretch; nil if it cannot be
    ///   shown that they tell what they do in a reading of the whole.
    mutating func read(
        _ stretch: LineStretch, of entry: ReadingPlan.Entry, _ format: String,
        _ body: (inout Event, RecordPosition) -> Bool, seen: (Instant?) -> Void
    ) -> Artifact? {
        fileInWork = progress?.began(entry.file.name)
        var read: Artifact?
        defer { if let fileInWork { progress?.ended(fileInWork, read) } }
        dependence = ReadingDependence()
        digest = nil
        do {
            var stream = try RecordStream(opening: entry.file.location, plainFrom: stretch.bytes.lowerBound)
            if let progress { stream.afterReading = progress.read }
            let artifact = try readLines(of: stream, entry, format: format, stretch: stretch, body, seen)
            read = artifact
            if let follower = stretch.follower { seen(follower) }
            return artifact.standsAlone(format, dependence, choice) ? artifact : nil
        } catch {
            return nil
        }
    }

    private func open(_ file: EvidenceFile) throws(SourceError) -> RecordStream {
        var stream =
            if case .standardInput = file.source {
                RecordStream(standardInputNamed: file.location)
            } else {
                try RecordStream(opening: file.location)
            }
        if let progress { stream.afterReading = progress.read }
        if digestsContent { stream.beginContentDigest() }
        return stream
    }

    /// One record is as many events as it names files, or says that there were.
    private mutating func handOut(_ position: RecordPosition, _ body: (inout Event, RecordPosition) -> Bool) -> Bool {
        if event.count == 1, event.moreFilePaths.isEmpty { return body(&event, position) }
        for _ in 0..<event.count {
            guard body(&event, position) else { return false }
        }
        // They left together: what the record states of all is said once.
        if !event.moreFilePaths.isEmpty { event.byteCount = nil }
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
        artifact.modified = file.modified
        try artifact.take(stream)
        if artifact.compression != .none { artifact.decompressedByteCount = nil }
        return artifact
    }

    private mutating func readLines(
        of stream: consuming RecordStream, _ entry: ReadingPlan.Entry, format: String?, stretch: LineStretch? = nil,
        _ body: (inout Event, RecordPosition) -> Bool, _ seen: (Instant?) -> Void
    ) throws(SourceError) -> Artifact {
        var artifact = Artifact(path: entry.file.name, content: .unrecognisedText)
        artifact.lines = LineAccount()
        var format = format
        var context = entry.context
        if case .readStream = entry.task {
            if let year = YearFinder.firstYear(ofHead: &stream, entry.context) { context.firstYear = year }
            let detector = FormatDetector(context: context)
            switch ArtifactHead(try HeadSample(of: &stream), detector: detector).content {
            case .binary:
                stream.drain()
                return try digested(entry.file, .unrecognisedBinary, stream)
            case .log(let formats): format = formats[0]
            case .text, .empty: break
            }
        }
        artifact.modified = entry.file.modified
        choice.begin(format: format, context)
        watch = ClockWatch(context)
        breaks = BreakTimes()
        latestMalformed = nil
        var overlaps = OverlapFilter(entry.partsToCompare(format), LineIdentity(format: format ?? "", context))
        let fileInWork = fileInWork
        stream.forEachLine { line, position in
            fileInWork?.read(toLine: position.lineNumber)
            if let stretch, position.offset >= stretch.bytes.upperBound { return false }
            guard case .record(let record) = line else {
                overlaps.endRun()
                guard handOutReleased(&overlaps, &artifact, body, seen) else { return false }
                noteMalformed(Malformation(expected: .shorterRecord, position: 0), position, nil, &artifact)
                seen(nil)
                return true
            }
            if record.bytes.isEmpty, position.nulCount == 0 {
                artifact.lines!.ignored += 1
                return true
            }
            if !overlaps.isActive {
                let outcome = choice.parse(record, into: &event)
                guard let time = event.time, overlaps.begin(at: time) else {
                    return handOut(outcome, record, position, &artifact, body, seen)
                }
            }
            overlaps.take(record, position)
            return handOutReleased(&overlaps, &artifact, body, seen)
        }
        overlaps.endRun()
        _ = handOutReleased(&overlaps, &artifact, body, seen)
        if let id = choice.currentID {
            artifact.content = .log(format: format ?? id)
        } else if stream.decompressedByteCount == 0 {
            artifact.content = stream.hasLostContent ? .unrecognisedBinary : .empty
        }
        artifact.clock = watch.facts
        artifact.clockOffset =
            choice.statedOffset ?? artifact.first.map { context.zone.offsetSeconds(atUTC: $0.seconds) }
        if stretch == nil {
            try artifact.take(stream)
            digest = ArtifactDigest(of: stream)
        } else {
            artifact.damage = stream.damage.map(Damage.init)
            if stream.compression != .none { artifact.content = .unrecognisedBinary }
        }
        breaks.settle(&artifact.damage)
        dependence = ReadingDependence(
            usesZone: artifact.timeBases != TimeBasisSet(.stated) || artifact.lines!.malformed > 0
                || choice.statedOffset == nil || overlaps.hasCompared,
            comparesParts: overlaps.hasCompared, latest: [artifact.last, latestMalformed].compactMap { $0 }.max())
        artifact.settleDuplicate(of: overlaps.original)
        return artifact
    }

    private mutating func handOut(
        _ outcome: RecordOutcome, _ record: Record, _ position: RecordPosition, _ artifact: inout Artifact,
        _ body: (inout Event, RecordPosition) -> Bool, _ seen: (Instant?) -> Void
    ) -> Bool {
        let isFragment = breaks.observe(record, position, event.time, isMalformed: outcome.isMalformed)
        switch outcome {
        case .event:
            artifact.lines!.events += 1
            artifact.include(event.time, event.timeBasis)
            watch.observe(event.time, event.timeBasis, position)
            return handOut(position, body)
        case .ignored:
            artifact.lines!.ignored += 1
            artifact.include(event.time, event.timeBasis)
            watch.observe(event.time, event.timeBasis, position)
            if let time = event.time { seen(time) }
        case .malformed(let malformation):
            // What damage has left of a line tells nothing of when it was written, unless its stamp is whole.
            if event.time != nil || !isFragment { seen(event.time) }
            latestMalformed = [latestMalformed, event.time].compactMap { $0 }.max()
            let text = reject == nil ? nil : record.bytes.withUnsafeBufferPointer { Array($0) }
            noteMalformed(malformation, position, text, &artifact)
        }
        return true
    }

    private func noteMalformed(
        _ malformation: Malformation, _ position: RecordPosition, _ text: [UInt8]?, _ artifact: inout Artifact
    ) {
        artifact.lines!.malformed += 1
        let line = MalformedLine(
            lineNumber: position.lineNumber, offset: position.offset, malformation: malformation)
        if artifact.malformedLines.count < Artifact.locatedLimit { artifact.malformedLines.append(line) }
        reject?(artifact, line, text)
    }

    /// Lines that were held back and are no duplicates.
    private mutating func handOutReleased(
        _ overlaps: inout OverlapFilter, _ artifact: inout Artifact, _ body: (inout Event, RecordPosition) -> Bool,
        _ seen: (Instant?) -> Void
    ) -> Bool {
        let result = overlaps.takeResult()
        artifact.lines!.duplicate += result.duplicates
        for line in result.released {
            let record = Record(line.bytes.span, isTerminated: line.isTerminated, at: line.position)
            guard handOut(choice.parse(record, into: &event), record, line.position, &artifact, body, seen) else {
                return false
            }
        }
        return true
    }
}

extension ReadingPlan.Entry {
    /// What is in the plan for a stream may be of any format.
    fileprivate func partsToCompare(_ format: String?) -> ArraySlice<OverlapPart> {
        if case .readStream = task { laterParts.filter { $0.format == format }[...] } else { laterParts }
    }
}

extension Artifact {
    /// Whether its lines tell what they do whatever stands before them.
    fileprivate func standsAlone(
        _ format: String, _ dependence: ReadingDependence, _ choice: borrowing FormatChoice
    ) -> Bool {
        content == .log(format: format) && !choice.hasFoundOthers && timeBases == TimeBasisSet(.stated)
            && choice.statedOffset != nil && !dependence.comparesParts
            && damage.allSatisfy { $0.kind == .unterminatedLine }
    }
}

extension RecordStream {
    /// Whether its compressed stream breaks off or is wrong, so that there was more than could be had.
    fileprivate var hasLostContent: Bool {
        damage.contains { [.truncatedGzip, .corruptGzip, .corruptCompressed].contains($0.kind) }
    }
}

extension Artifact {
    fileprivate mutating func include(_ time: Instant?, _ basis: TimeBasis) {
        guard let time else { return }
        first = first.map { min($0, time) } ?? time
        last = last.map { max($0, time) } ?? time
        timeBases.insert(basis)
    }

    /// All its lines are those of another artifact: empty ones too, which were not compared.
    fileprivate mutating func settleDuplicate(of original: OverlapPart?) {
        guard let original, let lines, lines.duplicate > 0, lines.events == 0, lines.malformed == 0, first == nil
        else { return }
        duplicateOf = original.name
        series = nil
        self.lines = LineAccount(duplicate: lines.total)
    }
}
