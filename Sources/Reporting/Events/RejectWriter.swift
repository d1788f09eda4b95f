// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Lines that no format fits, as NDJSON with the keys that events have:
///
///     {"log":{"file":{"path":"access.log"},"offset":97},"logtrace":{"line":2,"expected":"timestamp","position":12},"event":{"original":"..."}}
///
/// `position` counts bytes from the start of the line; `event.original` is absent of a line beyond 1 MiB.
package enum RejectWriter {
    package static func line(_ line: MalformedLine, of artifact: [UInt8], text: [UInt8]?) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("log") { json in
                json.object("file") { $0.member("path", bytes: artifact) }
                json.member("offset", line.offset)
            }
            json.object("logtrace") { json in
                json.member("line", line.lineNumber)
                json.member("expected", line.malformation.expected.rawValue)
                json.member("position", line.malformation.position)
            }
            if let text { json.object("event") { $0.member("original", bytes: text) } }
        }
        json.lineFeed()
        return json.take()
    }
}
