// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The log file of an rsync daemon, or of a client with `--log-file`.
///
///     2015/03/04 11:28:46 [485] connect from UNDETERMINED (192.0.2.7)
///
/// Stamps are local; behind them stands what the daemon would write to syslog, see `RsyncdMessages`. With `use chroot` a
/// process cannot read the zone any more and goes on in UTC, in the middle of its session.
struct Rsyncd: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "rsyncd", name: "rsync daemon log file, any log format; client log file", channels: [.rsync],
        reference: "https://download.samba.org/pub/rsync/rsyncd.conf.5", keepsSessions: true)

    private var clock: ChrootClock
    private var messages: RsyncdMessages

    init(context: ReadingContext) {
        clock = ChrootClock(zone: context.zone)
        messages = RsyncdMessages(context: context)
    }

    /// Sessions go on from one artifact to the next; the clock does not.
    mutating func begin(_ context: ReadingContext) {
        clock = ChrootClock(zone: context.zone)
        messages.begin(context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let stamp = cursor.slashedStamp(), cursor.take(" ") else { return cursor.malformed(.timestamp) }
        guard cursor.take("["), let processID = cursor.integer(), cursor.take("] ") else {
            return cursor.malformed(.processID)
        }
        var probe = cursor
        event.time = clock.instant(stamp, processID: processID, isBeginning: probe.take("connect from "))
        event.timeBasis = .zoneAssumed
        let message = Message(
            record.bytes, start: cursor.position, processID: processID, isTerminated: record.isTerminated,
            position: record.position)
        return messages.parse(message, into: &event)
    }
}
