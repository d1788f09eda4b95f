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
        compression = Compression(stream.compression)
        sha256 = stream.sha256
        byteCount = stream.rawByteCount
        decompressedByteCount = stream.decompressedByteCount
        damage += stream.damage.map(Damage.init)
        if let obstacle = stream.obstacle {
            content = .unreadable(reason: obstacle)
            decompressedByteCount = nil
            lines = nil
        }
        if stream.decompressedByteCount > Self.bombSize,
            stream.decompressedByteCount / Self.bombRatio > stream.rawByteCount
        {
            damage.append(
                Damage(
                    kind: .decompressionBomb, offset: 0, bytesLost: 0,
                    detail: "\(stream.rawByteCount) bytes hold \(stream.decompressedByteCount)"))
        }
        if let stated = stream.statedByteCount, stated != stream.rawByteCount {
            damage.append(
                Damage(
                    kind: .changedWhileRead, offset: stream.decompressedByteCount, bytesLost: nil,
                    detail: "\(stream.rawByteCount) bytes were read; the file has \(stated) now"))
        }
    }
}

extension Artifact {
    /// Logs become a tenth or a thirtieth by compression; what becomes less than this is no log that a server wrote.
    private static let bombRatio: Int64 = 200
    private static let bombSize: Int64 = 64 << 20
}

extension Artifact.Compression {
    fileprivate init(_ compression: StreamCompression) {
        self =
            switch compression {
            case .none: .none
            case .gzip: .gzip
            case .bzip2: .bzip2
            case .xz: .xz
            case .zstd: .zstd
            }
    }
}

extension Damage {
    init(_ damage: StreamDamage) {
        let kind: Kind =
            switch damage.kind {
            case .truncatedGzip: .truncatedGzip
            case .corruptGzip: .corruptGzip
            case .corruptCompressed: .corruptCompressed
            case .trailingGarbage: .trailingGarbage
            case .unterminatedRecord: .unterminatedLine
            case .readError: .readError
            case .nulRun: .nulRun
            }
        self.init(kind: kind, offset: damage.offset, bytesLost: damage.bytesLost, detail: damage.detail)
    }
}
