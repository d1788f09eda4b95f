// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import ByteStreams
package import EvidenceModel

/// The grammar of one log family: bytes of one record in, one outcome out.
///
/// A format never sees a file, a total or the output. It may keep state between the records of one artifact, and what it
/// knows of sessions also from one artifact of a log to the next.
package protocol LogFormat: Sendable {
    static var descriptor: FormatDescriptor { get }

    init(context: ReadingContext)

    /// The next record is the first of another artifact of the same log.
    ///
    /// Formats that keep sessions forget all but these; the others begin anew.
    mutating func begin(_ context: ReadingContext)

    /// Parses `record` into `event`, which already owns a copy of it: positions in the one are positions in the other.
    ///
    /// `event` is read only if the outcome is `.event`, but for its time, which an ignored record may state too.
    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome

    /// Seconds by which the clock of the last stamp is ahead of UTC, if that stamp tells.
    var statedOffset: Int? { get }

    /// Gives up events that earlier records began and that no record can complete any more; at the end of the log's
    /// last artifact, all that none has completed.
    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent]
}

extension LogFormat {
    package var statedOffset: Int? { nil }

    package mutating func begin(_ context: ReadingContext) { self = Self(context: context) }

    package mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] { [] }
}

/// What a record began and none completed: stated late, where it began.
package struct UnfinishedEvent: Sendable {
    package var event: Event
    /// The number that the context of the record's artifact had.
    package let artifact: Int
    package let position: RecordPosition
}

/// What a record turned out to be.
package enum RecordOutcome: Equatable, Sendable {
    case event
    /// Well-formed, and states nothing that happened.
    case ignored
    case malformed(Malformation)
}

/// What a format is, for its users.
package struct FormatDescriptor: Sendable {
    /// `event.dataset`, lower-case.
    package let dataset: StaticString
    /// The family in words.
    package let name: String
    /// Channels that its retrievals can belong to.
    package let channels: [Channel]
    /// Where its lines are specified.
    package let reference: String
    /// Whether a line may be understood only with lines before it, in the same artifact or in an older one of its log.
    package let keepsSessions: Bool
    /// Whether its stamps may leave the year out, so that it must be found before a line is read (`YearSurvey`).
    package let omitsYear: Bool
    /// Whether a line that states its time with the offset from UTC means what it means wherever it stands.
    package let hasLinesOfTheirOwn: Bool

    package var id: String { "\(dataset)" }

    package init(
        id: StaticString, name: String, channels: [Channel], reference: String, keepsSessions: Bool = false,
        omitsYear: Bool = false, hasLinesOfTheirOwn: Bool = false
    ) {
        dataset = id
        self.name = name
        self.channels = channels
        self.reference = reference
        self.keepsSessions = keepsSessions
        self.omitsYear = omitsYear
        self.hasLinesOfTheirOwn = hasLinesOfTheirOwn
    }
}

/// What a format must know that its records do not say.
package struct ReadingContext: Sendable {
    /// The zone of stamps that state none.
    package var zone: ZoneRules
    /// The year of the artifact's first stamp, for stamps that state none.
    package var firstYear: Int
    /// The formats that the configuration, or the user, says the artifact's access lines may have.
    package var accessLogFormats: [AccessLogFormat]
    /// Seconds since 1970 that no stamp is later than, for a stream, whose year is found when it is read.
    package var latest: Int64?
    /// What the configuration of rsync daemons in the evidence says as `log format`.
    package var transferFormats: [[UInt8]] = []
    /// Which artifact it is: the number that its unfinished events have.
    package var artifact = 0

    package init(zone: ZoneRules = .utc, firstYear: Int = 1970, accessLogFormats: [AccessLogFormat] = []) {
        self.zone = zone
        self.firstYear = firstYear
        self.accessLogFormats = accessLogFormats
    }
}

extension ByteCursor {
    /// The outcome of a record that has something else at the cursor.
    package func malformed(_ expected: Malformation.Expected) -> RecordOutcome {
        .malformed(Malformation(expected: expected, position: position))
    }
}
