// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats
import Reporting

extension LogFormat {
    /// Parses `line` as a record of its own; the event is meaningful only after the outcome `.event`.
    mutating func parse(_ line: [UInt8], isTerminated: Bool = true) -> (outcome: RecordOutcome, event: Event) {
        var event = Event()
        event.begin(line.span)
        let outcome = parse(Record(line.span, isTerminated: isTerminated), into: &event)
        return (outcome, event)
    }

    mutating func parse(_ line: String, isTerminated: Bool = true) -> (outcome: RecordOutcome, event: Event) {
        parse(Array(line.utf8), isTerminated: isTerminated)
    }
}

extension Event {
    /// Bytes of a field, nil for an absent one.
    func bytes(_ field: EventField) -> [UInt8]? {
        guard field.isPresent else { return nil }
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: text(field))
        return bytes
    }

    func string(_ field: EventField) -> String? {
        bytes(field).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The event as `logtrace events` writes it.
    func json(dataset: StaticString, artifact: String = "", line: Int = 1, offset: Int = 0) -> [UInt8] {
        var writer = EventWriter()
        var event = self
        if event.dataset.utf8CodeUnitCount == 0 { event.dataset = dataset }
        writer.write(event, artifact: Array(artifact.utf8), line: Int64(line), offset: Int64(offset))
        return writer.take()
    }
}

/// The format registered as `id`.
func format(_ id: String, zone: ZoneRules = .utc, accessLogFormats: [AccessLogFormat] = []) -> any LogFormat {
    let type = FormatRegistry.all.first { $0.descriptor.id == id }
    precondition(type != nil, "no format is registered as \(id)")
    return type!.init(context: ReadingContext(zone: zone, accessLogFormats: accessLogFormats))
}
