// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The alternative log of Pure-FTPd in its form `clf`.
///
///     127.0.0.7 - anna [28/Mar/2015:09:09:38 +0100] "GET /srv/nas/calls/x%E5.wav" 200 136058
///     127.0.0.7 - anna [28/Mar/2015:09:12:10 +0100] "PUT /srv/nas/inbox/y.wav" 200 20000
///     client.example.net - eve [13/Apr/2017:19:36:39] "GET /ftp/x.tar.bz2" 200 21809338
///
/// It looks like a web log and is none: the verb is GET or PUT only, there is never a protocol, the status is always
/// 200, the path is the real one, percent-encoded. An aborted transfer looks like a whole one, so that a line never
/// states that a transfer was complete. The offset is the one that held when the server started, all year, and states the
/// instant truly; old versions wrote none. `altlog.c` of Pure-FTPd, <https://www.pureftpd.org/project/pure-ftpd/doc/>
struct PureFTPdTransfers: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "pureftpd.clf", name: "Pure-FTPd alternative log, clf", channels: [.ftp],
        reference: "https://www.pureftpd.org/project/pure-ftpd/doc/")

    private var stampReader = OffsetStampReader()
    var statedOffset: Int? { stampReader.offset }
    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let client = cursor.token(), cursor.take(" - ") else { return cursor.malformed(.address) }
        guard let user = cursor.token(), cursor.take(" [") else { return cursor.malformed(.separator) }
        guard let time = time(&cursor, &event), cursor.take("] \"") else { return cursor.malformed(.timestamp) }
        let isRetrieval = cursor.take("GET ")
        guard isRetrieval || cursor.take("PUT ") else { return cursor.malformed(.request) }
        guard cursor.next == UInt8(ascii: "/"), let path = cursor.token(before: "\""), cursor.take("\" 200 ") else {
            return cursor.malformed(.path)
        }
        guard let byteCount = cursor.integer(), cursor.isAtEnd else { return cursor.malformed(.byteCount) }
        guard record.isTerminated,
            cursor.bytes.firstIndex(of: UInt8(ascii: " "), from: path.lowerBound) == path.upperBound + 1
        else { return cursor.malformed(.end) }
        event.time = time
        event.source = EventField(client)
        if !cursor.bytes.matches(user, "-"), !cursor.bytes.matches(user, "?") { event.user = EventField(user) }
        event.setFilePath(percentEncoded: path, of: cursor.bytes)
        event.channel = .ftp
        event.action = isRetrieval ? .retrieve : .upload
        event.outcome = .success
        event.byteCount = byteCount
        event.transfer = .unknown
        return .event
    }

    private mutating func time(_ cursor: inout ByteCursor, _ event: inout Event) -> Instant? {
        if let time = stampReader.read(&cursor) { return time }
        guard let stamp = cursor.accessStampWithoutOffset() else { return nil }
        event.timeBasis = .zoneAssumed
        return clock.instant(stamp)
    }
}
