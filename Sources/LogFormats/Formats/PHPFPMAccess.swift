// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The access log of PHP-FPM, behind a web server that has a log of its own.
///
///     192.0.2.6 -  26/Apr/2020:15:23:20 +0000 "MKCOL /remote.php" 201
///
/// Address of the web server or, behind a proxy, of the client, user, stamp, method and script, status. The script stands for
/// all that it was asked for, so that no file is named and nothing here is a retrieval of one.
/// <https://www.php.net/manual/en/install.fpm.configuration.php#access-log>
struct PHPFPMAccess: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "php-fpm.access", name: "PHP-FPM access log", channels: [.http, .webdav],
        reference: "https://www.php.net/manual/en/install.fpm.configuration.php#access-log")

    private var stampReader = OffsetStampReader()
    var statedOffset: Int? { stampReader.offset }

    init(context: ReadingContext) {}

    /// Whether a user and a stamp without brackets stand behind an address, as in no other access log.
    static func isLine(_ start: ByteCursor) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        guard cursor.token() != nil, cursor.take(" - ") else { return false }
        _ = cursor.token()
        return cursor.take(" ") && cursor.accessStamp() != nil && cursor.take(" \"")
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let client = cursor.token(), cursor.take(" - ") else { return cursor.malformed(.address) }
        let user = cursor.token()
        guard cursor.take(" "), let time = stampReader.read(&cursor) else { return cursor.malformed(.timestamp) }
        guard cursor.take(" \""), let request = cursor.field(before: "\""), cursor.take("\" ") else {
            return cursor.malformed(.request)
        }
        RequestLine.read(request, of: cursor.bytes, into: &event)
        guard event.method.isPresent else { return cursor.malformed(.request) }
        guard let status = cursor.digits(3), cursor.isAtEnd else { return cursor.malformed(.status) }
        guard record.isTerminated else { return cursor.malformed(.end) }
        event.time = time
        event.source = EventField(client)
        if let user { event.user = EventField(user) }
        event.status = status
        HTTPSemantics.classify(&event)
        if event.action == .retrieve {
            event.action = .other
            event.transfer = nil
        }
        return .event
    }
}
