// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A place where a stream could not be read as it was written.
package struct StreamDamage: Sendable, Equatable {
    package enum Kind: Sendable, CaseIterable {
        case truncatedGzip, corruptGzip, corruptCompressed, trailingGarbage, unterminatedRecord, readError, nulRun
    }

    package let kind: Kind
    /// In the decompressed stream, where the loss begins.
    package let offset: Int64
    package let bytesLost: Int64?
    package let detail: String

    package init(kind: Kind, offset: Int64, bytesLost: Int64?, detail: String) {
        self.kind = kind
        self.offset = offset
        self.bytesLost = bytesLost
        self.detail = detail
    }
}
