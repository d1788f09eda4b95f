// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import ByteStreams
package import EvidenceModel

/// The grammar of one log family: bytes of one record in, one outcome out.
///
/// A format never sees a file, a total or the output. It may keep state between the records of one artifact; a new
/// value is made for each artifact.
package protocol LogFormat: Sendable {
    static var descriptor: FormatDescriptor { get }

    init(context: ReadingContext)

    /// Parses `record` into `event`, which already owns a copy of it: positions in the one are positions in the other.
    ///
    /// `event` is read only if the outcome is `.event`.
    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome
}

/// What a record turned out to be.
package enum RecordOutcome: Equatable, Sendable {
    case event
    /// Well-formed, and states nothing that happened.
    case ignored
    case malformed(Malformation)
}

/// What a format is, for its users.
package struct FormatDescriptor: Sendable, Equatable {
    /// `event.dataset`, lower-case.
    package let id: String
    /// The family in words.
    package let name: String
    /// Channels that its retrievals can belong to.
    package let channels: [Channel]
    /// Where its lines are specified.
    package let reference: String

    package init(id: String, name: String, channels: [Channel], reference: String) {
        self.id = id
        self.name = name
        self.channels = channels
        self.reference = reference
    }
}

/// What a format must know that its records do not say.
package struct ReadingContext: Sendable {
    /// The zone of stamps that state none.
    package var zone: ZoneRules

    package init(zone: ZoneRules = .utc) {
        self.zone = zone
    }
}

extension ByteCursor {
    /// The outcome of a record that has something else at the cursor.
    package func malformed(_ expected: Malformation.Expected) -> RecordOutcome {
        .malformed(Malformation(expected: expected, position: position))
    }
}
