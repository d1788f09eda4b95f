// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
package import LogFormats
package import SystemPackage

/// An artifact that may hold lines of another one that comes before it.
package struct OverlapPart: Sendable {
    package let name: [UInt8]
    package let location: FilePath
    package let format: String
    package let context: ReadingContext
    /// The first instant that it states.
    package let first: Instant
}
