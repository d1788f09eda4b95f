// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The ledger's sums with every transfer counted once, however many logs tell of it.
struct CountedRetrievals {
    /// By the ledger's row.
    private(set) var rows: [RetrievalFold.Row]
    private(set) var shares: ShareLog
    /// Records left out, because another log tells of their transfer.
    let repeatedCount: Int64

    init(_ ledger: borrowing Ledger, _ sorter: borrowing RowSorter) {
        rows = ledger.retrievals.files.rows
        shares = ledger.retrievals.shares
        guard !ledger.retrievals.transfers.entries.isEmpty else {
            repeatedCount = 0
            return
        }
        let matching = TransferMatching(ledger, sorter)
        repeatedCount = matching.repeatedCount
        for entry in ledger.retrievals.transfers.entries {
            let row = rows[Int(entry.row)]
            rows[Int(entry.row)] = RetrievalFold.Row(way: row.way, isSelection: row.isSelection)
        }
        for entry in matching.transfers {
            rows[Int(entry.row)].include(
                byteCount: entry.byteCount, entry.byteMeaning, transfer: entry.transfer, time: entry.time)
            guard let client = entry.client else { continue }
            shares.add(row: Int(entry.row), client: client, byteCount: entry.byteCount ?? 0)
        }
    }
}
