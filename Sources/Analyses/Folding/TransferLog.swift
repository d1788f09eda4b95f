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
            self.row = UInt32(row)
            clientNumber = client.map { UInt32($0) } ?? .max
            statedBytes = event.fileByteCount ?? .min
            stamp = event.time ?? Self.noTime
            transfer = event.transfer ?? .unknown
            basis = event.timeBasis
            byteMeaning = event.byteMeaning
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    mutating func add(_ event: borrowing Event, row: Int, client: Int?) {
        entries.append(Entry(event, row: row, client: client))
    }

    /// Takes over the entries of another log, whose rows and clients have these numbers here.
    mutating func merge(_ other: TransferLog, rows: [Int], clients: [Int]) {
        entries.reserveCapacity(entries.count + other.entries.count)
        for var entry in other.entries {
            if let client = entry.client { entry.clientNumber = UInt32(clients[client]) }
            entry.row = UInt32(rows[Int(entry.row)])
            entries.append(entry)
        }
    }
}
