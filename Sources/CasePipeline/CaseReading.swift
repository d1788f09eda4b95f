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
    /// Lists the evidence and looks at the head of each file.
    package init(_ arguments: [String], _ options: Options) {
        plan = Planner.plan(
            EvidenceWalker.files(in: arguments), zone: options.zone, now: options.now,
            accessLogFormats: options.accessLogFormats)
        self.options = options
        if let progress = options.progress, let byteCount = plan.byteCount { progress.expect(byteCount) }
    }

    /// Reads everything into one ledger.
    package func ledger() async -> Ledger {
        let queue = WorkQueue(plan, inOrder: options.reject != nil)
        let sharedChannels = plan.sharedChannels
        return await withTaskGroup(of: Ledger.self) { group in
            for _ in 0..<(options.reject == nil ? max(1, options.jobs) : 1) {
                group.addTask { read(queue, sharedChannels) }
            }
            var sum = await group.next() ?? Ledger(sharedChannels: sharedChannels)
            for await part in group { sum.merge(part) }
            return sum
        }
    }

    private var reject: ((Artifact, MalformedLine, [UInt8]?) -> Void)? {
        options.reject.map { reject in { reject($0.path, $1, $2) } }
    }

    private func read(_ queue: borrowing WorkQueue, _ sharedChannels: ChannelSet) -> Ledger {
        var ledger = Ledger(sharedChannels: sharedChannels)
        var reader = ArtifactReader(reject: reject, progress: options.progress)
        while let sequence = queue.next() {
            for (place, index) in sequence.enumerated() {
                read(plan.entries[index], &reader, &ledger)
                reader.finish(atEnd: place == sequence.count - 1) { event, artifact, _ in
                    observe(event, plan.entries[artifact], &ledger)
                    return true
                }
            }
        }
        return ledger
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
    /// content; stops when `body` returns false.
    ///
    /// - Parameter beforeWaiting: Called before waiting for a stream whose writer is idle.
    /// - Parameter body: Gets the event, the name of its artifact and its place there.
    /// - Returns: The artifacts that were read.
    package func forEachEvent(
        beforeWaiting: (() -> Void)? = nil,
        _ body: (borrowing Event, _ artifact: [UInt8], _ line: Int64, _ offset: Int64) -> Bool
    ) -> [Artifact] {
        var reader = ArtifactReader(reject: reject, beforeWaiting: beforeWaiting, progress: options.progress)
        var artifacts: [Artifact] = []
        var goesOn = true
        for sequence in plan.sequences {
            for (place, index) in sequence.enumerated() where goesOn {
                let entry = plan.entries[index]
                let name = entry.file.name
                let artifact = reader.read(entry) { event, position in
                    guard options.includes(event) else { return true }
                    goesOn = body(event, name, position.lineNumber, position.offset)
                    return goesOn
                }
                artifacts.append(artifact)
                guard goesOn else { break }
                reader.finish(atEnd: place == sequence.count - 1) { event, artifact, position in
                    guard options.includes(event) else { return true }
                    goesOn = body(
                        event, plan.entries[artifact].file.name, position.lineNumber, position.offset)
                    return goesOn
                }
            }
        }
        return artifacts
    }
}

extension ReadingPlan.Entry {
    /// A log of its own where the plan knows of no other parts.
    fileprivate var seriesID: String {
        if case .readLog(_, let series) = task { series } else { String(decoding: file.name, as: UTF8.self) }
    }
}

/// The sequences of a plan, the largest first, so that no worker is left with a large one at the end.
private final class WorkQueue: Sendable {
    private let sequences: [[Int]]
    private let position = Mutex(0)

    /// - Parameter inOrder: As they stand in the plan.
    init(_ plan: ReadingPlan, inOrder: Bool) {
        guard !inOrder else {
            sequences = plan.sequences
            return
        }
        let sizes = plan.sequences.map { sequence in
            sequence.reduce(into: Int64(0)) { sum, index in
                if case .file(let byteCount, _) = plan.entries[index].file.source {
                    sum = sum.addingReportingOverflow(byteCount).overflow ? .max : sum + byteCount
                } else {
                    sum = .max
                }
            }
        }
        sequences = sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }.map { plan.sequences[$0] }
    }

    func next() -> [Int]? {
        position.withLock { position in
            guard position < sequences.count else { return nil }
            defer { position += 1 }
            return sequences[position]
        }
    }
}
