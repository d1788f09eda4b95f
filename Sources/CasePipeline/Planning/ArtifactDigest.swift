// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What reading an artifact through without parsing it shows.
struct ArtifactDigest {
    /// Digest, sizes and damage; content and lines are the caller's to add.
    var artifact: Artifact
    let contentSHA256: String
    let lineCount: Int64

    init(of file: EvidenceFile) throws(SourceError) {
        var stream = try RecordStream(opening: file.location)
        (contentSHA256, lineCount) = stream.digestContent()
        artifact = Artifact(path: file.name, content: .unrecognisedText)
        artifact.modified = file.modified
        try artifact.take(stream)
    }
}
