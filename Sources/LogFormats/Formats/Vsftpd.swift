// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The log file of vsftpd in its own form.
///
///     Wed Mar  4 09:52:29 2015 [pid 259] CONNECT: Client "192.0.2.7"
///
/// Stamps are local whatever `use_localtime` says, with the offset that held when the session began; behind them stands
/// what the daemon would write to syslog, see `VsftpdMessages`.
struct Vsftpd: LogFormat {
    static let descriptor = VsftpdMessages.descriptor

    private var clock: LocalClock
    private var messages: VsftpdMessages

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
        messages = VsftpdMessages(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.calendarStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        guard cursor.take("[pid "), let processID = cursor.integer(), cursor.take("] ") else {
            return cursor.malformed(.processID)
        }
        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        let message = Message(
            record.bytes, start: cursor.position, processID: processID, isTerminated: record.isTerminated,
            position: record.position)
        return messages.parse(message, into: &event)
    }
}
