// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// What the first bytes of an artifact tell about it.
struct ArtifactHead: Sendable {
    enum Content: Sendable {
        case empty, binary, text
        /// Ids of the formats that fit best; more than one is a tie.
        case log(formats: [String])
    }

    let content: Content
    /// The first instant that it states.
    var first: Instant?
    /// Artifacts that begin alike have the same one, and hardly any others; it means nothing beyond this run.
    let fingerprint: Int
    /// The same of its first line alone.
    let lineFingerprint: Int
    let isCompressed: Bool

    /// - Throws: If not one byte can be read.
    init(of stream: inout RecordStream, detector: FormatDetector) throws(SourceError) {
        let (verdict, isBinary, fingerprints) = stream.withHead { bytes in
            let line = bytes.extracting(0..<(bytes.firstIndex(of: 0x0a) ?? bytes.count))
            return (
                bytes.isEmpty ? nil : detector.detect(bytes), Self.isBinary(bytes),
                (all: Self.fingerprint(bytes), line: Self.fingerprint(line))
            )
        }
        try stream.expectBytes()
        first = verdict?.first
        fingerprint = fingerprints.all
        lineFingerprint = fingerprints.line
        isCompressed = stream.compression != .none
        if let verdict {
            // Lines of a log make one whatever stands between them: names may be logged with control bytes in them.
            content = !verdict.formats.isEmpty ? .log(formats: verdict.formats) : isBinary ? .binary : .text
        } else {
            // The head leaves out NUL bytes; where it is empty and the artifact is not, there is nothing else.
            content = stream.decompressedByteCount > 0 ? .binary : .empty
        }
    }

    private static func fingerprint(_ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }

    /// Control bytes hardly occur in text; NUL bytes do, where a crash left a run of them in a log.
    private static func isBinary(_ bytes: Span<UInt8>) -> Bool {
        var controls = 0
        var others = 0
        for index in 0..<bytes.count {
            switch bytes[index] {
            case 0: break
            case 1..<9, 11, 12, 14..<27, 28..<32, 127: controls += 1
            default: others += 1
            }
        }
        return controls + others == 0 || controls * 50 > controls + others
    }
}
