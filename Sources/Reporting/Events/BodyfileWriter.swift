// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Events as a body file of The Sleuth Kit 3 and later, for mactime(1):
///
///     0|http retrieve success 192.0.2.7 /calls/a.wav 1000 bytes (access.log:12)|0|0|0|0|1000|1550232001|1550232001|1550232001|0
///
/// <https://wiki.sleuthkit.org/index.php?title=Body_file>: MD5, name, inode, mode, UID, GID, size, then the instants of
/// access, modification, change and creation, 0 for none.
package struct BodyfileWriter: EventStreamWriter {
    private var bytes: [UInt8] = []

    package init() {}

    package var pendingByteCount: Int { bytes.count }

    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    package mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64) {
        let name = "\(event.summary) (\(TerminalText.escaped(artifact)):\(line))".split(
            separator: "|", omittingEmptySubsequences: false
        ).joined(separator: "%7C")
        let time = event.time?.seconds ?? 0
        bytes += "0|\(name)|0|0|0|0|\(event.byteCount ?? 0)|\(time)|\(time)|\(time)|0\n".utf8
    }
}
