// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Transfers that several logs tell of, made one the slow and obvious way.
enum SlowMatching {
    typealias Retrieval = SlowAnswers.Retrieval

    private struct Group: Hashable {
        let transferProtocol: TransferProtocol
        let client: [UInt8]?
        let name: [UInt8]
    }

    static func merged(_ retrievals: [Retrieval]) -> [Retrieval] {
        let groups = Dictionary(grouping: retrievals) { retrieval in
            Group(
                transferProtocol: TransferProtocol(retrieval.event.channel ?? .http), client: retrieval.event.source,
                name: Array(alike(retrieval).reversed().prefix { $0 != UInt8(ascii: "/") }))
        }
        return groups.flatMap { group, members in merged(members, group.transferProtocol) }
    }

    /// Log by log, each record in order takes the nearest record of the others that no other of its log has taken.
    private static func merged(_ members: [Retrieval], _ transferProtocol: TransferProtocol) -> [Retrieval] {
        var found: [Retrieval] = []
        for series in Set(members.map(\.event.series)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            var rest = members.filter { $0.event.series == series }.sorted(by: isBefore)
            var free = Array(found.indices)
            for shift in transferProtocol == .ftp ? [0, 3600, -3600] : [0] as [Int64] {
                rest = rest.filter { record in
                    let near = free.compactMap { index in
                        distance(record, found[index], shift).map { (distance: $0, index: index) }
                    }
                    guard
                        let best = near.min(by: {
                            ($0.distance[0], $0.distance[1], $0.index) < ($1.distance[0], $1.distance[1], $1.index)
                        })
                    else { return true }
                    found[best.index] = joined(found[best.index], record)
                    free.removeAll { $0 == best.index }
                    return false
                }
            }
            found = (found + rest).sorted(by: isBefore)
        }
        return found
    }

    /// Seconds and bytes between two records; nil if they cannot be of one transfer.
    private static func distance(_ record: Retrieval, _ other: Retrieval, _ shift: Int64) -> [Int64]? {
        guard let time = record.event.time, let otherTime = other.event.time else { return nil }
        let seconds = abs(time.seconds + shift - otherTime.seconds)
        guard seconds <= 2, areOneFile(record, other) else { return nil }
        if shift != 0, record.event.timeBasis == .stated, other.event.timeBasis == .stated { return nil }
        guard let moved = record.event.byteCount, let otherMoved = other.event.byteCount, moved != otherMoved else {
            return [seconds, 0]
        }
        let bytes = abs(moved - otherMoved)
        let isPossible =
            switch TransferProtocol(record.event.channel ?? .http) {
            case .http: bytes <= 1024 || seconds == 0
            case .rsync: true
            case .ftp, .sftp, .shell: false
            }
        return isPossible ? [seconds, bytes] : nil
    }

    private static func areOneFile(_ left: Retrieval, _ right: Retrieval) -> Bool {
        if left.isKnown && right.isKnown { return left.file == right.file }
        if left.isKnown == right.isKnown, left.file == right.file { return true }
        let paths = [alike(left), alike(right)].sorted { $0.count < $1.count }
        return paths[0] == paths[1]
            || (!paths[0].isEmpty && paths[1].reversed().starts(with: paths[0].reversed() + [0x2f]))
    }

    private static func joined(_ left: Retrieval, _ right: Retrieval) -> Retrieval {
        var joined = isBetter(right, left) ? right : left
        joined.event.byteCount = [left, right].compactMap(\.event.byteCount).min()
        let said = [left, right].map { $0.event.transfer ?? .unknown }
        joined.event.transfer = [.aborted, .partial, .complete, .unknown].first(where: said.contains)
        let clock = [left, right].min { clockKey($0).lexicographicallyPrecedes(clockKey($1)) }!
        joined.event.time = clock.event.time
        joined.event.timeBasis = clock.event.timeBasis
        return joined
    }

    private static func clockKey(_ retrieval: Retrieval) -> [Int64] {
        let basis: Int64 =
            switch retrieval.event.timeBasis {
            case .stated: 0
            case .yearInferred: 1
            case .zoneAssumed: 2
            }
        return [basis] + instantKey(retrieval.event.time)
    }

    private static func instantKey(_ time: Instant?) -> [Int64] {
        time.map { [$0.seconds, Int64($0.nanoseconds), Int64($0.fractionDigits)] } ?? [.min, 0, 0]
    }

    private static func isBefore(_ left: Retrieval, _ right: Retrieval) -> Bool {
        func key(_ retrieval: Retrieval) -> [Int64] {
            instantKey(retrieval.event.time) + [
                retrieval.event.byteCount ?? -1,
                Int64(Transfer.allCases.firstIndex(of: retrieval.event.transfer ?? .unknown)!), clockKey(retrieval)[0],
            ]
        }
        let (one, other) = (key(left), key(right))
        return one == other ? isBetter(left, right) : one.lexicographicallyPrecedes(other)
    }

    /// Which of two names of a file is kept.
    private static func isBetter(_ left: Retrieval, _ right: Retrieval) -> Bool {
        if left.isKnown != right.isKnown { return left.isKnown }
        let counts = [alike(left).count, alike(right).count]
        if counts[0] != counts[1] { return counts[0] > counts[1] }
        if (left.channel == .webdav) != (right.channel == .webdav) { return left.channel == .webdav }
        if left.event.path != right.event.path { return left.event.path.lexicographicallyPrecedes(right.event.path) }
        return left.event.series.utf8.lexicographicallyPrecedes(right.event.series.utf8)
    }

    private static func alike(_ retrieval: Retrieval) -> [UInt8] {
        let path = retrieval.event.path.drop { $0 == UInt8(ascii: "/") }
        var alike: [UInt8] = []
        for byte in path {
            let isPlain = (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "?")
            if !isPlain, alike.last == UInt8(ascii: "_") { continue }
            alike.append(isPlain ? byte : UInt8(ascii: "_"))
        }
        return alike
    }
}
