// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// The formats tried on one artifact: the one that its lines have, and on lines that it does not fit, all others.
struct FormatChoice {
    private var formats: [any LogFormat]
    private let ids: [String]
    private var current: Int? {
        didSet { currentID = current.map { ids[$0] } }
    }

    /// Id of the format that the last event had.
    private(set) var currentID: String?

    init(format id: String?, context: ReadingContext) {
        formats = FormatRegistry.all.map { $0.init(context: context) }
        ids = FormatRegistry.all.map { $0.descriptor.id }
        current = ids.firstIndex { $0 == id }
        currentID = current.map { ids[$0] }
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        event.begin(record.bytes)
        var outcome = RecordOutcome.malformed(Malformation(expected: .format, position: 0))
        if let current {
            outcome = formats[current].parse(record, into: &event)
            guard case .malformed = outcome else { return outcome }
        }
        for index in formats.indices where index != current {
            event.begin(record.bytes)
            let other = formats[index].parse(record, into: &event)
            switch other {
            case .event:
                current = index
                return other
            case .ignored: return other
            case .malformed: continue
            }
        }
        return outcome
    }
}
