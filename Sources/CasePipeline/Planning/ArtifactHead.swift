// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

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
    /// The bytes themselves, so that artifacts that begin alike can be found.
    let bytes: [UInt8]

    init(_ bytes: Span<UInt8>, detector: FormatDetector) {
        self.bytes = bytes.withUnsafeBufferPointer { Array($0) }
        if bytes.isEmpty {
            content = .empty
        } else if Self.isBinary(bytes) {
            content = .binary
        } else {
            let verdict = detector.detect(bytes)
            content = verdict.formats.isEmpty ? .text : .log(formats: verdict.formats)
        }
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
