// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Who took how much of what: sums for pairs of a file's row and a client.
///
/// Most pairs are seen once or twice, and there are more of them than of anything else. So a retrieval is only written
/// down, in order of reading; when the list has doubled, what is new is sorted and summed into what is old. That costs a
/// fraction of looking each pair up in a table, and no more memory.
package struct ShareLog: Sendable {
    /// What one client took of one row, in 16 bytes: the bytes and the retrievals share a word.
    private struct Share: Sendable {
        let row: UInt32
        let client: UInt32
        private var sums: UInt64

        private static let countWidth: UInt64 = 20
        private static let countMask: UInt64 = 1 << countWidth - 1

        /// Nil where the sums are larger than the word holds: a million retrievals, or 17 TB.
        init?(row: Int, client: Int, retrievals: Int64, byteCount: Int64) {
            guard (0...Int64(Self.countMask)).contains(retrievals), (0..<(1 << 44)).contains(byteCount) else {
                return nil
            }
            self.row = UInt32(row)
            self.client = UInt32(client)
            sums = UInt64(byteCount) << Self.countWidth | UInt64(retrievals)
        }

        var key: UInt64 { UInt64(row) << 32 | UInt64(client) }
        var retrievals: Int64 { Int64(sums & Self.countMask) }
        var byteCount: Int64 { Int64(sums >> Self.countWidth) }

        /// Both together; nil where that is too much for one.
        func adding(_ other: Share) -> Share? {
            Share(
                row: Int(row), client: Int(client), retrievals: retrievals + other.retrievals,
                byteCount: byteCount + other.byteCount)
        }
    }

    /// What does not fit a share: hardly anything that is true.
    private struct LargeShare: Sendable {
        let row: Int
        let client: Int
        let retrievals: Int64
        let byteCount: Int64
    }

    private var shares: [Share] = []
    private var large: [LargeShare] = []
    /// How many at the front of `shares` are in order, and each pair once where it fits.
    private var summedCount = 0
    private var limit = Self.leastLimit

    /// 1 MiB: logs of a hundred thousand lines take what the largest take.
    private static let leastLimit = 1 << 16

    package init() {}

    /// How many entries `forEach` gives; a pair may have several.
    var count: Int { shares.count + large.count }

    @inline(__always)
    func forEach(_ body: (_ row: Int, _ client: Int, _ retrievals: Int64, _ byteCount: Int64) -> Void) {
        for share in shares { body(Int(share.row), Int(share.client), share.retrievals, share.byteCount) }
        for share in large { body(share.row, share.client, share.retrievals, share.byteCount) }
    }

    /// Adds one retrieval.
    mutating func add(row: Int, client: Int, byteCount: Int64) {
        if shares.count >= limit {
            sumUp()
            limit = max(Self.leastLimit, shares.count * 2)
        }
        append(row: row, client: client, retrievals: 1, byteCount: byteCount)
    }

    /// Takes over the shares of another log, whose rows and clients have these numbers here.
    mutating func merge(_ other: ShareLog, rows: [Int], clients: [Int]) {
        shares.reserveCapacity(shares.count + other.shares.count)
        other.forEach { row, client, retrievals, byteCount in
            append(row: rows[row], client: clients[client], retrievals: retrievals, byteCount: byteCount)
        }
    }

    private mutating func append(row: Int, client: Int, retrievals: Int64, byteCount: Int64) {
        if let share = Share(row: row, client: client, retrievals: retrievals, byteCount: byteCount) {
            shares.append(share)
        } else {
            large.append(LargeShare(row: row, client: client, retrievals: retrievals, byteCount: byteCount))
        }
    }

    private mutating func sumUp() {
        let new = Self.sorted(Array(shares[summedCount...]))
        // From the back, where there is room for all that is new.
        var old = summedCount
        var rest = new.count
        var end = shares.count
        while rest > 0 {
            end -= 1
            if old > 0, shares[old - 1].key > new[rest - 1].key {
                old -= 1
                shares[end] = shares[old]
            } else {
                rest -= 1
                shares[end] = new[rest]
            }
        }
        var count = 0
        for share in shares {
            if count > 0, shares[count - 1].key == share.key, let sum = shares[count - 1].adding(share) {
                shares[count - 1] = sum
            } else {
                shares[count] = share
                count += 1
            }
        }
        shares.removeLast(shares.count - count)
        summedCount = count
    }

    /// By key: a stable counting sort for each part of it that differs, the lowest first.
    private static func sorted(_ shares: [Share]) -> [Share] {
        let digitWidth = 11
        let varying = shares.reduce(into: UInt64(0)) { $0 |= $1.key ^ shares[0].key }
        var source = shares
        var target = shares
        for shift in stride(from: 0, to: 64, by: digitWidth) {
            let mask: UInt64 = 1 << digitWidth - 1
            guard varying >> shift & mask != 0 else { continue }
            var ends = [Int](repeating: 0, count: Int(mask) + 1)
            for share in source { ends[Int(share.key >> shift & mask)] += 1 }
            var sum = 0
            for digit in ends.indices {
                sum += ends[digit]
                ends[digit] = sum - ends[digit]
            }
            for share in source {
                let digit = Int(share.key >> shift & mask)
                target[ends[digit]] = share
                ends[digit] += 1
            }
            swap(&source, &target)
        }
        return source
    }
}

extension ShareLog {
    /// Pairs in their order, each with its sums.
    func store(in writer: inout StorageWriter) {
        var summed = self
        summed.sumUp()
        writer.put(Int64(summed.count))
        summed.forEach { row, client, retrievals, byteCount in
            row.store(in: &writer)
            client.store(in: &writer)
            retrievals.store(in: &writer)
            byteCount.store(in: &writer)
        }
    }

    /// - Parameter rowCount: How many rows of files there are.
    init(from reader: inout StorageReader, rowCount: Int, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        for _ in 0..<(try reader.count()) {
            append(
                row: try reader.number(below: rowCount), client: try reader.number(below: names.clients.count),
                retrievals: try Int64(from: &reader), byteCount: try Int64(from: &reader))
        }
    }
}
