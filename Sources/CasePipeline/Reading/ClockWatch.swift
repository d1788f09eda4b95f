// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Follows the times of one artifact, in the order of its lines.
struct ClockWatch {
    private(set) var facts = ClockFacts()
    private let zone: ZoneRules
    private let latest: Int64
    private var first = Int64.min
    private var last = Int64.min
    /// Start of the quarter hour last looked at, and whether the clock showed it twice; zones change only between such.
    private var quarter = Int64.min
    private var isDoubled = false

    /// 2038-01-19T03:14:08Z, the first second that 32 bits do not hold.
    static let end32: Int64 = 1 << 31
    private static let startOf1971: Int64 = 31_536_000
    /// The machine's clock may be ahead of ours.
    static let slack: Int64 = 86_400

    init(_ context: ReadingContext) {
        zone = context.zone
        latest = context.latest.map { $0 + Self.slack } ?? Self.end32
    }

    /// Of the first and the last record that state a time.
    var endSeconds: (first: Int64, last: Int64)? { last > .min ? (first, last) : nil }

    mutating func observe(_ time: Instant?, _ basis: TimeBasis, _ position: RecordPosition) {
        guard let time else { return }
        facts.count(basis)
        let seconds = time.seconds
        if last > Int64.min, seconds < last - ClockFacts.tolerance {
            facts.note(
                .init(lineNumber: position.lineNumber, offset: position.offset, seconds: last - seconds))
        }
        if first == .min { first = seconds }
        last = seconds
        if seconds < Self.startOf1971 { facts.before1971 += 1 }
        if seconds > latest { facts.inFuture += 1 }
        if case .stated = basis { return }
        let start = seconds - (seconds % 900 + 900) % 900
        if start != quarter {
            quarter = start
            let local = seconds + Int64(zone.offsetSeconds(atUTC: seconds))
            if case .ambiguous = zone.resolve(local: local) { isDoubled = true } else { isDoubled = false }
        }
        if isDoubled { facts.doubledHour += 1 }
    }
}
