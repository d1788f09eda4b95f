// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

extension Artifact {
    /// Takes over what the stream knows once it was read to its end.
    ///
    /// - Throws: If not one byte could be read.
    mutating func take(_ stream: borrowing RecordStream) throws(SourceError) {
        try stream.expectBytes()
        compression = stream.isGzip ? .gzip : .none
        sha256 = stream.sha256
        byteCount = stream.rawByteCount
        decompressedByteCount = stream.decompressedByteCount
        damage += stream.damage.map(Damage.init)
        if let stated = stream.statedByteCount, stated != stream.rawByteCount {
            damage.append(
                Damage(
                    kind: .changedWhileRead, offset: stream.decompressedByteCount, bytesLost: nil,
                    detail: "\(stream.rawByteCount) bytes were read; the file has \(stated) now"))
        }
    }
}

extension Damage {
    init(_ damage: StreamDamage) {
        let kind: Kind =
            switch damage.kind {
            case .truncatedGzip: .truncatedGzip
            case .corruptGzip: .corruptGzip
            case .trailingGarbage: .trailingGarbage
            case .unterminatedRecord: .unterminatedLine
            case .readError: .readError
            case .nulRun: .nulRun
            }
        self.init(kind: kind, offset: damage.offset, bytesLost: damage.bytesLost, detail: damage.detail)
    }
}
