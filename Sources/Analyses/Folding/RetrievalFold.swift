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
        precondition(
            sharedChannels.isSubset(of: other.sharedChannels), "what was summed cannot be told apart any more")
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
        transfers.merge(other.transfers, rows: fileNumbers, clients: translation.clients) { entry in
            let row = Int(entry.row)
            guard !sharedChannels.holds(ways[Int(files.rows[row].way)].channel) else { return true }
            // Only one log of this case tells of the channel, which was not known when that log was read.
            if let client = entry.client { shares.add(row: row, client: client, byteCount: entry.byteCount ?? 0) }
            return false
        }
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

extension RetrievalFold.Row: Stored {
    package func store(in writer: inout StorageWriter) {
        way.store(in: &writer)
        isSelection.store(in: &writer)
        for sum in [
            retrievals, byteCount, unstated, largest, largestSure, largestWhole, statedComplete, statedPart,
        ] { sum.store(in: &writer) }
        span.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            way: try Int32(from: &reader), isSelection: try Bool(from: &reader), retrievals: try Int64(from: &reader),
            byteCount: try Int64(from: &reader), unstated: try Int64(from: &reader), largest: try Int64(from: &reader),
            largestSure: try Int64(from: &reader), largestWhole: try Int64(from: &reader),
            statedComplete: try Int64(from: &reader), statedPart: try Int64(from: &reader),
            span: try TimeSpan(from: &reader))
    }
}

extension RetrievalFold {
    func store(in writer: inout StorageWriter) {
        sharedChannels.store(in: &writer)
        writer.put(Int64(ways.count))
        for way in ways {
            way.series.store(in: &writer)
            way.channel.index.store(in: &writer)
        }
        archiveByteCount.store(in: &writer)
        files.store(in: &writer)
        shares.store(in: &writer)
        transfers.store(in: &writer)
        webDAVPrefixes.store(in: &writer)
    }

    init(from reader: inout StorageReader, _ names: Ledger.Names) throws(StorageError) {
        self.init(sharedChannels: try ChannelSet(from: &reader))
        for _ in 0..<(try reader.count()) {
            ways.append(Way(series: try reader.number(below: names.series.count), channel: try reader.choice()))
        }
        archiveByteCount = try Int64(from: &reader)
        files = try PairTable(from: &reader, limits: (names.paths.count, ways.count))
        for index in 0..<files.count {
            guard Int(files.rows[index].way) == files.pair(index).right else { throw StorageError() }
        }
        shares = try ShareLog(from: &reader, rowCount: files.count, names)
        transfers = try TransferLog(from: &reader, rowCount: files.count, names)
        webDAVPrefixes = try PairTable(from: &reader, limits: (names.series.count, names.paths.count))
    }
}
