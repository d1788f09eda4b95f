// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The error log of nginx.
///
///     2016/10/25 14:49:34 [error] 54053#0: *1 open() "/srv/x.ico" failed (2: No such file or directory), client: 192.0.2.1, server: localhost, request: "GET /x.ico HTTP/1.1", host: "localhost"
///
/// Stamps are local; what stands behind them is told by `NginxErrorMessages`.
/// <https://nginx.org/en/docs/ngx_core_module.html#error_log>
struct NginxError: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "nginx.error", name: "nginx error log", channels: [.http, .webdav],
        reference: "https://nginx.org/en/docs/ngx_core_module.html#error_log")

    private var messages: NginxErrorMessages

    init(context: ReadingContext) {
        messages = NginxErrorMessages(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard cursor.slashedStamp() != nil, cursor.take(" [") else { return cursor.malformed(.timestamp) }
        let message = Message(
            record.bytes, start: 0, processID: nil, isTerminated: record.isTerminated, position: record.position)
        return messages.parse(message, into: &event)
    }
}
