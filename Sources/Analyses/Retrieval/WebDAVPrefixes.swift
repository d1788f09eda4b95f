// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The parts of each log's address space that answered a WebDAV method; a GET there is WebDAV too.
struct WebDAVPrefixes {
    /// First components of addresses, by series.
    private var prefixes: [Int: Set<[UInt8]>] = [:]

    init(_ ledger: borrowing Ledger) {
        for index in 0..<ledger.retrievals.webDAVPrefixes.count {
            let (series, path) = ledger.retrievals.webDAVPrefixes.pair(index)
            prefixes[series, default: []].insert(ledger.paths.array(path))
        }
    }

    func contains(_ path: Span<UInt8>, series: Int) -> Bool {
        guard let own = prefixes[series] else { return false }
        if own.contains([UInt8(ascii: "/")]) { return true }
        var end = 1
        while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
        return own.contains(path.array(0..<min(end, path.count)))
    }
}
