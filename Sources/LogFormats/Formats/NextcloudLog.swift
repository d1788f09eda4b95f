// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// `nextcloud.log` and `audit.log` of Nextcloud.
///
///     {"reqId":"XaCD","level":1,"time":"2019-10-11T13:27:44+02:00","remoteAddr":"192.0.2.1","user":"anna","app":"admin_audit","method":"GET","url":"\/remote.php\/webdav\/a.wav","message":"File accessed: \"\/a.wav\"","userAgent":"mirall","version":"16.0.5.1"}
///     Info	admin_audit	File written to: "/a.wav"	2017-02-20T13:39:05+0100
///
/// The second form is what the administrator's page gives when it is copied: it has no address and no user. Stamps follow
/// `logtimezone`, and are read in the case's zone where `logdateformat` leaves the offset out.
/// <https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html>
struct NextcloudLog: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "nextcloud", name: "Nextcloud log and audit log", channels: [.http, .webdav],
        reference:
            "https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html")

    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard cursor.next == UInt8(ascii: "{") else { return copied(&cursor, record, &event) }
        guard let line = CloudLogLine(record.bytes), line.hasVersion else { return cursor.malformed(.message) }
        return line.outcome(&event, &clock)
    }

    /// Level, app, message and stamp, with tabs between them; a message may hold more of these.
    private mutating func copied(
        _ cursor: inout ByteCursor, _ record: Record, _ event: inout Event
    ) -> RecordOutcome {
        let bytes = cursor.bytes
        let levels: [StaticString] = ["Debug", "Info", "Warning", "Error", "Fatal"]
        guard let level = cursor.field(before: "\t"), levels.contains(where: { bytes.matches(level, $0) }),
            cursor.take("\t"), cursor.field(before: "\t") != nil, cursor.take("\t"),
            let tab = bytes.lastIndex(of: 0x09, before: bytes.count), tab >= cursor.position
        else { return cursor.malformed(.message) }
        let message = CloudMessage(bytes.extracting(cursor.position..<tab), lineHasAddress: false)
        cursor.position = tab + 1
        guard let stamp = cursor.cloudStamp() else { return cursor.malformed(.timestamp) }
        guard cursor.isAtEnd, record.isTerminated else { return cursor.malformed(.end) }
        stamp.set(&event, &clock)
        event.channel = .http
        return message.read(into: &event) ? .event : .ignored
    }
}

extension CloudLogLine {
    /// With the line's own stamp, in local time where it states no offset.
    func outcome(_ event: inout Event, _ clock: inout LocalClock) -> RecordOutcome {
        var cursor = ByteCursor(bytes, at: time?.lowerBound ?? 0)
        guard time != nil, let stamp = cursor.cloudStamp() else { return cursor.malformed(.timestamp) }
        stamp.set(&event, &clock)
        return read(into: &event) ? .event : .ignored
    }
}
