// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// One file or stream of the evidence, and what reading it showed.
package struct Artifact: Sendable, Hashable {
    /// What the content is.
    package enum Content: Sendable, Hashable {
        /// Records of a log format, by its id.
        case log(format: String)
        case configuration
        case empty
        /// Text that fits no format.
        case unrecognisedText
        /// Bytes that are no text; they are digested and not scanned for lines.
        case unrecognisedBinary
        /// A symbolic link; what it points to is read where it lies in the evidence itself.
        case symbolicLink(target: [UInt8])
        /// A pipe, a socket or a device inside a folder; such are not opened.
        case special
        /// Could not be opened or read at all; the words of the system's error.
        case unreadable(reason: String)
    }

    package enum Compression: String, Sendable {
        case none, gzip, bzip2, xz, zstd
    }

    /// Relative to the evidence argument's folder, prefixed by the argument where there are several.
    package var path: [UInt8]
    package var content: Content
    package var compression = Compression.none
    /// SHA-256 of the bytes as they lie on disk, in lower-case hexadecimal.
    package var sha256: String?
    package var byteCount: Int64?
    /// Seconds since 1970 of the last change of the content, as the file system states it; nil for a stream.
    package var modified: Int64?
    /// After decompression; nil where the content was not read through.
    package var decompressedByteCount: Int64?
    /// Nil where the content was not scanned for lines.
    package var lines: LineAccount?
    package var damage: [Damage] = []
    /// The first malformed lines, at most `locatedLimit`.
    package var malformedLines: [MalformedLine] = []
    package static let locatedLimit = 100

    /// Earliest and latest instant that a record states.
    package var first: Instant?
    package var last: Instant?
    package var timeBases: TimeBasisSet = []
    package var clock = ClockFacts()
    /// Seconds by which the clock of its stamps is ahead of UTC: as they state, else as the zone has it; nil without any.
    package var clockOffset: Int?

    /// Id of the series that it belongs to.
    package var series: String?
    /// Path of the artifact whose content this one repeats.
    package var duplicateOf: [UInt8]?

    package init(path: [UInt8], content: Content) {
        self.path = path
        self.content = content
    }
}

/// A line that no format fits: where it stands, and what was expected there.
package struct MalformedLine: Sendable, Hashable {
    /// From 1.
    package var lineNumber: Int64
    /// Of the line's first byte in the decompressed stream, from 0.
    package var offset: Int64
    package var malformation: Malformation

    package init(lineNumber: Int64, offset: Int64, malformation: Malformation) {
        self.lineNumber = lineNumber
        self.offset = offset
        self.malformation = malformation
    }
}

/// Why a record does not fit its format.
package struct Malformation: Sendable, Hashable {
    /// What should have stood there.
    package enum Expected: String, Sendable {
        case address, timestamp, request, status, byteCount = "byte count", quote = "closing quote", separator, path
        case processID = "process id", direction, message = "known message", format = "any known format"
        case end = "end of record", shorterRecord = "record of at most 1 MiB"
    }

    package var expected: Expected
    /// Bytes from the start of the record.
    package var position: Int

    package init(expected: Expected, position: Int) {
        self.expected = expected
        self.position = position
    }
}
