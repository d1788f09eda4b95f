// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// When the last record before each place was written at which an artifact is not as its writer left it.
struct BreakTimes {
    private var places: [(offset: Int64, before: Instant, beforeWhole: Instant?)] = []
    private var last: Instant?
    /// The latest time of whole records.
    private var latestWhole: Instant?
    /// Whether no whole record has come since the last break.
    private var isBehindBreak = false
    private static let limit = 400

    /// - Returns: Whether the record may be what a break has left of one.
    mutating func observe(_ record: Record, _ position: RecordPosition, _ time: Instant?, isMalformed: Bool) -> Bool {
        if position.nulCount > 0 { note(position.offset) }
        let isFragment = isMalformed && (isBehindBreak || !record.isTerminated || position.nulCount > 0)
        if let time {
            last = time
            if !isMalformed { latestWhole = latestWhole.map { max($0, time) } ?? time }
        }
        if !isMalformed { isBehindBreak = false }
        if !record.isTerminated {
            note(position.offset)
            isBehindBreak = true
        }
        return isFragment
    }

    private mutating func note(_ offset: Int64) {
        guard let last, places.count < Self.limit else { return }
        places.append((offset, last, latestWhole))
    }

    /// Tells each damage the last record before it.
    ///
    /// A corrupt stream goes on for some bytes before that is noticed. What they become is put together from up to 32 KiB
    /// before, old times with it; the time of a fragment is believed of streams that were only cut.
    func settle(_ damage: inout [Damage]) {
        for index in damage.indices {
            let offset = damage[index].offset
            let place = places.last { $0.offset <= offset }
            damage[index].before =
                switch damage[index].kind {
                case .nulRun: places.last { $0.offset == offset }?.before
                case .corruptGzip, .corruptCompressed: place.map(\.beforeWhole) ?? latestWhole
                default: place?.before ?? last
                }
        }
    }
}

extension RecordOutcome {
    var isMalformed: Bool {
        if case .malformed = self { true } else { false }
    }
}
