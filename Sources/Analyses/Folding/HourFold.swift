// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Per series and hour: lines, retrievals, their bytes, and about how many clients.
///
/// Clients are counted with a bitmap for each hour: a client sets the bit that its name tells, and the bits that are left
/// tell how many there were. Bitmaps are halved when there are more hours, by laying one half over the other, so that
/// neither order nor split shows in them.
package struct HourFold: Sendable {
    /// By the ledger's series number.
    private var series: [SeriesHours] = []
    /// Hours with lines, of all series.
    private var count = 0
    /// Words of one bitmap; a power of two.
    private var width = Self.widths.upperBound

    static let widths = 2...32
    /// Of all bitmaps, as long as they are wider than the least: 1 MB.
    private static let wordLimit = 1 << 17

    /// The row of the last record, which the next one mostly belongs to as well.
    private var lastPlace = -1
    private var lastSeries = -1
    private var lastHour: Int64 = 0

    package init() {}

    /// - Parameter mark: A hash of the client's name, the same in every run; nil without a client.
    @inline(__always)
    mutating func observe(_ event: borrowing Event, at time: Instant, series number: Int, mark: UInt32?) {
        let hour = Self.hour(time.seconds)
        if hour != lastHour || number != lastSeries { find(number, hour) }
        if case .retrieve = event.action {
            add(SeriesHours.Row(lines: 1, retrievals: 1, byteCount: event.byteCount ?? 0), to: number)
        } else {
            add(SeriesHours.Row(lines: 1), to: number)
        }
        if let mark { series[number].addClient(mark, at: lastPlace) }
    }

    /// Hours since 1970, held within what 32 bits hold: 245,000 years.
    private static func hour(_ seconds: Int64) -> Int64 {
        let hour = seconds >= 0 ? seconds / 3600 : -((3599 - seconds) / 3600)
        return min(max(hour, Int64(Int32.min)), Int64(Int32.max))
    }

    private mutating func find(_ number: Int, _ hour: Int64) {
        reserve(number)
        lastPlace = series[number].place(of: hour)
        lastSeries = number
        lastHour = hour
    }

    @inline(__always)
    private mutating func add(_ row: SeriesHours.Row, to number: Int) {
        let before = series[number].count
        series[number].add(row, at: lastPlace)
        guard series[number].count > before else { return }
        count += 1
        narrow()
    }

    private mutating func reserve(_ number: Int) {
        while series.count <= number { series.append(SeriesHours(width: width)) }
    }

    private mutating func narrow() {
        guard width > Self.widths.lowerBound, count * width > Self.wordLimit else { return }
        while width > Self.widths.lowerBound, count * width > Self.wordLimit { width /= 2 }
        for number in series.indices { series[number].narrow(to: width) }
    }

    mutating func merge(_ other: HourFold, _ translation: Ledger.Translation) {
        width = min(width, other.width)
        for number in series.indices { series[number].narrow(to: width) }
        for (number, var hours) in other.series.enumerated() {
            hours.narrow(to: width)
            let number = translation.series[number]
            reserve(number)
            count -= series[number].count
            series[number].merge(hours)
            count += series[number].count
        }
        narrow()
        lastSeries = -1
    }

    /// The hours of one series: number of each hour since 1970, its row, and about how many clients it had; in no order.
    func hours(of number: Int) -> [(hour: Int64, row: SeriesHours.Row, clients: Double)] {
        series.indices.contains(number) ? series[number].hours : []
    }

    /// The days of UTC on which each series has retrievals, in order.
    func retrievalDays(seriesCount: Int) -> [[Series.Day]] {
        (0..<seriesCount).map { number in
            var counts: [Int64: Int64] = [:]
            for (hour, row, _) in hours(of: number) where row.retrievals > 0 {
                counts[Self.day(hour), default: 0] += Int64(row.retrievals)
            }
            return counts.sorted { $0.key < $1.key }.map { Series.Day(day: $0.key, retrievals: $0.value) }
        }
    }

    private static func day(_ hour: Int64) -> Int64 { hour >= 0 ? hour / 24 : -((23 - hour) / 24) }

    /// What is allocated for a series.
    package func byteCount(of number: Int) -> Int { series.indices.contains(number) ? series[number].byteCount : 0 }
}

extension HourFold {
    func store(in writer: inout StorageWriter) {
        width.store(in: &writer)
        series.store(in: &writer)
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        width = try Int(from: &reader)
        series = try reader.rows(atMost: names.series.count)
        guard Self.widths.contains(width), series.allSatisfy({ $0.width == width }) else { throw StorageError() }
        count = series.reduce(0) { $0 + $1.count }
    }
}
