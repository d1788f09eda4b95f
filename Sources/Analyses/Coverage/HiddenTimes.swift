// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Adds to the gaps of each log what its hours tell: times of thinned records, and what may have left in gaps.
struct HiddenTimes {
    private let hours: HourFold
    private let files: FilesBySeries
    /// A log whose stamps range over more hours is not of one clock.
    private static let greatestHours: Int64 = 1 << 20

    /// - Parameter series: Numbers of those with gaps that may hide something.
    init(_ ledger: borrowing Ledger, series: Set<Int>) {
        hours = ledger.hours
        files = FilesBySeries(ledger, series: series)
    }

    func completed(_ gaps: [Gap], of series: SeriesTimes) -> [Gap] {
        guard let records = series.records, let number = series.number,
            records.span / Seconds.hour < Self.greatestHours, case let hours = hours.hours(of: number), !hours.isEmpty
        else { return gaps.map { completed($0, reason: "this log names no retrievals") } }
        let window = records.first..<records.last + 1
        let table = HourTable(
            hours, records, offset: series.offset, lost: gaps.filter(\.isLoss).map { $0.extent(in: window) })
        let thinned =
            series.model == nil && !records.isSaturated
            ? [] : ThinningSearch.candidates(in: table).map { $0.gap(of: series) }
        guard gaps.contains(where: \.isLoss) else { return gaps + thinned }
        let once = RetrievedOnce(files.files(of: number))
        guard once.retrievals > 0 else {
            return (gaps + thinned).map { completed($0, reason: "this log names no retrievals") }
        }
        let hidden = HiddenTime(table, once)
        return gaps.map { gap in
            guard gap.from != nil, gap.to != nil else {
                return completed(gap, reason: "the log does not go on on both sides of the gap")
            }
            var gap = gap
            if gap.isLoss { gap.unobserved = hidden.unobserved(in: gap.extent(in: window)) }
            return gap
        } + thinned
    }

    private func completed(_ gap: Gap, reason: String) -> Gap {
        guard gap.isLoss else { return gap }
        var gap = gap
        gap.unobserved = .notIdentifiable(reason: reason)
        return gap
    }
}

/// The files that each log tells of: how often each was retrieved, and between which seconds.
private struct FilesBySeries {
    /// Of the ledger's rows, in the order of series and paths.
    private var rows: [(series: Int, path: Int, retrievals: Int64, span: ClosedRange<Int64>)] = []

    init(_ ledger: borrowing Ledger, series: Set<Int>) {
        guard !series.isEmpty else { return }
        let fold = ledger.retrievals
        let isAsked = fold.ways.map { series.contains($0.series) }
        for index in 0..<fold.files.count {
            let row = fold.files.rows[index]
            guard isAsked[Int(row.way)], let first = row.span.first, let last = row.span.last else { continue }
            rows.append(
                (
                    fold.ways[Int(row.way)].series, fold.files.pair(index).left, row.retrievals,
                    first.seconds...last.seconds
                ))
        }
        rows.sort { ($0.series, $0.path) < ($1.series, $1.path) }
    }

    /// A path that a log has on several channels is one file.
    func files(of series: Int) -> [(retrievals: Int64, span: ClosedRange<Int64>)] {
        var files: [(retrievals: Int64, span: ClosedRange<Int64>)] = []
        var lastPath = -1
        for row in rows[range(of: series)] {
            if row.path == lastPath {
                let other = files[files.count - 1]
                files[files.count - 1] = (
                    other.retrievals + row.retrievals,
                    min(other.span.lowerBound, row.span.lowerBound)...max(other.span.upperBound, row.span.upperBound)
                )
            } else {
                files.append((row.retrievals, row.span))
            }
            lastPath = row.path
        }
        return files
    }

    private func range(of series: Int) -> Range<Int> {
        func start(_ series: Int) -> Int {
            var low = 0
            var high = rows.count
            while low < high {
                let middle = (low + high) / 2
                if rows[middle].series < series { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return start(series)..<start(series + 1)
    }
}
