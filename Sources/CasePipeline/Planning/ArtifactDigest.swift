// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel

/// What reading an artifact through without parsing it shows.
struct ArtifactDigest: Sendable {
    /// Digest, sizes and damage; name, time, content and lines are the caller's to add: it is told by the bytes alone.
    var artifact: Artifact
    let contentSHA256: String
    let lineCount: Int64

    init(of file: EvidenceFile) throws(SourceError) {
        var stream = try RecordStream(opening: file.location)
        (contentSHA256, lineCount) = stream.digestContent()
        artifact = Artifact(path: [], content: .unrecognisedText)
        try artifact.take(stream)
    }

    /// Of a stream that was read to its end; nil if it did not take the digest along, or could not be read.
    init?(of stream: borrowing RecordStream) {
        guard let content = stream.content else { return nil }
        (contentSHA256, lineCount) = content
        artifact = Artifact(path: [], content: .unrecognisedText)
        do {
            try artifact.take(stream)
        } catch {
            return nil
        }
    }
}

extension ArtifactDigest: Stored {
    func store(in writer: inout StorageWriter) {
        artifact.store(in: &writer)
        contentSHA256.store(in: &writer)
        lineCount.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        artifact = try Artifact(from: &reader)
        contentSHA256 = try String(from: &reader)
        lineCount = try Int64(from: &reader)
    }
}
