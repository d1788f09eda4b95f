// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The alternative log of Pure-FTPd in its form `stats`.
///
///     1427531583 5516673f.f4 anna 192.0.2.7 D 26981 0 /srv/nas/calls/2014/11/x y.wav
///
/// Seconds since 1970, start and process of the session, user, client, U or D, bytes, seconds, and the real path, which
/// may hold blanks. An aborted transfer looks like a whole one. altlog.c of Pure-FTPd
struct PureFTPdStats: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "pureftpd.stats", name: "Pure-FTPd alternative log, stats", channels: [.ftp],
        reference: "https://www.pureftpd.org/project/pure-ftpd/doc/")

    init(context: ReadingContext) {}

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let time = cursor.integer(), time < Self.latest, cursor.take(" ") else {
            return cursor.malformed(.timestamp)
        }
        guard cursor.hexadecimals(), cursor.take("."), cursor.hexadecimals(), cursor.take(" ") else {
            return cursor.malformed(.processID)
        }
        guard let user = cursor.token(), cursor.take(" "), let client = cursor.token(), cursor.take(" ") else {
            return cursor.malformed(.address)
        }
        let isUpload = cursor.take("U ")
        guard isUpload || cursor.take("D ") else { return cursor.malformed(.direction) }
        guard let byteCount = cursor.integer(), cursor.take(" "), cursor.integer() != nil, cursor.take(" ") else {
            return cursor.malformed(.byteCount)
        }
        guard !cursor.isAtEnd else { return cursor.malformed(.path) }
        guard record.isTerminated else { return cursor.malformed(.end) }
        event.time = Instant(seconds: time)
        event.source = EventField(client)
        if !cursor.bytes.matches(user, "-") { event.user = EventField(user) }
        event.setFilePath(cursor.position..<cursor.bytes.count, of: cursor.bytes)
        event.channel = .ftp
        event.action = isUpload ? .upload : .retrieve
        event.outcome = .success
        event.byteCount = byteCount
        event.transfer = .unknown
        return .event
    }

    /// The end of the year 9999.
    private static let latest: Int64 = 253_402_300_800
}

extension ByteCursor {
    /// Consumes a run of lower-case hexadecimal digits.
    @_lifetime(self: copy self)
    fileprivate mutating func hexadecimals() -> Bool {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) { position += 1 }
        return position > start
    }
}
