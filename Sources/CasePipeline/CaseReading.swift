// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel
package import LogFormats
import ByteStreams
import Synchronization

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
        if isWhole, let progress = options.progress, let byteCount = plan.byteCount { progress.expect(byteCount) }
    }

    /// Reads everything into one ledger.
    package func ledger() async -> Ledger {
        let queue = WorkQueue(plan, inOrder: options.reject != nil)
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
    func readings(of share: LedgerFile.Share?) async -> (readings: [LedgerFile.Reading], artifacts: [Artifact]) {
        let queue = WorkQueue(plan, inOrder: options.reject != nil, share)
        let parts = await withTaskGroup(of: [ReadApart].self) { group in
            for _ in 0..<jobs { group.addTask { readApart(queue) } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        // Conditions may rest on the digests of artifacts that were read meanwhile.
        let conditions = ReadingConditions(plan, survey)
        let readings = parts.compactMap { part -> LedgerFile.Reading? in
            // What could not be read, or needed no reading, is looked at again by whoever merges.
            guard part.artifacts.count == part.sequence.count,
                part.sequence.allSatisfy({ plan.entries[$0].task.isReading })
            else { return part.known }
            return conditions.digest(of: part.sequence, part.dependences).map {
                .init(
                    key: .init(artifacts: part.artifacts.compactMap(\.sha256), conditions: $0),
                    dependences: part.dependences, ledger: part.ledger)
            }
        }
        return (readings, parts.flatMap(\.artifacts))
    }

    /// The files of one share.
    func files(of share: LedgerFile.Share?) -> [EvidenceFile] {
        let queue = WorkQueue(plan, inOrder: false, share)
        var files: [EvidenceFile] = []
        while let sequence = queue.next() { files += sequence.map { plan.entries[$0].file } }
        return files
    }

    /// The sequences that have to be read, since they were not read before under the same conditions.
    var unknownSequences: [[Int]] {
        let conditions = ReadingConditions(plan, survey)
        return plan.sequences.filter { sequence in
            sequence.contains { plan.entries[$0].task.isReading }
                && known.reading(of: sequence, in: plan, conditions) == nil
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
        while let sequence = queue.next() {
            if let conditions, let known = known.reading(of: sequence, in: plan, conditions),
                let part = known.ledger(in: plan, sequence)
            {
                ledger.merge(part)
            } else {
                read(sequence, &reader, &ledger)
            }
        }
        return ledger
    }

    private func readApart(_ queue: borrowing WorkQueue) -> [ReadApart] {
        var parts: [ReadApart] = []
        var reader = ArtifactReader(reject: reject, progress: options.progress, digestsContent: true)
        let conditions = known.isEmpty ? nil : ReadingConditions(plan, survey)
        while let sequence = queue.next() {
            if let conditions, let known = known.reading(of: sequence, in: plan, conditions) {
                parts.append(ReadApart(sequence: sequence, known: known))
                continue
            }
            var ledger = Ledger()
            let dependences = read(sequence, &reader, &ledger)
            parts.append(ReadApart(sequence: sequence, dependences, ledger))
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

/// A sequence that was read into a ledger of its own.
private struct ReadApart: Sendable {
    let sequence: [Int]
    /// None where it was known.
    var artifacts: [Artifact] = []
    var dependences: [ReadingDependence] = []
    let ledger: PackedBytes
    var known: LedgerFile.Reading?

    init(sequence: [Int], _ dependences: [ReadingDependence], _ ledger: Ledger) {
        self.sequence = sequence
        self.dependences = dependences
        artifacts = ledger.artifacts
        // The same bytes under another name, or from another time, are the same reading.
        var nameless = ledger
        for place in nameless.artifacts.indices {
            nameless.artifacts[place].path = []
            nameless.artifacts[place].modified = nil
        }
        var writer = StorageWriter()
        nameless.store(in: &writer)
        self.ledger = PackedBytes(packing: writer.bytes)
    }

    init(sequence: [Int], known: LedgerFile.Reading) {
        self.sequence = sequence
        self.known = known
        ledger = known.ledger
    }
}

/// The sequences of a plan, or a share of them, the largest first, so that no worker is left with a large one at the end.
private final class WorkQueue: Sendable {
    private let sequences: [[Int]]
    private let position = Mutex(0)

    /// - Parameter inOrder: As they stand in the plan.
    /// - Parameter share: Which of them, dealt out by size; all, if nil.
    init(_ plan: ReadingPlan, inOrder: Bool, _ share: LedgerFile.Share? = nil) {
        let largestFirst = Self.largestFirst(plan)
        guard let share else {
            sequences = inOrder ? plan.sequences : largestFirst
            return
        }
        let own = largestFirst.enumerated().filter { $0.offset % share.count == share.number - 1 }.map(\.element)
        sequences = inOrder ? own.sorted { $0.min()! < $1.min()! } : own
    }

    private static func largestFirst(_ plan: ReadingPlan) -> [[Int]] {
        let sizes = plan.sequences.map { sequence in
            sequence.reduce(into: Int64(0)) { sum, index in
                if case .file(let byteCount, _) = plan.entries[index].file.source {
                    sum = sum.addingReportingOverflow(byteCount).overflow ? .max : sum + byteCount
                } else {
                    sum = .max
                }
            }
        }
        return sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }.map { plan.sequences[$0] }
    }

    func next() -> [Int]? {
        position.withLock { position in
            guard position < sequences.count else { return nil }
            defer { position += 1 }
            return sequences[position]
        }
    }
}
