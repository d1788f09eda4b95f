// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Retrievals one by one, of channels that several logs of the evidence tell of: a transfer may stand in each of them, and
/// only its time and bytes tell that it is one.
package struct TransferLog: Sendable {
    /// What one record states of one retrieval, in 32 bytes.
    package struct Entry: Sendable {
        /// Index of the row in `RetrievalFold.files`.
        package var row: UInt32
        /// The ledger's client number; nil where the record names none.
        package var client: Int? { clientNumber == .max ? nil : Int(clientNumber) }
        fileprivate var clientNumber: UInt32
        private var statedBytes: Int64
        /// With the seconds of no time where the record states none: an optional would make an entry larger by a fourth.
        private var stamp: Instant
        package var transfer: Transfer
        package var basis: TimeBasis
        package var byteMeaning: ByteMeaning

        package var time: Instant? {
            get { stamp.seconds == .min ? nil : stamp }
            set { stamp = newValue ?? Self.noTime }
        }

        private static let noTime = Instant(seconds: .min)

        /// Nil where the record states none.
        package var byteCount: Int64? {
            get { statedBytes == .min ? nil : statedBytes }
            set { statedBytes = newValue ?? .min }
        }

        init(_ event: borrowing Event, row: Int, client: Int?) {
            self.init(
                row: row, client: client, byteCount: event.fileByteCount, time: event.time,
                transfer: event.transfer ?? .unknown, basis: event.timeBasis, byteMeaning: event.byteMeaning)
        }

        fileprivate init(
            row: Int, client: Int?, byteCount: Int64?, time: Instant?, transfer: Transfer, basis: TimeBasis,
            byteMeaning: ByteMeaning
        ) {
            self.row = UInt32(row)
            clientNumber = client.map { UInt32($0) } ?? .max
            statedBytes = byteCount ?? .min
            stamp = time ?? Self.noTime
            self.transfer = transfer
            self.basis = basis
            self.byteMeaning = byteMeaning
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    mutating func add(_ event: borrowing Event, row: Int, client: Int?) {
        entries.append(Entry(event, row: row, client: client))
    }

    /// Takes over the entries of another log, whose rows and clients have these numbers here.
    ///
    /// - Parameter isKept: Whether an entry, with the numbers that it has here, is one to keep.
    mutating func merge(_ other: TransferLog, rows: [Int], clients: [Int], where isKept: (Entry) -> Bool) {
        entries.reserveCapacity(entries.count + other.entries.count)
        for var entry in other.entries {
            if let client = entry.client { entry.clientNumber = UInt32(clients[client]) }
            entry.row = UInt32(rows[Int(entry.row)])
            if isKept(entry) { entries.append(entry) }
        }
    }
}

extension TransferLog {
    func store(in writer: inout StorageWriter) {
        writer.put(Int64(entries.count))
        for entry in entries {
            entry.row.store(in: &writer)
            entry.client.store(in: &writer)
            entry.byteCount.store(in: &writer)
            entry.time.store(in: &writer)
            entry.transfer.store(in: &writer)
            entry.basis.store(in: &writer)
            entry.byteMeaning.store(in: &writer)
        }
    }

    /// - Parameter rowCount: How many rows of files there are.
    init(from reader: inout StorageReader, rowCount: Int, _ names: Ledger.Names) throws(StorageError) {
        for _ in 0..<(try reader.count()) {
            let row = try reader.number(below: rowCount)
            let client = try Bool(from: &reader) ? try reader.number(below: names.clients.count) : nil
            entries.append(
                Entry(
                    row: row, client: client, byteCount: try Int64?(from: &reader), time: try Instant?(from: &reader),
                    transfer: try Transfer(from: &reader), basis: try TimeBasis(from: &reader),
                    byteMeaning: try ByteMeaning(from: &reader)))
        }
    }
}

extension Transfer: Stored {
    package func store(in writer: inout StorageWriter) { writer.putChoice(self) }
    package init(from reader: inout StorageReader) throws(StorageError) { self = try reader.choice() }
}

extension TimeBasis: Stored {
    package func store(in writer: inout StorageWriter) { writer.putChoice(self) }
    package init(from reader: inout StorageReader) throws(StorageError) { self = try reader.choice() }
}

extension ByteMeaning: Stored {
    package func store(in writer: inout StorageWriter) { writer.putChoice(self) }
    package init(from reader: inout StorageReader) throws(StorageError) { self = try reader.choice() }
}
