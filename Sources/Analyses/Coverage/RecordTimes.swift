// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// When a log has records: from which second to which, and the silences between them.
package struct RecordTimes: Sendable {
    package let first: Int64
    package let last: Int64
    /// In order of time; all that are longer than `leastLength`.
    package let silences: [Silence]
    package let leastLength: Int64

    package init(first: Int64, last: Int64, silences: [Silence], leastLength: Int64) {
        self.first = first
        self.last = last
        self.silences = silences
        self.leastLength = leastLength
    }

    /// Of single records.
    package init?(seconds: [Int64]) {
        var list = SilenceList()
        for second in Set(seconds).sorted() { list.add(second) }
        self.init(list)
    }

    /// Nil without records.
    ///
    /// - Parameter list: United.
    init?(_ list: SilenceList) {
        guard let span = list.span else { return nil }
        self.init(first: span.lowerBound, last: span.upperBound, silences: list.silences, leastLength: list.leastLength)
    }

    var span: Int64 { last - first }

    /// Whether most seconds have a record, so that hardly any silences are left to learn habits from: then each is told by
    /// its length alone, and nothing of five minutes is natural.
    var isSaturated: Bool {
        let silent = silences.reduce(0) { $0 + $1.length }
        return silences.count < SilenceModel.leastCount && span >= Seconds.hour && 2 * (span - silent) >= span
    }

    /// Of a silence in a log with a record in most seconds: half of an independent event in each.
    func saturatedResidual(_ silence: Silence) -> Double { 0.5 * Double(silence.length) / Double(leastLength) }

    var timeSpan: TimeSpan {
        var span = TimeSpan()
        span.include(Instant(seconds: first))
        span.include(Instant(seconds: last))
        return span
    }
}

/// Lengths of time in seconds.
enum Seconds {
    static let hour: Int64 = 3600
    static let day: Int64 = 86_400
    /// 365.25 days; what a log of this length is called a log-year.
    static let year = 365.25 * 86_400
}
