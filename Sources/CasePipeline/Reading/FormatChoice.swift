// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// The formats tried on the artifacts of one log: the one that its lines have, and on lines that it does not fit, all
/// others.
struct FormatChoice {
    private var formats: [any LogFormat]
    private let ids: [String]
    private let datasets: [StaticString]
    private var current: Int? {
        didSet { currentID = current.map { ids[$0] } }
    }

    /// Id of the format that the last event had.
    private(set) var currentID: String?

    /// Whether a line was none of the format that the artifact began with, and one of another.
    private(set) var hasFoundOthers = false

    init() {
        formats = Self.newFormats
        datasets = FormatRegistry.all.map { $0.descriptor.dataset }
        ids = datasets.map { "\($0)" }
    }

    private static var newFormats: [any LogFormat] {
        FormatRegistry.all.map { $0.init(context: ReadingContext()) }
    }

    /// The next record is the first of another artifact, which has the format `id`, if that is known.
    mutating func begin(format id: String?, _ context: ReadingContext) {
        for index in formats.indices { formats[index].begin(context) }
        current = ids.firstIndex { $0 == id }
        hasFoundOthers = false
    }

    /// As `LogFormat.statedOffset`, of the format that the last event had.
    var statedOffset: Int? { current.flatMap { formats[$0].statedOffset } }

    /// As `LogFormat.takeUnfinished`, of all formats. At the end of a log, they forget its sessions: the same process number in
    /// another log is another process.
    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] {
        var events: [UnfinishedEvent] = []
        for index in formats.indices { events += formats[index].takeUnfinished(atEnd: atEnd) }
        if atEnd { formats = Self.newFormats }
        return events
    }

    /// Of a malformed record, `event` keeps the time, if the format of its neighbours could read that.
    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        event.begin(record.bytes)
        var outcome = RecordOutcome.malformed(Malformation(expected: .format, position: 0))
        var time: Instant?
        if let current {
            outcome = formats[current].parse(record, into: &event)
            switch outcome {
            case .event:
                if event.dataset.utf8CodeUnitCount == 0 { event.dataset = datasets[current] }
                return outcome
            case .ignored: return outcome
            case .malformed: time = event.time
            }
        }
        for index in formats.indices where index != current {
            event.begin(record.bytes)
            let other = formats[index].parse(record, into: &event)
            switch other {
            case .event:
                if event.dataset.utf8CodeUnitCount == 0 { event.dataset = datasets[index] }
                hasFoundOthers = true
                current = index
                return other
            case .ignored:
                hasFoundOthers = true
                return other
            case .malformed: continue
            }
        }
        event.begin(record.bytes)
        event.time = time
        return outcome
    }
}
