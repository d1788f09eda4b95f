// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A place where an artifact is not as its writer left it.
package struct Damage: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The compressed stream ends before its end mark.
        case truncatedGzip = "truncated_gzip"
        /// The compressed stream, or its checksum, is wrong.
        case corruptGzip = "corrupt_gzip"
        /// What the program said that decompresses it: the stream is cut or wrong.
        case corruptCompressed = "corrupt_compressed"
        /// So much from so little that it was made to be: it was read in constant memory.
        case decompressionBomb = "decompression_bomb"
        /// Bytes after the compressed stream that are none.
        case trailingGarbage = "trailing_garbage"
        /// NUL bytes, as a crash leaves them where lines were not yet written.
        case nulRun = "nul_run"
        /// The last line has no end.
        case unterminatedLine = "unterminated_line"
        /// Reading failed part-way.
        case readError = "read_error"
        /// After reading, the file has not the size that was read from it.
        case changedWhileRead = "changed_while_read"
    }

    package var kind: Kind
    /// Where the loss begins, in the decompressed stream.
    package var offset: Int64
    /// How many bytes are lost; nil where that cannot be known.
    package var bytesLost: Int64?
    /// What happened, in words.
    package var detail: String
    /// The last record before it; nil where none is known.
    package var before: Instant?

    package init(kind: Kind, offset: Int64, bytesLost: Int64?, detail: String, before: Instant? = nil) {
        self.kind = kind
        self.offset = offset
        self.bytesLost = bytesLost
        self.detail = detail
        self.before = before
    }
}
