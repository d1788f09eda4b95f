// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// One observation that speaks for or against an explanation of a gap.
package struct GapEvidence: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The silence itself, against the habits of the log.
        case silence
        /// Numbers or dates in the names of rotated files.
        case sequence
        /// Instants and periods of rotation.
        case rotation
        case damage
        /// When a file was last written.
        case mtime
        case clock
        /// What another log says of the same time, or what is told before and behind it of one session, client or file.
        case cross
        /// What all logs of the machine say together.
        case host
        /// How long logs were kept.
        case retention
        case thinning
    }

    package var kind: Kind
    /// In words, with the likelihood ratio where it has one.
    package var detail: String
    /// Path of the artifact that shows it.
    package var artifact: [UInt8]?
    /// From 1, in that artifact.
    package var line: Int64?

    package init(kind: Kind, detail: String, artifact: [UInt8]? = nil, line: Int64? = nil) {
        self.kind = kind
        self.detail = detail
        self.artifact = artifact
        self.line = line
    }
}
