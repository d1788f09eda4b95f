// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import ByteStreams

extension Event {
    /// Sets `filePath` to the bytes at `name`, with `//` and dot segments resolved.
    mutating func setFilePath(_ name: Range<Int>, of bytes: Span<UInt8>) {
        guard !PathNormalisation.isResolved(bytes.extracting(name)) else {
            filePath = EventField(name)
            return
        }
        filePath = appending { output in
            let start = output.count
            output.append(addingBytesOf: bytes.extracting(name))
            PathNormalisation.resolve(&output, from: start)
        }
    }

    /// The same for a percent-encoded path.
    mutating func setFilePath(percentEncoded path: Range<Int>, of bytes: Span<UInt8>) {
        filePath = appending { output in
            let start = output.count
            Escapes.undoPercent(bytes.extracting(path), into: &output)
            PathNormalisation.resolve(&output, from: start)
        }
    }
}
