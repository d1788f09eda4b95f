// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What the logs show of one channel. Whether it was open, and whether it was logged, is another question.
package struct ChannelUse: Sendable {
    package let channel: Channel
    package let events: Int64
    /// In scope, as all that follows but the span.
    package let retrievals: Int64
    package let files: Int
    package let byteCount: Int64
    package let clients: Int
    /// Of all its events.
    package let span: TimeSpan
}
