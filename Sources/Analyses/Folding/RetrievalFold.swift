// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Per file as logged and per way that it went: how often, how much, when and to whom.
///
/// Which logged path is which file, and which of them are in scope, is decided when the ledger is finished; so is
/// whether an address lies under WebDAV, since another log of the evidence may tell that.
package struct RetrievalFold: Sendable {
    /// One logged path on one way.
    package struct Row: Sendable {
        /// Index of the way.
        package var way: Int32 = -1
        /// Whether somebody chose the name in a program, so that it may be that of a folder.
        package var isSelection = false
        package var retrievals: Int64 = 0
        /// Sum of the stated payloads; a lower bound where `unstated` is not 0.
        package var byteCount: Int64 = 0
        /// Retrievals whose record states no bytes.
        package var unstated: Int64 = 0
        /// The most that one retrieval moved.
        package var largest: Int64 = 0
        /// The most that one retrieval moved, without what may have been headers if it is known to be a part.
        package var largestSure: Int64 = 0
        /// The most that one retrieval moved that is not known to be a part; -1 if there was none.
        package var largestWhole: Int64 = -1
        /// Retrievals that the record calls complete.
        package var statedComplete: Int64 = 0
        /// Retrievals that the record calls partial or aborted.
        package var statedPart: Int64 = 0
        package var span = TimeSpan()
    }

    /// A log and a channel in it.
    package struct Way: Sendable, Hashable {
        package var series: Int
        package var channel: Channel
    }

    package private(set) var ways: [Way] = []
    /// Bytes of archives with several named files, which no record states file by file.
    package private(set) var archiveByteCount: Int64 = 0
    /// (path, way).
    package private(set) var files = PairTable<Row>()
    /// By the index in `files` and by client; without the retrievals in `transfers`.
    package private(set) var shares = ShareLog()
    /// The retrievals of shared channels.
    package private(set) var transfers = TransferLog()
    /// Channels that several logs may tell of.
    package let sharedChannels: ChannelSet
    /// (series, path): first components of addresses that answered a WebDAV method.
    package private(set) var webDAVPrefixes = PairTable<Void>()

    /// By path, the index in `files` that its last event belonged to, since most paths go one way; -1 before that.
    private var lastFile: [Int32] = []

    package init(sharedChannels: ChannelSet) {
        self.sharedChannels = sharedChannels
    }

    mutating func observe(_ event: borrowing Event, path: Int, series: Int, client: Int?) {
        let channel = event.channel ?? .http
        let way = number(of: Way(series: series, channel: channel))
        let file = row(path: path, way: way)
        files.rows[file].include(
            byteCount: event.fileByteCount, event.byteMeaning, transfer: event.transfer ?? .unknown, time: event.time)
        if case .selection = event.naming { files.rows[file].isSelection = true }
        if !event.moreFilePaths.isEmpty { archiveByteCount.addBytes(event.byteCount ?? 0) }
        if sharedChannels.holds(channel) {
            transfers.add(event, row: file, client: client)
        } else if let client {
            shares.add(row: file, client: client, byteCount: event.fileByteCount ?? 0)
        }
    }

    private mutating func row(path: Int, way: Int) -> Int {
        while lastFile.count <= path { lastFile.append(-1) }
        let last = Int(lastFile[path])
        if last >= 0, files.rows[last].way == way { return last }
        let file = files.index(path, way, new: Row(way: Int32(way)))
        lastFile[path] = Int32(file)
        return file
    }

    mutating func observeWebDAV(prefix: Int, series: Int) {
        _ = webDAVPrefixes.index(series, prefix, new: ())
    }

    /// There are as many ways as logs, so that a search from the front is short.
    private mutating func number(of way: Way) -> Int {
        if let number = ways.firstIndex(of: way) { return number }
        ways.append(way)
        return ways.count - 1
    }

    mutating func merge(_ other: RetrievalFold, _ translation: Ledger.Translation) {
        precondition(sharedChannels == other.sharedChannels, "ledgers of one case are made with one plan")
        let wayNumbers = other.ways.map {
            number(of: Way(series: translation.series[$0.series], channel: $0.channel))
        }
        var fileNumbers: [Int] = []
        fileNumbers.reserveCapacity(other.files.count)
        for index in 0..<other.files.count {
            let (path, way) = other.files.pair(index)
            let file = row(path: translation.paths[path], way: wayNumbers[way])
            files.rows[file].merge(other.files.rows[index])
            fileNumbers.append(file)
        }
        archiveByteCount.addBytes(other.archiveByteCount)
        shares.merge(other.shares, rows: fileNumbers, clients: translation.clients)
        transfers.merge(other.transfers, rows: fileNumbers, clients: translation.clients)
        for index in 0..<other.webDAVPrefixes.count {
            let (series, prefix) = other.webDAVPrefixes.pair(index)
            observeWebDAV(prefix: translation.paths[prefix], series: translation.series[series])
        }
    }
}

extension RetrievalFold.Row {
    /// What the header of an answer adds to its content at most.
    private static let headerLimit: Int64 = 1024

    mutating func include(byteCount moved: Int64?, _ meaning: ByteMeaning, transfer: Transfer, time: Instant?) {
        retrievals += 1
        if let moved {
            byteCount.addBytes(moved)
            largest = max(largest, moved)
            let mayHoldHeaders = meaning != .payload && (transfer == .partial || transfer == .aborted)
            largestSure = max(largestSure, mayHoldHeaders ? moved - Self.headerLimit : moved)
        } else {
            unstated += 1
        }
        switch transfer {
        case .complete:
            statedComplete += 1
            largestWhole = max(largestWhole, moved ?? 0)
        case .unknown:
            largestWhole = max(largestWhole, moved ?? 0)
        case .partial, .aborted:
            statedPart += 1
        }
        if let time { span.include(time) }
    }

    mutating func merge(_ other: RetrievalFold.Row) {
        retrievals += other.retrievals
        isSelection = isSelection || other.isSelection
        byteCount.addBytes(other.byteCount)
        unstated += other.unstated
        largest = max(largest, other.largest)
        largestSure = max(largestSure, other.largestSure)
        largestWhole = max(largestWhole, other.largestWhole)
        statedComplete += other.statedComplete
        statedPart += other.statedPart
        span.merge(other.span)
    }
}
