// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The `SystemLog` of ProFTPD as a file of its own.
///
///     2015-03-04 10:24:33,182 nas proftpd[366] 127.0.1.1 (192.0.2.7[192.0.2.7]): ANON ftp: Login successful.
///
/// Local stamps with milliseconds; a colon may follow the process id. Behind it stands what the daemon would write to
/// syslog, see `ProFTPDMessages`.
struct ProFTPDSystemLog: LogFormat {
    static let descriptor = ProFTPDMessages.descriptor

    private var clock: LocalClock
    private var messages: ProFTPDMessages

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
        messages = ProFTPDMessages(context: context)
    }

    /// Sessions go on from one artifact to the next; the clock does not.
    mutating func begin(_ context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.dashedStamp() else { return cursor.malformed(.timestamp) }
        let milliseconds = cursor.commaMilliseconds()
        guard cursor.take(" "), let host = cursor.token(), cursor.take(" ") else { return cursor.malformed(.separator) }
        guard cursor.take("proftpd["), let processID = cursor.integer(), cursor.take("]") else {
            return cursor.malformed(.processID)
        }
        _ = cursor.take(":")
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        event.time = clock.instant(stamp)
        if let milliseconds { event.time?.set(milliseconds: milliseconds) }
        event.timeBasis = .zoneAssumed
        let message = Message(
            record.bytes, start: cursor.position, processID: processID, host: host, isTerminated: record.isTerminated,
            position: record.position)
        return messages.parse(message, into: &event)
    }
}

extension Instant {
    mutating func set(milliseconds: UInt32) {
        nanoseconds = milliseconds * 1_000_000
        fractionDigits = 3
    }
}
