// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What ownCloud and Nextcloud send to syslog.
///
///     {core} Login failed: 'anna' (Remote IP: '192.0.2.1')
///     {"reqId":"wLP7","remoteAddr":"192.0.2.1","user":"--","app":"core","message":"Login failed: ...","version":"27"}
///
/// The first form has neither address nor user but in the message. Time is that of syslog.
/// <https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html>
struct CloudMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "owncloud", name: "ownCloud and Nextcloud, sent to syslog", channels: [.http, .webdav],
        reference:
            "https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html")
    static let programs: [StaticString] = ["ownCloud", "owncloud", "Nextcloud", "nextcloud"]

    init(context: ReadingContext) {}

    func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .http
        var cursor = message.cursor
        guard cursor.take("{") else { return .ignored }
        if cursor.next == UInt8(ascii: "\"") {
            guard let line = CloudLogLine(message.bytes, at: message.start) else { return cursor.malformed(.message) }
            if line.hasVersion { event.dataset = NextcloudLog.descriptor.dataset }
            return line.read(into: &event) ? .event : .ignored
        }
        guard cursor.taken(through: "} ") != nil else { return cursor.malformed(.message) }
        guard message.isTerminated else { return cursor.malformed(.end) }
        let text = CloudMessage(message.bytes.extracting(cursor.position..<message.bytes.count), lineHasAddress: false)
        return text.read(into: &event) ? .event : .ignored
    }
}
