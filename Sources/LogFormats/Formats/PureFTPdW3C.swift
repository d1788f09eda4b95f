// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The alternative log of Pure-FTPd in its form `w3c`.
///
///     #Fields: date time c-ip cs-method cs-uri-stem sc-status cs-username sc-bytes
///     2015-03-28 07:08:27 192.0.2.7 []sent /srv/nas/calls/hash%23tag%3F.wav 226 anna 88052
///     2015-03-28 14:58:21 192.0.2.7 []created /srv/nas/inbox/y.wav 226 anna 38398
///
/// In UTC, as the form wants it; the header need not be there. The status is always 226, after aborted transfers too, and
/// the real path is percent-encoded. altlog.c of Pure-FTPd, <https://www.w3.org/TR/WD-logfile.html>
struct PureFTPdW3C: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "pureftpd.w3c", name: "Pure-FTPd alternative log, w3c", channels: [.ftp],
        reference: "https://www.pureftpd.org/project/pure-ftpd/doc/")

    /// Whether the header said that it is this server's: other servers' logs have lines in common with it.
    private var isHeaderOurs = false

    init(context: ReadingContext) {}

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        if cursor.next == UInt8(ascii: "#") { return header(&cursor) }
        guard let stamp = cursor.dashedStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        guard let client = cursor.token(), cursor.take(" ") else { return cursor.malformed(.address) }
        let isUpload = cursor.take("[]created ")
        guard isUpload || cursor.take("[]sent ") else { return cursor.malformed(.direction) }
        guard let path = cursor.token(), cursor.take(" ") else { return cursor.malformed(.path) }
        guard cursor.digits(3) != nil, cursor.take(" ") else { return cursor.malformed(.status) }
        // Empty before a login.
        let user = cursor.token()
        guard cursor.take(" "), let byteCount = cursor.integer(), cursor.isAtEnd else {
            return cursor.malformed(.byteCount)
        }
        guard record.isTerminated else { return cursor.malformed(.end) }
        event.time = Instant(seconds: stamp.secondsSince1970)
        event.source = EventField(client)
        if let user, !cursor.bytes.matches(user, "-") { event.user = EventField(user) }
        event.setFilePath(percentEncoded: path, of: cursor.bytes)
        event.channel = .ftp
        event.action = isUpload ? .upload : .retrieve
        event.outcome = .success
        event.byteCount = byteCount
        event.transfer = .unknown
        return .event
    }

    private mutating func header(_ cursor: inout ByteCursor) -> RecordOutcome {
        if cursor.take("#Software: ") { isHeaderOurs = cursor.take("Pure-FTPd") }
        let isOurs =
            isHeaderOurs && (cursor.position > 0 || cursor.take("#Version: ") || cursor.take("#Date: "))
            || cursor.take("#Fields: date time c-ip cs-method cs-uri-stem sc-status cs-username sc-bytes")
        return isOurs ? .ignored : cursor.malformed(.timestamp)
    }
}
