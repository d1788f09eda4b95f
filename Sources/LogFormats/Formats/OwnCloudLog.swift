// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// `owncloud.log`, and `nextcloud.log` of the first versions, which write the same.
///
///     {"reqId":"wLP7","remoteAddr":"192.0.2.1","app":"core","message":"Login failed: 'anna' (Remote IP: '192.0.2.1')","level":2,"time":"2015-07-15T09:40:35+02:00","method":"POST","url":"\/"}
///
/// Which members there are, and in which order, differs by version; 8 has no user, and 6 neither address nor method.
/// <https://doc.owncloud.com/server/next/admin_manual/configuration/server/logging/logging_configuration.html>
struct OwnCloudLog: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "owncloud", name: "ownCloud log", channels: [.http, .webdav],
        reference:
            "https://doc.owncloud.com/server/next/admin_manual/configuration/server/logging/logging_configuration.html")

    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        guard let line = CloudLogLine(record.bytes), !line.hasVersion else {
            return ByteCursor(record.bytes).malformed(.message)
        }
        return line.outcome(&event, &clock)
    }
}
