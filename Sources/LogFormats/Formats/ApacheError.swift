// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The error log of the Apache web server, 2.2 and 2.4.
///
///     [Sat Jun 01 02:17:42 2013] [error] [client 192.0.2.1] File does not exist: /srv/http/site
///     [Sat Jul 20 21:34:49.453232 2013] [access_compat:error] [pid 17512:tid 140123104306944] [client 192.0.2.1:51380] AH01797: ...
///     [01/Mar/2021:12:00:19 +0000] [php7:emerg] [pid 4803:tid 3814] [client 192.0.2.1:24259] PHP Parse error: ...
///
/// Stamps are local unless `ErrorLogFormat` has another; what stands behind them is told by `ApacheErrorMessages`. Lines
/// without a stamp are what `ErrorLog syslog` hands over, or what a server says before its log is open: they state no
/// instant. <https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat>
struct ApacheError: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "apache.error", name: "Apache error log, 2.2 and 2.4", channels: [.http, .webdav],
        reference: "https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat")

    private var clock: LocalClock
    private let messages: ApacheErrorMessages

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
        messages = ApacheErrorMessages(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        let isBracketed = cursor.take("[")
        guard
            let stamp = cursor.calendarStampWithFraction() ?? cursor.accessStamp() ?? cursor.isoStamp(),
            !isBracketed || cursor.take("]"), cursor.take(" "), cursor.next == UInt8(ascii: "[")
        else { return Self.isUnstamped(record.bytes) ? .ignored : cursor.malformed(.timestamp) }
        stamp.set(&event, &clock)
        let message = Message(
            record.bytes, start: cursor.position, processID: nil, isTerminated: record.isTerminated,
            position: record.position)
        return messages.parse(message, into: &event)
    }

    /// `[error] [client 192.0.2.1] ...`, or `AH00112: Warning: DocumentRoot [/srv/x] does not exist`.
    private static func isUnstamped(_ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor(bytes)
        return cursor.apacheMessageCode() || ApacheErrorHead(&cursor)?.level != nil
    }
}
