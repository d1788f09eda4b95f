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

    init(_ sample: HeadSample, detector: FormatDetector) {
        let bytes = sample.bytes.span
        let verdict = bytes.isEmpty ? nil : detector.detect(bytes)
        first = verdict?.first
        fingerprint = Self.fingerprint(bytes)
        lineFingerprint = Self.fingerprint(bytes.extracting(0..<(bytes.firstIndex(of: 0x0a) ?? bytes.count)))
        isCompressed = sample.isCompressed
        if let verdict {
            // Lines of a log make one whatever stands between them: names may be logged with control bytes in them.
            content = !verdict.formats.isEmpty ? .log(formats: verdict.formats) : Self.isBinary(bytes) ? .binary : .text
        } else {
            // The head leaves out NUL bytes; where it is empty and the artifact is not, there is nothing else.
            content = sample.hasContent ? .binary : .empty
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
