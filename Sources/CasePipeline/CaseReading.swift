// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel
package import LogFormats
import ByteStreams

/// From evidence to a ledger or to a stream of events.
package struct CaseReading: Sendable {
    package struct Options: Sendable {
        /// Overrides what the evidence says.
        package var zone: ZoneRules?
        /// Events before it are not taken into the ledger or the stream; they are accounted for all the same.
        package var since: Instant?
        /// The same for events at or after it.
        package var until: Instant?
        /// How many artifacts are read at the same time, at least 1.
        package var jobs: Int
        /// Gets every line that no format fits, with its text unless it was too long. One artifact is then read after the
        /// other, so that these lines too come in the same order each time.
        package var reject: (@Sendable (_ artifact: [UInt8], MalformedLine, _ text: [UInt8]?) -> Void)?

        /// Told of every read.
        package var progress: ReadingProgress?
        /// When the case is read: no log is from later; nil where that is not known.
        package var now: Instant?

        /// When a case is dealt out to several scans, plain logs that are larger are read in ranges of this size.
        package var rangeByteCount: Int64 = 256 << 20

        /// Formats that access lines of any artifact may have.
        package var accessLogFormats: [AccessLogFormat]

        package init(
            zone: ZoneRules? = nil, since: Instant? = nil, until: Instant? = nil, jobs: Int = 1, now: Instant? = nil,
            reject: (@Sendable (_ artifact: [UInt8], MalformedLine, _ text: [UInt8]?) -> Void)? = nil,
            accessLogFormats: [AccessLogFormat] = []
        ) {
            self.zone = zone
            self.since = since
            self.until = until
            self.jobs = jobs
            self.reject = reject
            self.now = now
            self.accessLogFormats = accessLogFormats
        }

        /// Rejected lines are numbered by their files, and a file may have no record that is taken in: neither is cut.
        func rangeByteCount(in share: LedgerFile.Share?) -> Int64? {
            guard let share, share.count > 1, reject == nil, since == nil, until == nil else { return nil }
            return rangeByteCount
        }

        func includes(_ event: borrowing Event) -> Bool { includes(event.time) }

        func includes(_ time: Instant?) -> Bool {
            guard since != nil || until != nil else { return true }
            guard let time else { return true }
            return (since.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
        }
    }

    package let plan: ReadingPlan
    private let options: Options
    private let survey: Survey
    /// What was read before.
    private let known: KnownReadings

    /// Lists the evidence and looks at the head of each file.
    package init(_ arguments: [String], _ options: Options) {
        self.init(EvidenceWalker.files(in: arguments), options, Survey())
    }

    /// - Parameter isWhole: Whether the files are all of the case, and will all be read.
    init(
        _ files: [EvidenceFile], _ options: Options, _ survey: Survey, known: KnownReadings = KnownReadings(),
        isWhole: Bool = true
    ) {
        plan = Planner.plan(
            files, zone: options.zone, now: options.now, accessLogFormats: options.accessLogFormats, survey)
        self.options = options
        self.survey = survey
        self.known = known
        if isWhole { options.progress?.expect(plan.extent) }
    }

    /// Reads everything into one ledger.
    package func ledger() async -> Ledger {
        let queue = WorkQueue(work(of: nil))
        let sharedChannels = plan.sharedChannels
        return await withTaskGroup(of: Ledger.self) { group in
            for _ in 0..<jobs { group.addTask { read(queue, sharedChannels) } }
            var sum = await group.next() ?? Ledger(sharedChannels: sharedChannels)
            for await part in group { sum.merge(part) }
            return sum
        }
    }

    /// Reads one share of the sequences, each into a ledger of its own; all of them, if there is but one share.
    ///
    /// - Returns: The readings, and the artifacts that they are of, but for those that were known before.
    func readings(
        of share: LedgerFile.Share?
    ) async -> (readings: [LedgerFile.Reading], ranges: [RangeReading], artifacts: [Artifact]) {
        let work = work(of: share)
        if known.isEmpty { options.progress?.expect(plan.extent(of: work)) }
        let queue = WorkQueue(work)
        // Who sees all of the evidence knows which channels one log alone tells of; of a part, any may be told of elsewhere.
        let sharedChannels = share == nil ? .all : plan.sharedChannels
        let parts = await withTaskGroup(of: ReadParts.self) { group in
            for _ in 0..<jobs { group.addTask { readApart(queue, sharedChannels) } }
            return await group.reduce(into: ReadParts()) { $0.add($1) }
        }
        // Conditions may rest on the digests of artifacts that were read meanwhile.
        let conditions = ReadingConditions(plan, survey)
        let readings = parts.sequences.compactMap { part -> LedgerFile.Reading? in
            // What could not be read, or needed no reading, is looked at again by whoever merges.
            guard part.artifacts.count == part.sequence.count,
                part.sequence.allSatisfy({ plan.entries[$0].task.isReading })
            else { return part.known }
            return conditions.digest(of: part.sequence, part.dependences).map {
                .init(
                    key: .init(
                        artifacts: part.artifacts.compactMap(\.sha256), conditions: $0,
                        sharedChannels: sharedChannels),
                    dependences: part.dependences, ledger: part.ledger)
            }
        }
        return (
            readings, parts.ranges.compactMap { $0.reading(plan, conditions) },
            parts.sequences.flatMap(\.artifacts) + parts.ranges.map(\.artifact)
        )
    }

    /// The files of one share.
    func files(of share: LedgerFile.Share?) -> [EvidenceFile] {
        Set(work(of: share).flatMap(\.entries)).sorted().map { plan.entries[$0].file }
    }

    /// The work of one share, as it is taken up by those who do it.
    private func work(of share: LedgerFile.Share?) -> [ScanWork] {
        let deal = ScanDeal(plan, survey, share: share, rangeByteCount: options.rangeByteCount(in: share))
        return options.reject == nil ? deal.work : deal.work.sorted { $0.entries.min()! < $1.entries.min()! }
    }

    /// The sequences that have to be read, since they were not read before under the same conditions.
    var unknownSequences: [[Int]] {
        let conditions = ReadingConditions(plan, survey)
        return plan.sequences.filter { sequence in
            sequence.contains { plan.entries[$0].task.isReading }
                && !known.has(sequence, in: plan, conditions)
        }
    }

    private var jobs: Int { options.reject == nil ? max(1, options.jobs) : 1 }

    private var reject: ((Artifact, MalformedLine, [UInt8]?) -> Void)? {
        options.reject.map { reject in { reject($0.path, $1, $2) } }
    }

    private func read(_ queue: borrowing WorkQueue, _ sharedChannels: ChannelSet) -> Ledger {
        var ledger = Ledger(sharedChannels: sharedChannels)
        var reader = ArtifactReader(reject: reject, progress: options.progress)
        let conditions = known.isEmpty ? nil : ReadingConditions(plan, survey)
        while let sequence = queue.next()?.entries {
            if let conditions, let part = known.ledger(of: sequence, in: plan, conditions) {
                ledger.merge(part)
            } else {
                read(sequence, &reader, &ledger)
            }
        }
        return ledger
    }

    private func readApart(
        _ queue: borrowing WorkQueue, _ sharedChannels: ChannelSet
    ) -> ReadParts {
        var parts = ReadParts()
        var reader = ArtifactReader(reject: reject, progress: options.progress, digestsContent: true)
        let conditions = known.isEmpty ? nil : ReadingConditions(plan, survey)
        while let work = queue.next() {
            let sequence = work.entries
            if let conditions, let known = known.reading(of: sequence, in: plan, conditions) {
                parts.sequences.append(ReadApart(sequence: sequence, known: known))
                continue
            }
            switch work {
            case .sequence:
                var ledger = Ledger(sharedChannels: sharedChannels)
                let dependences = read(sequence, &reader, &ledger)
                parts.sequences.append(ReadApart(sequence: sequence, dependences, ledger))
            case .range(let entry, let bytes):
                if let range = read(bytes, of: entry, &reader, sharedChannels) { parts.ranges.append(range) }
            case .digest(let entry):
                // What cannot be read is not digested either, and merge reads it again.
                _ = try? survey.digest(of: plan.entries[entry].file)
            }
        }
        return parts
    }

    @discardableResult
    private func read(
        _ sequence: [Int], _ reader: inout ArtifactReader, _ ledger: inout Ledger
    ) -> [ReadingDependence] {
        var dependences: [ReadingDependence] = []
        for (place, index) in sequence.enumerated() {
            read(plan.entries[index], &reader, &ledger)
            dependences.append(reader.dependence)
            survey.note(reader.digest, sha256: ledger.artifacts.last?.sha256, of: plan.entries[index].file.name)
            reader.finish(atEnd: place == sequence.count - 1) { event, artifact, _ in
                observe(event, plan.entries[artifact], &ledger)
                return true
            }
        }
        return dependences
    }

    private func read(
        _ bytes: Range<Int64>, of index: Int, _ reader: inout ArtifactReader, _ sharedChannels: ChannelSet
    ) -> RangeApart? {
        let entry = plan.entries[index]
        guard case .readLog(let format, _) = entry.task,
            let stretch = try? LineStretch(bytes, of: entry, format), !stretch.bytes.isEmpty
        else { return nil }
        var ledger = Ledger(sharedChannels: sharedChannels)
        var series: Int?
        let artifact = reader.read(stretch, of: entry, format) { event, _ in
            ledger.observe(event, series: Self.number(&series, entry, &ledger))
            return true
        } seen: { time in
            if let time {
                ledger.observe(recordAt: time, series: Self.number(&series, entry, &ledger))
            } else if let series {
                ledger.observeUnreadable(series: series)
            }
        }
        guard let artifact, let series, let seconds = reader.endSeconds, !ledger.silences.hasSteppedBack else {
            return nil
        }
        ledger.endArtifact(series: series)
        return RangeApart(
            entry: index, bytes: stretch.bytes, artifact, reader.dependence, seconds, ledger)
    }

    private func observe(_ event: borrowing Event, _ entry: ReadingPlan.Entry, _ ledger: inout Ledger) {
        guard options.includes(event) else { return }
        ledger.observe(event, series: ledger.seriesNumber(entry.seriesID))
    }

    /// The number of the entry's series, given with the first record that is folded.
    private static func number(_ number: inout Int?, _ entry: ReadingPlan.Entry, _ ledger: inout Ledger) -> Int {
        if let number { return number }
        let new = ledger.seriesNumber(entry.seriesID)
        number = new
        return new
    }

    private func read(_ entry: ReadingPlan.Entry, _ reader: inout ArtifactReader, _ ledger: inout Ledger) {
        var series: Int?
        var artifact = reader.read(entry) { event, _ in
            guard options.includes(event) else { return true }
            ledger.observe(event, series: Self.number(&series, entry, &ledger))
            return true
        } seen: { time in
            guard options.includes(time) else { return }
            if let time {
                ledger.observe(recordAt: time, series: Self.number(&series, entry, &ledger))
            } else if let series {
                ledger.observeUnreadable(series: series)
            }
        }
        if let series { ledger.endArtifact(series: series) }
        if case .log = artifact.content, artifact.duplicateOf == nil {
            artifact.series = entry.seriesID
        }
        ledger.artifacts.append(artifact)
    }

    /// Hands out every event in the order of the input, the artifacts of a log with sessions in the order of their
    /// content, with the channel and the file that the configuration tells; stops when `body` returns false.
    ///
    /// - Parameter beforeWaiting: Called before waiting for a stream whose writer is idle.
    /// - Parameter body: Gets the event, the name of its artifact and its place there.
    /// - Returns: The artifacts that were read.
    package func forEachEvent(
        beforeWaiting: (() -> Void)? = nil,
        _ body: (borrowing Event, _ artifact: [UInt8], _ line: Int64, _ offset: Int64) -> Bool
    ) -> [Artifact] {
        var reader = ArtifactReader(reject: reject, beforeWaiting: beforeWaiting, progress: options.progress)
        let placer = EventPlacer(plan)
        var artifacts: [Artifact] = []
        var goesOn = true
        for sequence in plan.sequences {
            for (place, index) in sequence.enumerated() where goesOn {
                let entry = plan.entries[index]
                let name = entry.file.name
                let artifact = reader.read(entry) { event, position in
                    guard options.includes(event) else { return true }
                    goesOn = placer.place(&event, ofEntry: index) {
                        body($0, name, position.lineNumber, position.offset)
                    }
                    return goesOn
                }
                artifacts.append(artifact)
                guard goesOn else { break }
                reader.finish(atEnd: place == sequence.count - 1) { event, artifact, position in
                    guard options.includes(event) else { return true }
                    goesOn = placer.place(&event, ofEntry: artifact) {
                        body($0, plan.entries[artifact].file.name, position.lineNumber, position.offset)
                    }
                    return goesOn
                }
            }
        }
        return artifacts
    }
}
