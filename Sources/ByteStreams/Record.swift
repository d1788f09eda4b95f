// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// One framed line, borrowed from the buffer that it was read into.
public struct Record: ~Escapable {
    /// Without the line feed, without a carriage return before it, and without NUL bytes in front.
    public let bytes: Span<UInt8>
    /// False for a last line without a line feed, which may have been cut: a number at its end may be longer in truth.
    public let isTerminated: Bool
    public let position: RecordPosition

    @_lifetime(copy bytes)
    public init(
        _ bytes: Span<UInt8>, isTerminated: Bool = true, at position: RecordPosition = RecordPosition.start
    ) {
        self.bytes = bytes
        self.isTerminated = isTerminated
        self.position = position
    }
}

/// Where a record stands in its artifact.
public struct RecordPosition: Sendable, Equatable {
    /// From 1; a line ends at a line feed.
    public var lineNumber: Int64
    /// Of the line's first byte in the decompressed stream, from 0.
    public var offset: Int64
    /// How many NUL bytes stood in front of the record, on the same line.
    public var nulCount: Int

    /// Of the first record.
    public static let start = RecordPosition(lineNumber: 1, offset: 0)

    public init(lineNumber: Int64, offset: Int64, nulCount: Int = 0) {
        self.lineNumber = lineNumber
        self.offset = offset
        self.nulCount = nulCount
    }
}
