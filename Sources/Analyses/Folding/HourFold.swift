// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Glibc

/// Per series and hour: lines, retrievals, their bytes, and about how many clients.
///
/// Clients are counted with a bitmap for each hour: a client sets the bit that its name tells, and the bits that are left
/// tell how many there were (linear counting: Whang, Vander-Zanden, Taylor 1990). Bitmaps are halved when there are
/// more hours, by laying one half over the other, so that neither order nor split shows in them.
package struct HourFold: Sendable {
    package struct Row: Sendable {
        package var lines: UInt32 = 0
        package var retrievals: UInt32 = 0
        package var byteCount: Int64 = 0

        fileprivate mutating func add(_ other: Row) {
            lines = UInt32(min(UInt64(lines) + UInt64(other.lines), UInt64(UInt32.max)))
            retrievals = UInt32(min(UInt64(retrievals) + UInt64(other.retrievals), UInt64(UInt32.max)))
            byteCount.addBytes(other.byteCount)
        }
    }

    private var rows = PairTable<Row>()
    /// Of all rows one after the other.
    private var bitmaps: [UInt64] = []
    /// Words of one bitmap; a power of two.
    private var width = Self.greatestWidth

    private static let greatestWidth = 32
    private static let leastWidth = 2
    /// Of all bitmaps, as long as they are wider than the least.
    private static let wordLimit = 1 << 17

    /// The row of the last record, which the next one mostly belongs to as well.
    private var lastRow = -1
    private var lastSeries = -1
    private var lastHour: Int64 = 0

    package init() {}

    /// - Parameter mark: A hash of the client's name, the same in every run; nil without a client.
    @inline(__always)
    mutating func observe(_ event: borrowing Event, at time: Instant, series: Int, mark: UInt32?) {
        let hour = Self.hour(time.seconds)
        if hour != lastHour || series != lastSeries { lastRow = row(series, hour) }
        if case .retrieve = event.action {
            rows.rows[lastRow].add(Row(lines: 1, retrievals: 1, byteCount: event.byteCount ?? 0))
        } else {
            rows.rows[lastRow].add(Row(lines: 1))
        }
        guard let mark else { return }
        let bit = Int(mark) & (width * 64 - 1)
        bitmaps[lastRow * width + bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Hours since 1970, held within what half a key holds: 245,000 years.
    private static func hour(_ seconds: Int64) -> Int64 {
        let hour = seconds >= 0 ? seconds / 3600 : -((3599 - seconds) / 3600)
        return min(max(hour, Int64(Int32.min)), Int64(Int32.max))
    }

    private mutating func row(_ series: Int, _ hour: Int64) -> Int {
        lastSeries = series
        lastHour = hour
        let row = rows.index(series, Int(hour - Int64(Int32.min)), new: Row())
        if row * width == bitmaps.count {
            bitmaps.append(contentsOf: repeatElement(0, count: width))
            narrow()
        }
        return row
    }

    private mutating func narrow() {
        while width > Self.leastWidth, rows.count * width > Self.wordLimit {
            let half = width / 2
            bitmaps = (0..<rows.count * half).map { index in
                let start = index / half * width + index % half
                return bitmaps[start] | bitmaps[start + half]
            }
            width = half
        }
    }

    mutating func merge(_ other: HourFold, _ translation: Ledger.Translation) {
        for index in 0..<other.rows.count {
            let (series, hour) = other.rows.pair(index)
            let row = self.row(translation.series[series], Int64(hour) + Int64(Int32.min))
            rows.rows[row].add(other.rows.rows[index])
            for word in 0..<other.width {
                bitmaps[row * width + word & (width - 1)] |= other.bitmaps[index * other.width + word]
            }
        }
        lastSeries = -1
    }

    /// The hours of all series: number of the hour since 1970, its row, and about how many clients it had.
    func hours(seriesCount: Int) -> [[(hour: Int64, row: Row, clients: Double)]] {
        var hours = [[(hour: Int64, row: Row, clients: Double)]](repeating: [], count: seriesCount)
        for index in 0..<rows.count {
            let (series, hour) = rows.pair(index)
            hours[series].append((Int64(hour) + Int64(Int32.min), rows.rows[index], clientCount(index)))
        }
        return hours
    }

    /// The days of UTC on which each series has retrievals, in order.
    func retrievalDays(seriesCount: Int) -> [[Series.Day]] {
        var days = [[Int64: Int64]](repeating: [:], count: seriesCount)
        for index in 0..<rows.count where rows.rows[index].retrievals > 0 {
            let (series, hour) = rows.pair(index)
            let day = Self.day(Int64(hour) + Int64(Int32.min))
            days[series][day, default: 0] += Int64(rows.rows[index].retrievals)
        }
        return days.map { counts in
            counts.sorted { $0.key < $1.key }.map { Series.Day(day: $0.key, retrievals: $0.value) }
        }
    }

    private static func day(_ hour: Int64) -> Int64 { hour >= 0 ? hour / 24 : -((23 - hour) / 24) }

    private func clientCount(_ row: Int) -> Double {
        let size = Double(width * 64)
        let set = bitmaps[row * width..<(row + 1) * width].reduce(0) { $0 + $1.nonzeroBitCount }
        // With no bit left, as many as leave one in the middle of cases.
        return set == 0 ? 0 : -size * log(max(size - Double(set), 0.5) / size)
    }
}

extension HourFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        lines.store(in: &writer)
        retrievals.store(in: &writer)
        byteCount.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            lines: try UInt32(from: &reader), retrievals: try UInt32(from: &reader),
            byteCount: try Int64(from: &reader))
    }
}

extension HourFold {
    func store(in writer: inout StorageWriter) {
        rows.store(in: &writer)
        width.store(in: &writer)
        bitmaps.store(in: &writer)
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try PairTable(from: &reader, limits: (names.series.count, 1 << 32))
        width = try Int(from: &reader)
        bitmaps = try [UInt64](from: &reader)
        guard (Self.leastWidth...Self.greatestWidth).contains(width), width.nonzeroBitCount == 1,
            bitmaps.count == rows.count * width
        else { throw StorageError() }
    }
}
