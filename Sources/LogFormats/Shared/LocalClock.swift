// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Turns the local stamps of one artifact, in the order of its lines, into instants.
///
/// The hour that exists twice when clocks go back is told apart by the order of the lines: a stamp belongs to the
/// first pass unless that would step back behind the line before. Where the second pass would too, the order tells
/// nothing: an older log begins there.
struct LocalClock: Sendable {
    private let zone: ZoneRules
    private var lastInstant = Int64.min
    /// Start of the local quarter hour last resolved, and what to subtract in it; zones change only between such.
    private var quarter = Int64.min
    private var offset: Int64 = 0

    /// Lines may be written a little out of order; a minute covers what servers do.
    private static let slack: Int64 = 60

    init(zone: ZoneRules) {
        self.zone = zone
    }

    mutating func instant(_ local: CivilTime) -> Instant {
        let seconds = local.secondsSince1970
        let quarter = seconds - (seconds % 900 + 900) % 900
        if quarter == self.quarter {
            lastInstant = seconds - offset
            return Instant(seconds: lastInstant)
        }
        switch zone.resolve(local: seconds) {
        case .unique(let utc), .skipped(let utc):
            self.quarter = quarter
            offset = seconds - utc
            lastInstant = utc
        case .ambiguous(let earlier, let later):
            let isSecondPass = earlier + Self.slack < lastInstant && later + Self.slack >= lastInstant
            lastInstant = isSecondPass ? later : earlier
        }
        return Instant(seconds: lastInstant)
    }
}
