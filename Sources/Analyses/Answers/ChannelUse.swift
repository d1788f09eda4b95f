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

    package init(
        channel: Channel, events: Int64, retrievals: Int64, files: Int, byteCount: Int64, clients: Int, span: TimeSpan
    ) {
        self.channel = channel
        self.events = events
        self.retrievals = retrievals
        self.files = files
        self.byteCount = byteCount
        self.clients = clients
        self.span = span
    }

    /// Of a channel of which the logs show nothing.
    init(unused channel: Channel) {
        self.init(channel: channel, events: 0, retrievals: 0, files: 0, byteCount: 0, clients: 0, span: TimeSpan())
    }
}
