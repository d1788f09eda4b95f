// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Finds the records that tell of one transfer in several logs, and makes one of them.
///
///     Wed Mar  4 09:52:29 2015 1 127.0.0.7 154623 /calls/a_b.wav b _ o a guest ftp 0 * c
///     Wed Mar  4 09:52:29 2015 [pid 260] [ftp] OK DOWNLOAD: Client "127.0.0.7", "/calls/a b.wav", 154623 bytes, …
///
/// Records are of one transfer if they stand in different logs and agree on the protocol, the client, the file, the time
/// and the bytes, as far as they state them. Each record has at most one partner in each other log, so that a log's
/// own count is never lowered.
struct TransferMatching {
    typealias Entry = TransferLog.Entry

    /// Every transfer once, as the best of its records states it.
    private(set) var transfers: [Entry] = []
    /// Records that tell of a transfer that another record tells of already.
    private(set) var repeatedCount: Int64 = 0

    private let names: LoggedNames

    /// Logs of one server write a transfer within the same second or the next.
    private static let secondsApart: Int64 = 2
    /// Of the same file's transfers to the same client within those seconds, how many are looked at.
    private static let candidateLimit = 32
    /// What an answer's header adds to its body; log formats count either.
    private static let headerLimit: Int64 = 1024
    /// Pure-FTPd keeps the offset that held when it started, so that in summer its xferlog is an hour behind.
    private static let clockShifts: [Int64] = [3600, -3600]

    init(_ ledger: borrowing Ledger, _ sorter: borrowing RowSorter) {
        names = LoggedNames(ledger, sorter)
        let entries = ledger.retrievals.transfers.entries
        transfers.reserveCapacity(entries.count)
        var keys = entries.indices.map { index in
            (
                group: UInt64(entries[index].client ?? Int(UInt32.max)) << 32 | names.key(entries[index].row),
                index: index
            )
        }
        keys.sort { $0.group < $1.group }
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count, keys[end].group == keys[start].group { end += 1 }
            match(keys[start..<end].map { entries[$0.index] })
            start = end
        }
    }

    /// Takes in all records of one client and one name.
    private mutating func match(_ group: [Entry]) {
        let first = names.series(group[0].row)
        guard group.contains(where: { names.series($0.row) != first }) else {
            transfers += group
            return
        }
        let logs = Dictionary(grouping: group) { names.series($0.row) }
        var found: [Entry] = []
        for series in logs.keys.sorted() { found = join(found, logs[series]!.sorted(by: isBefore)) }
        transfers += found
    }

    /// Adds the records of one more log, both lists being in order.
    private mutating func join(_ known: [Entry], _ log: [Entry]) -> [Entry] {
        var found = known
        var isTaken = [Bool](repeating: false, count: known.count)
        var rest = pair(log, with: &found, &isTaken, shift: 0)
        if names.protocolOf(log[0].row) == .ftp {
            for shift in Self.clockShifts where !rest.isEmpty {
                rest = pair(rest, with: &found, &isTaken, shift: shift)
            }
        }
        found += rest
        return found.sorted(by: isBefore)
    }

    /// - Returns: What of `log` found no partner.
    private mutating func pair(
        _ log: [Entry], with found: inout [Entry], _ isTaken: inout [Bool], shift: Int64
    ) -> [Entry] {
        var rest: [Entry] = []
        var start = 0
        for entry in log {
            guard let time = entry.time.map({ $0.seconds &+ shift }) else {
                rest.append(entry)
                continue
            }
            while start < found.count, isTaken[start] || found[start].isBefore(time - Self.secondsApart) { start += 1 }
            var best: (index: Int, distance: (Int64, Int64))?
            for index in start..<min(start + Self.candidateLimit, found.count) where !isTaken[index] {
                guard let other = found[index].time, other.seconds <= time + Self.secondsApart else { break }
                guard shift == 0 || entry.basis != .stated || found[index].basis != .stated,
                    let bytesApart = bytesApart(entry, found[index], isSameSecond: other.seconds == time),
                    names.areOneFile(entry.row, found[index].row)
                else { continue }
                let distance = (abs(other.seconds - time), bytesApart)
                if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
            }
            guard let best else {
                rest.append(entry)
                continue
            }
            found[best.index] = joined(found[best.index], entry)
            isTaken[best.index] = true
            repeatedCount += 1
        }
        return rest
    }

    /// Nil if the bytes cannot be those of one transfer.
    private func bytesApart(_ left: Entry, _ right: Entry, isSameSecond: Bool) -> Int64? {
        guard let one = left.byteCount, let other = right.byteCount else { return 0 }
        let (difference, overflowed) = max(one, other).subtractingReportingOverflow(min(one, other))
        if difference == 0 || overflowed { return overflowed ? nil : 0 }
        switch names.protocolOf(left.row) {
        // Of what broke off, one format states what was sent, and another what would have been.
        case .http: return difference <= Self.headerLimit || isSameSecond ? difference : nil
        // The length of the file, or the bytes that moved.
        case .rsync: return difference
        case .ftp, .sftp, .shell: return nil
        }
    }

    private func joined(_ left: Entry, _ right: Entry) -> Entry {
        var entry = names.isBetter(right.row, than: left.row) ? right : left
        if let one = left.byteCount, let other = right.byteCount {
            // Without headers, and of what broke off the part that was sent.
            let less = other < one || other == one && right.byteMeaning == .payload ? right : left
            entry.byteCount = less.byteCount
            entry.byteMeaning = less.byteMeaning
        } else {
            let stated = left.byteCount == nil ? right : left
            entry.byteCount = stated.byteCount
            entry.byteMeaning = stated.byteMeaning
        }
        entry.transfer =
            [.aborted, .partial, .complete].first { $0 == left.transfer || $0 == right.transfer } ?? .unknown
        let clock = right.hasBetterTime(than: left) ? right : left
        entry.time = clock.time
        entry.basis = clock.basis
        return entry
    }

    /// A total order but for records that state the same.
    private func isBefore(_ left: Entry, _ right: Entry) -> Bool {
        let (one, other) = (left.time ?? .distantPast, right.time ?? .distantPast)
        if one != other { return one < other }
        let (left, right) = (left, right)
        if left.byteCount != right.byteCount { return left.byteCount ?? -1 < right.byteCount ?? -1 }
        if left.transfer != right.transfer { return left.transfer.rank < right.transfer.rank }
        if left.basis != right.basis { return left.basis.rank < right.basis.rank }
        if left.byteMeaning != right.byteMeaning { return left.byteMeaning.rank < right.byteMeaning.rank }
        return left.row != right.row && names.isBetter(left.row, than: right.row)
    }
}

extension TransferLog.Entry {
    fileprivate func isBefore(_ seconds: Int64) -> Bool { time.map { $0.seconds < seconds } ?? true }

    fileprivate func hasBetterTime(than other: Self) -> Bool {
        if basis != other.basis { return basis.rank < other.basis.rank }
        guard let time, let otherTime = other.time else { return time != nil }
        return time < otherTime
    }
}

extension Instant {
    fileprivate static let distantPast = Instant(seconds: .min)
}

extension TimeBasis {
    /// The surest first: syslog's clock follows the zone, what else lacks an offset may not.
    fileprivate var rank: Int {
        switch self {
        case .stated: 0
        case .yearInferred: 1
        case .zoneAssumed: 2
        }
    }
}

extension ByteMeaning {
    fileprivate var rank: Int {
        switch self {
        case .payload: 0
        case .payloadAndHeaders: 1
        case .unknown: 2
        }
    }
}

extension Transfer {
    fileprivate var rank: Int { Transfer.allCases.firstIndex(of: self)! }
}
