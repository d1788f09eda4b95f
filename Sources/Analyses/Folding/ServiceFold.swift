// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Per series: when services were started and stopped.
struct ServiceFold: Sendable {
    struct Row: Sendable {
        /// In ascending order, each once.
        var starts: [Int64] = []
        var stops: [Int64] = []
    }

    /// By the ledger's series number.
    private var rows: [Row] = []

    /// A log may be nothing but restarts; of one kind, so many of the earliest are kept.
    private static let limit = 10_000

    init() {}

    func row(of series: Int) -> Row { rows.indices.contains(series) ? rows[series] : Row() }

    mutating func observe(_ event: borrowing Event, at time: Instant, series: Int) {
        switch event.action {
        case .start:
            reserve(series)
            rows[series].starts.insert(sorted: time.seconds, limit: Self.limit)
        case .stop:
            reserve(series)
            rows[series].stops.insert(sorted: time.seconds, limit: Self.limit)
        default: break
        }
    }

    private mutating func reserve(_ series: Int) {
        while rows.count <= series { rows.append(Row()) }
    }

    mutating func merge(_ other: ServiceFold, _ translation: Ledger.Translation) {
        for (number, row) in other.rows.enumerated() {
            let number = translation.series[number]
            reserve(number)
            for second in row.starts { rows[number].starts.insert(sorted: second, limit: Self.limit) }
            for second in row.stops { rows[number].stops.insert(sorted: second, limit: Self.limit) }
        }
    }
}

extension [Int64] {
    fileprivate mutating func insert(sorted value: Int64, limit: Int) {
        var place = count
        while place > 0, self[place - 1] > value { place -= 1 }
        guard place == 0 || self[place - 1] != value else { return }
        insert(value, at: place)
        if count > limit { removeLast() }
    }
}

extension ServiceFold.Row: Stored {
    func store(in writer: inout StorageWriter) {
        starts.store(in: &writer)
        stops.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        self.init(starts: try [Int64](from: &reader), stops: try [Int64](from: &reader))
    }
}

extension ServiceFold {
    func store(in writer: inout StorageWriter) { rows.store(in: &writer) }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init()
        rows = try reader.rows(atMost: names.series.count)
    }
}
