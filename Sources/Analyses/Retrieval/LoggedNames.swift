// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What the ledger's rows of shared channels name, in a form that does not depend on which log wrote it.
///
/// Servers replace characters of names, each its own: of `Åsa 1.wav`, vsftpd.log has `??sa 1.wav` and its xferlog
/// `??sa_1.wav`. Such names are alike, and that is enough for records that agree on the client, the second and the bytes.
struct LoggedNames {
    private struct Row {
        let series: Int
        let transferProtocol: TransferProtocol
        let isWebDAV: Bool
        let file: Int
        let isKnown: Bool
        /// Number of the alike form of the path, and of that of its last component.
        let path: Int
        let name: Int
        /// Of the path as logged, among all paths.
        let order: Int
    }

    /// By the ledger's row; nil for rows of channels that are not shared.
    private var rows: [Row?]
    private var paths = NameTable()
    private var names = NameTable()

    init(_ ledger: borrowing Ledger, _ sorter: borrowing RowSorter) {
        let fold = ledger.retrievals
        rows = [Row?](repeating: nil, count: fold.files.count)
        guard !fold.transfers.entries.isEmpty else { return }
        let seriesRanks = Self.ranks(ledger.seriesNames)
        let pathRanks = Self.ranks(ledger.paths)
        for number in rows.indices {
            let (path, way) = fold.files.pair(number)
            guard fold.sharedChannels.holds(fold.ways[way].channel) else { continue }
            let alike = AlikeName.of(ledger.paths[path].withoutLeadingSlashes)
            let transferProtocol = TransferProtocol(fold.ways[way].channel)
            let name = [transferProtocol.rawValue] + alike[alike.span.lastComponentStart...]
            let place = sorter.places[number]
            rows[number] = Row(
                series: seriesRanks[fold.ways[way].series], transferProtocol: transferProtocol,
                isWebDAV: sorter.routes[place.route].channel == .webdav, file: place.file,
                isKnown: sorter.files[place.file].isInInventory,
                path: paths.intern(alike.span), name: names.intern(name.span), order: pathRanks[path])
        }
    }

    private static func ranks(_ table: borrowing NameTable) -> [Int] {
        var ranks = [Int](repeating: 0, count: table.count)
        for (rank, id) in table.sortedIDs.enumerated() { ranks[id] = rank }
        return ranks
    }

    private subscript(row: UInt32) -> Row {
        guard let row = rows[Int(row)] else { preconditionFailure("only shared channels keep transfers one by one") }
        return row
    }

    /// Equal for all rows with the same protocol and alike last components.
    func key(_ row: UInt32) -> UInt64 { UInt64(self[row].name) }

    func series(_ row: UInt32) -> Int { self[row].series }

    func protocolOf(_ row: UInt32) -> TransferProtocol { self[row].transferProtocol }

    /// Whether two rows can name one file: the same, or two that are not both known, one of which names it from a folder
    /// further down (a chroot, a working directory).
    func areOneFile(_ left: UInt32, _ right: UInt32) -> Bool {
        let (left, right) = (self[left], self[right])
        if left.file == right.file { return true }
        if left.isKnown && right.isKnown { return false }
        return left.path == right.path || paths[left.path].ends(inPath: paths[right.path])
            || paths[right.path].ends(inPath: paths[left.path])
    }

    /// Whether `row` says better than `other` which file it was: a known one first, then the longer path.
    func isBetter(_ row: UInt32, than other: UInt32) -> Bool {
        let (left, right) = (self[row], self[other])
        if left.isKnown != right.isKnown { return left.isKnown }
        if left.path != right.path, paths[left.path].count != paths[right.path].count {
            return paths[left.path].count > paths[right.path].count
        }
        if left.isWebDAV != right.isWebDAV { return left.isWebDAV }
        return (left.order, left.series) < (right.order, right.series)
    }
}

extension Span<UInt8> {
    /// Whether the longer `path` ends in the components of this one.
    fileprivate func ends(inPath path: Span<UInt8>) -> Bool {
        guard !isEmpty, count < path.count, path[path.count - count - 1] == UInt8(ascii: "/") else { return false }
        let end = path.extracting(path.count - count..<path.count)
        return !end.precedes(self) && !precedes(end)
    }
}
