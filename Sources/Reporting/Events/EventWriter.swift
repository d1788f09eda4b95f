// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
import Glibc

/// Events as NDJSON in the Elastic Common Schema, one object a line.
///
/// <https://www.elastic.co/guide/en/ecs/current/ecs-field-reference.html>; what the schema has no place for stands
/// under `logtrace`.
package struct EventWriter: EventStreamWriter {
    private var json = JSONWriter()

    package init() {}

    /// Bytes written and not yet taken.
    package var pendingByteCount: Int { json.bytes.count }

    package mutating func take() -> [UInt8] { json.take() }

    package mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64) {
        json.object { json in
            if let time = event.time { json.member("@timestamp", time) }
            json.object("event") { json in
                json.member("action", event.action.rawValue)
                json.member("outcome", event.outcome.rawValue)
                json.member("dataset", "\(event.dataset)")
            }
            Self.source(event, &json)
            json.group("user", [("name", event.user)], event)
            json.group("user_agent", [("original", event.userAgent)], event)
            json.group(
                "url",
                [
                    ("original", event.url), ("path", event.urlPath), ("query", event.urlQuery),
                    ("domain", event.urlDomain),
                ], event)
            json.group("file", [("path", event.filePath)], event)
            Self.http(event, &json)
            json.object("log") { json in
                json.object("file") { $0.member("path", bytes: artifact) }
                json.member("offset", offset)
            }
            json.object("logtrace") { json in
                json.member("line", line)
                if let channel = event.channel { json.member("channel", channel.rawValue) }
                json.member("action", event.action.rawValue)
                if let transfer = event.transfer { json.member("transfer", transfer.rawValue) }
                if let byteCount = event.byteCount { json.member("bytes", byteCount) }
                json.member("time_basis", event.timeBasis.rawValue)
            }
        }
        json.lineFeed()
    }

    private static func source(_ event: Event, _ json: inout JSONWriter) {
        guard event.source.isPresent else { return }
        json.object("source") { json in
            let text = event.text(event.source)
            json.member(isAddress(text) ? "ip" : "address", bytes: text)
            if let port = event.sourcePort { json.member("port", port) }
        }
    }

    /// Whether it may stand in a field that databases type as an address.
    private static func isAddress(_ text: Span<UInt8>) -> Bool {
        // The longest form, and the zero byte that C wants.
        guard text.count < INET6_ADDRSTRLEN else { return false }
        var terminated = InlineArray<46, CChar>(repeating: 0)
        for index in 0..<text.count { terminated[index] = CChar(bitPattern: text[index]) }
        var address = in6_addr()
        return terminated.span.withUnsafeBufferPointer { name in
            inet_pton(AF_INET, name.baseAddress!, &address) == 1
                || inet_pton(AF_INET6, name.baseAddress!, &address) == 1
        }
    }

    private static func http(_ event: Event, _ json: inout JSONWriter) {
        guard event.method.isPresent || event.status != nil || event.referrer.isPresent else { return }
        json.object("http") { json in
            json.group("request", [("method", event.method), ("referrer", event.referrer)], event)
            if event.status != nil || event.responseByteCount != nil {
                json.object("response") { json in
                    if let status = event.status { json.member("status_code", status) }
                    if let byteCount = event.responseByteCount { json.member("bytes", byteCount) }
                }
            }
            if event.httpVersion.isPresent { json.member("version", bytes: event.text(event.httpVersion)) }
        }
    }
}

extension JSONWriter {
    /// An object of those fields that are present; none if all are absent.
    fileprivate mutating func group(_ key: StaticString, _ fields: [(StaticString, EventField)], _ event: Event) {
        guard fields.contains(where: { $0.1.isPresent }) else { return }
        object(key) { json in
            for (name, field) in fields where field.isPresent { json.member(name, bytes: event.text(field)) }
        }
    }
}
