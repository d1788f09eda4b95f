// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What one record states happened, with its text kept as bytes.
///
/// An event owns a copy of the record; its text fields are ranges of that copy, or of bytes appended to it where a
/// field had to be decoded. One event is reused for all records of an artifact, so that a line costs no allocation.
public struct Event: Sendable {
    /// Id of the format that the record has; `event.dataset` of the Elastic Common Schema.
    public var dataset: StaticString = ""
    public var time: Instant?
    public var timeBasis = TimeBasis.stated
    public var action = Action.other
    public var outcome = Outcome.unknown
    public var channel: Channel?
    public var transfer: Transfer?
    /// Payload bytes that the record states; nil where it states none.
    public var byteCount: Int64?
    /// What these bytes are.
    public var byteMeaning = ByteMeaning.payload

    /// The client, as an address or, where the log resolved it, as a name.
    public var source = EventField.absent
    public var sourcePort: Int?
    public var user = EventField.absent
    public var userAgent = EventField.absent

    /// The address asked for, as logged.
    public var url = EventField.absent
    /// Its path: decoded once, without the query, with `//` and dot segments resolved.
    public var urlPath = EventField.absent
    public var urlQuery = EventField.absent
    public var urlDomain = EventField.absent
    /// The path as the server names it on its disk or in its module, decoded.
    public var filePath = EventField.absent
    /// Further files that the record names: each of them is an event like this one, with its own `filePath`.
    public var moreFilePaths: [EventField] = []
    /// How the record of a retrieval names what left.
    public var naming = FileNaming.path
    /// How many events like this one the record states, at least 1.
    public var count = 1
    /// Of the session that the record belongs to; nil where its format has none, or it is a beginning.
    public var continuity: SessionContinuity?

    public var method = EventField.absent
    public var status: Int?
    /// The byte column of an access log, as it stands there.
    public var responseByteCount: Int64?
    public var httpVersion = EventField.absent
    public var referrer = EventField.absent
    /// What a server calls itself and its parts when it starts.
    public var serverVersion = EventField.absent

    /// The record, and behind it what was decoded from it.
    @usableFromInline var bytes: [UInt8] = []

    public init() {}

    /// Forgets all fields and takes over `record`, to which the ranges of fields then refer.
    public mutating func begin(_ record: Span<UInt8>) {
        reset()
        bytes.removeAll(keepingCapacity: true)
        bytes.append(addingBytesOf: record)
    }

    /// Field by field: to assign a new event would give up the buffer that is kept for all records.
    private mutating func reset() {
        dataset = ""
        time = nil
        timeBasis = .stated
        action = .other
        outcome = .unknown
        channel = nil
        transfer = nil
        byteCount = nil
        byteMeaning = .payload
        source = .absent
        sourcePort = nil
        user = .absent
        userAgent = .absent
        url = .absent
        urlPath = .absent
        urlQuery = .absent
        urlDomain = .absent
        filePath = .absent
        if !moreFilePaths.isEmpty { moreFilePaths = [] }
        naming = .path
        count = 1
        continuity = nil
        method = .absent
        status = nil
        responseByteCount = nil
        httpVersion = .absent
        referrer = .absent
        serverVersion = .absent
    }

    /// Adds bytes that the record does not hold as they are, and gives their place.
    public mutating func append(_ text: Span<UInt8>) -> EventField {
        let start = bytes.count
        bytes.append(addingBytesOf: text)
        return EventField(start..<bytes.count)
    }

    /// Adds what `write` appends; it sees only the end of the buffer and the bytes so far.
    public mutating func appending(_ write: (inout [UInt8]) -> Void) -> EventField {
        let start = bytes.count
        write(&bytes)
        return EventField(start..<bytes.count)
    }

    /// A copy of the record and of what was appended to it, for readers that append while they read.
    package var ownBytes: [UInt8] { bytes }

    /// The bytes of a field, empty for an absent one.
    @inlinable @_lifetime(borrow self)
    public func text(_ field: EventField) -> Span<UInt8> {
        bytes.span.extracting(field.range)
    }

    /// What names the file best: the server's own path where the record has it, else that of the address, else the
    /// address as it stands.
    @inlinable public var path: EventField { filePath.isPresent ? filePath : urlPath.isPresent ? urlPath : url }
}

extension Event {
    /// Bytes that the record states of this file alone: those of several files in an archive tell of none of them.
    @inlinable public var fileByteCount: Int64? { moreFilePaths.isEmpty ? byteCount : nil }
}

/// How the record of a retrieval names what left.
public enum FileNaming: Sendable {
    /// By the path of one file.
    case path
    /// By names that somebody chose in a program: each is a file, or a folder with all that lay in it.
    case selection
    /// Not at all: it has the token of a share, or a folder alone.
    case nothing
}

/// What the bytes are that a record states for a transfer.
public enum ByteMeaning: Sendable, CaseIterable {
    /// The content alone.
    case payload
    /// The content and what the protocol put before it, as `%O` of an access log: the content is a little less.
    case payloadAndHeaders
    /// One of these, and the record does not tell which: an access log whose format is not known.
    case unknown
}

/// The place of a text field in its event.
public struct EventField: Sendable, Hashable {
    @usableFromInline var start: Int32
    @usableFromInline var count: Int32

    @inlinable public static var absent: EventField { EventField(start: 0, count: -1) }

    @inlinable init(start: Int32, count: Int32) {
        self.start = start
        self.count = count
    }

    /// - Precondition: the range lies below 2 GiB; records are bound to 1 MiB.
    @inlinable public init(_ range: Range<Int>) {
        start = Int32(range.lowerBound)
        count = Int32(range.count)
    }

    @inlinable public var isPresent: Bool { count >= 0 }
    @inlinable public var range: Range<Int> { Int(start)..<Int(start) + Int(max(count, 0)) }
}

extension [UInt8] {
    @inlinable public mutating func append(addingBytesOf text: Span<UInt8>) {
        text.withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
