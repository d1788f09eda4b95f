// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Turns the local stamps of processes of which some lose sight of the zone when they change their root directory.
///
///     2019/03/08 13:43:48 [90] connect from UNKNOWN (192.0.2.7)
///     2019/03/08 12:43:48 [90] rsync on backup from UNKNOWN (192.0.2.7)        the same second, in UTC
///
/// A line that lies before the line before it of the same process, by what the zone differs from UTC or, where no zone is
/// known, by whole quarters of an hour, shows the change; where the zone lies west of UTC, it is one that lies as much
/// after it, right behind the connection. The hour that exists twice is none: `LocalClock` tells its passes apart.
struct ChrootClock: Sendable {
    private struct Process {
        /// The last stamp, as it stands.
        var last: Int64
        /// What is added to its stamps.
        var shift: Int64 = 0
        var isAtBeginning = true
    }

    private var clock: LocalClock
    private let zone: ZoneRules
    private var processes: [Int64: Process] = [:]

    private static let limit = 4096
    private static let quarter: Int64 = 900
    /// Between two lines of one session that are written at once.
    private static let slack: Int64 = 60
    /// No zone is further from UTC.
    private static let largest: Int64 = 14 * 3600

    init(zone: ZoneRules) {
        clock = LocalClock(zone: zone)
        self.zone = zone
    }

    /// - Parameter isBeginning: The line is the first of its process's session.
    mutating func instant(_ stamp: CivilTime, processID: Int64, isBeginning: Bool) -> Instant {
        let local = stamp.secondsSince1970
        var process = Process(last: local)
        if !isBeginning, let known = processes[processID] {
            process = known
            if process.shift == 0 { process.shift = shift(from: known, to: local) }
            process.isAtBeginning = known.isAtBeginning && local == known.last
            process.last = local
        }
        if processes.count >= Self.limit { processes.removeAll(keepingCapacity: true) }
        processes[processID] = process
        guard process.shift != 0 else { return clock.instant(stamp) }
        return clock.instant(CivilTime(secondsSince1970: local + process.shift))
    }

    private func shift(from process: Process, to local: Int64) -> Int64 {
        let step = process.last - local
        let offset = Int64(zone.offsetSeconds(atUTC: local))
        if step >= Self.quarter - Self.slack, step <= Self.largest {
            // Time has passed between the two lines: the step is smaller than the shift by that.
            let shift = (step + Self.quarter - 1) / Self.quarter * Self.quarter
            guard shift - step <= Self.slack, offset == 0 || offset == shift else { return 0 }
            if case .ambiguous = zone.resolve(local: local) { return 0 }
            return shift
        }
        return process.isAtBeginning && offset < 0 && abs(step - offset) <= Self.slack ? offset : 0
    }
}
