// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A value that is written into ledger files and read back from them, the same.
///
/// What is written is told by the types alone, one part after the other: a reader must know what comes. A type that changes
/// what it writes makes another version of the ledger file.
package protocol Stored {
    func store(in writer: inout StorageWriter)
    init(from reader: inout StorageReader) throws(StorageError)
}

/// Bytes that are not what was written.
package struct StorageError: Error, Equatable {
    package init() {}
}

extension FixedWidthInteger {
    package func store(in writer: inout StorageWriter) { writer.put(Int64(truncatingIfNeeded: self)) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        let value = try reader.int64()
        if Self.isSigned || Self.bitWidth < 64 {
            guard let exact = Self(exactly: value) else { throw StorageError() }
            self = exact
        } else {
            self = Self(truncatingIfNeeded: value)
        }
    }
}

extension Int64: Stored {}
extension Int32: Stored {}
extension Int: Stored {}
extension UInt8: Stored {}
extension UInt32: Stored {}
extension UInt64: Stored {}

extension Bool: Stored {
    package func store(in writer: inout StorageWriter) { writer.put(Int64(self ? 1 : 0)) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        switch try reader.int64() {
        case 0: self = false
        case 1: self = true
        default: throw StorageError()
        }
    }
}

extension String: Stored {
    package func store(in writer: inout StorageWriter) { writer.put(bytes: Array(utf8)) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self = String(decoding: try reader.bytes(), as: UTF8.self)
    }
}

extension Optional: Stored where Wrapped: Stored {
    package func store(in writer: inout StorageWriter) {
        (self != nil).store(in: &writer)
        if let self { self.store(in: &writer) }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self = try Bool(from: &reader) ? try Wrapped(from: &reader) : nil
    }
}

extension Array: Stored where Element: Stored {
    package func store(in writer: inout StorageWriter) {
        // A cast looks at each byte alone.
        if Element.self == UInt8.self {
            writer.put(bytes: withUnsafeBytes { Array<UInt8>($0) })
            return
        }
        writer.put(Int64(count))
        for element in self { element.store(in: &writer) }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        if Element.self == UInt8.self {
            self = unsafeBitCast(try reader.bytes(), to: [Element].self)
            return
        }
        self = []
        // Each takes a byte at least, so that no made-up count is believed.
        let count = try reader.count()
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(from: &reader)) }
    }
}

/// A choice is stored by its name, which the schema of the report fixes too.
extension Stored where Self: RawRepresentable, RawValue == String {
    package func store(in writer: inout StorageWriter) { rawValue.store(in: &writer) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        guard let value = Self(rawValue: try String(from: &reader)) else { throw StorageError() }
        self = value
    }
}

extension Instant: Stored {
    package func store(in writer: inout StorageWriter) {
        seconds.store(in: &writer)
        nanoseconds.store(in: &writer)
        fractionDigits.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            seconds: try Int64(from: &reader), nanoseconds: try UInt32(from: &reader),
            fractionDigits: try UInt8(from: &reader))
    }
}

extension ChannelSet: Stored {
    package func store(in writer: inout StorageWriter) { rawValue.store(in: &writer) }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(rawValue: try UInt8(from: &reader))
    }
}
