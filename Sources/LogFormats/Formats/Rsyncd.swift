// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The log file of an rsync daemon.
///
///     2015/03/04 11:28:46 [485] connect from UNDETERMINED (127.0.0.7)
///
/// Stamps are local; behind them stands what the daemon would write to syslog, see `RsyncdMessages`.
struct Rsyncd: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "rsyncd", name: "rsync daemon log file, default log format", channels: [.rsync],
        reference: "https://download.samba.org/pub/rsync/rsyncd.conf.5")

    private var clock: LocalClock
    private var messages: RsyncdMessages

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
        messages = RsyncdMessages(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.slashedStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        guard cursor.take("["), let processID = cursor.integer(), cursor.take("] ") else {
            return cursor.malformed(.processID)
        }
        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        let message = Message(
            record.bytes, start: cursor.position, processID: processID, isTerminated: record.isTerminated)
        return messages.parse(message, into: &event)
    }
}
