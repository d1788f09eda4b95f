// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Who took how much of what: a sum for each pair of a file's row and a client.
///
/// Most pairs are seen once or twice, and there are more of them than of anything else. So a retrieval is only written
/// down, in order of reading; when the list has grown by half, what is new is sorted and summed into what is old. That
/// costs a fraction of looking each pair up in a table, and no more memory.
package struct ShareLog: Sendable {
    /// What one client took of one row.
    package struct Share: Sendable {
        package let row: UInt32
        package let client: UInt32
        package fileprivate(set) var retrievals: Int64
        package fileprivate(set) var byteCount: Int64

        fileprivate var key: UInt64 { UInt64(row) << 32 | UInt64(client) }
    }

    /// A pair may occur more than once.
    package private(set) var shares: [Share] = []
    /// How many at the front are in order, each pair once.
    private var summedCount = 0
    private var limit = Self.leastLimit

    private static let leastLimit = 1 << 20

    package init() {}

    mutating func add(row: Int, client: Int, byteCount: Int64) {
        if shares.count >= limit {
            sumUp()
            limit = max(Self.leastLimit, shares.count * 2)
        }
        shares.append(Share(row: UInt32(row), client: UInt32(client), retrievals: 1, byteCount: byteCount))
    }

    /// Takes over the shares of another log, whose rows and clients have these numbers here.
    mutating func merge(_ other: ShareLog, rows: [Int], clients: [Int]) {
        shares.reserveCapacity(shares.count + other.shares.count)
        for share in other.shares {
            shares.append(
                Share(
                    row: UInt32(rows[Int(share.row)]), client: UInt32(clients[Int(share.client)]),
                    retrievals: share.retrievals, byteCount: share.byteCount))
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
            if count > 0, shares[count - 1].key == share.key {
                shares[count - 1].retrievals += share.retrievals
                shares[count - 1].byteCount.addBytes(share.byteCount)
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
