// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import ByteStreams
package import EvidenceModel

/// The grammar of what one daemon writes behind a header, be it that of syslog or that of its own log file.
///
/// Time, channel-independent defaults and the header are the caller's; the message is the grammar's. It may keep the
/// sessions of its daemon, from one artifact of a log to the next.
package protocol MessageGrammar: Sendable {
    static var descriptor: FormatDescriptor { get }
    /// Names that the daemon gives itself in syslog.
    static var programs: [StaticString] { get }

    init(context: ReadingContext)

    /// As of a `LogFormat`; sessions stay.
    mutating func begin(_ context: ReadingContext)

    /// Parses `message`; `event` has its time already.
    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome

    /// As of a `LogFormat`.
    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent]
}

extension MessageGrammar {
    package mutating func begin(_ context: ReadingContext) {}

    package mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] { [] }
}

/// A record whose header was read.
package struct Message: ~Escapable {
    /// The whole record: positions in it are positions in the event.
    package let bytes: Span<UInt8>
    /// Where the daemon's own text begins.
    package let start: Int
    package let processID: Int64?
    /// The machine that wrote it, where the header names it.
    package let host: Range<Int>?
    /// False for a last line that may have been cut.
    package let isTerminated: Bool
    /// Of the record in its artifact.
    package let position: RecordPosition

    @_lifetime(copy bytes)
    package init(
        _ bytes: Span<UInt8>, start: Int, processID: Int64?, host: Range<Int>? = nil, isTerminated: Bool,
        position: RecordPosition
    ) {
        self.bytes = bytes
        self.start = start
        self.processID = processID
        self.host = host
        self.isTerminated = isTerminated
        self.position = position
    }

    /// The same for messages of one host, and hardly ever for others; it means nothing beyond this run.
    package var hostHash: Int {
        guard let host else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in host { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash)
    }

    /// At the start of the daemon's text.
    package var cursor: ByteCursor {
        @_lifetime(copy self)
        get { ByteCursor(bytes, at: start) }
    }
}
