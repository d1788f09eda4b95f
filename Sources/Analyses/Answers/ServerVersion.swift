// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What a server called itself when it started, which tells how old it was.
package struct ServerVersion: Sendable, Equatable {
    /// The series of the log that tells it.
    package let series: [UInt8]
    /// `Apache/2.4.7 (Ubuntu) OpenSSL/1.0.1f`
    package let text: [UInt8]
    package let starts: Int64
    /// Of the starts; the server may have run before the first and after the last.
    package let span: TimeSpan

    /// By series and text.
    static func all(in ledger: borrowing Ledger) -> [ServerVersion] {
        let rows = ledger.servers.rows
        var versions: [ServerVersion] = []
        for index in 0..<rows.count {
            let (series, name) = rows.pair(index)
            versions.append(
                ServerVersion(
                    series: ledger.seriesNames.array(series), text: ledger.serverNames.array(name),
                    starts: rows.rows[index].starts, span: rows.rows[index].span))
        }
        return versions.sorted { left, right in
            left.series != right.series
                ? left.series.lexicographicallyPrecedes(right.series)
                : left.text.lexicographicallyPrecedes(right.text)
        }
    }
}
