// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams

/// The first bytes of an artifact, to tell what it is.
struct HeadSample: Sendable {
    /// As `RecordStream.withHead` gives them.
    let bytes: [UInt8]
    let isCompressed: Bool
    /// Whether there is anything in it, if only NUL bytes.
    let hasContent: Bool

    /// - Throws: If not one byte can be read.
    init(of stream: inout RecordStream) throws(SourceError) {
        bytes = stream.withHead { head in head.withUnsafeBufferPointer { Array($0) } }
        try stream.expectBytes()
        isCompressed = stream.compression != .none
        hasContent = stream.decompressedByteCount > 0
    }
}

extension HeadSample: Stored {
    func store(in writer: inout StorageWriter) {
        let packed = PackedBytes(packing: bytes)
        packed.bytes.store(in: &writer)
        packed.unpackedByteCount.store(in: &writer)
        isCompressed.store(in: &writer)
        hasContent.store(in: &writer)
    }

    init(from reader: inout StorageReader) throws(StorageError) {
        let packed = PackedBytes(packed: try [UInt8](from: &reader), unpackedByteCount: try Int(from: &reader))
        guard let bytes = packed.unpacked else { throw StorageError() }
        self.bytes = bytes
        isCompressed = try Bool(from: &reader)
        hasContent = try Bool(from: &reader)
    }
}
