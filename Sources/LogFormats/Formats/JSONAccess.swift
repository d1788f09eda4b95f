// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Access logs of one JSON object a line, as Apache, nginx, Caddy or Traefik are set up to write them.
///
///     {"time":"2015-03-28T08:00:48+0100","remote":"127.0.0.1","method":"GET","uri":"/x.wav","status":200,"bytes":151730}
///     {"ip":"192.0.2.1","path":"/x?y=1","status":"200","length":192,"date":"2013-10-10T16:52:00+02:00"}
///     {"ts":1646861401.52,"request":{"remote_ip":"192.0.2.1","method":"GET","uri":"/"},"size":10,"status":200}
///
/// The keys are whatever an administrator chose; what they are called in examples of the servers' documents and of
/// collectors is known. An object without a time, a client, a status and an address is no access line.
/// Apache's are not always JSON: it writes `\xhh` for bytes outside ASCII.
/// <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>
struct JSONAccess: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "access.json", name: "JSON access log of Apache, nginx and others", channels: [.http, .webdav],
        reference: "https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#examples", hasLinesOfTheirOwn: true)

    private var stamps: AccessStampReader
    var statedOffset: Int? { stamps.statedOffset }

    /// Objects in objects that are looked into.
    private static let depthLimit = 3

    init(context: ReadingContext) {
        stamps = AccessStampReader(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        guard record.bytes.count > 1, record.bytes[0] == UInt8(ascii: "{") else {
            return .malformed(Malformation(expected: .format, position: 0))
        }
        var fields = AccessFields(areTextsEscaped: false)
        var object = JSONMembers(record.bytes)
        read(&object, record.bytes, depth: 1, &fields, &event)
        guard object.isComplete, object.isAtEndOfRecord else {
            return .malformed(Malformation(expected: .quote, position: object.position))
        }
        guard fields.status != nil, fields.request.isPresent || fields.target.isPresent else {
            return .malformed(Malformation(expected: .request, position: 0))
        }
        settleAddress(&fields)
        // Decoded texts stand behind the record.
        let text = event.ownBytes
        guard fields.set(&event, text: text.span) else {
            return .malformed(Malformation(expected: .address, position: 0))
        }
        return .event
    }

    /// Takes what the members of `object` say.
    private mutating func read(
        _ object: inout JSONMembers, _ bytes: Span<UInt8>, depth: Int, _ fields: inout AccessFields,
        _ event: inout Event
    ) {
        while let member = object.next() {
            let key = JSONAccessKey(bytes.extracting(member.key))
            switch member.value.kind {
            case .object:
                guard depth < Self.depthLimit else { continue }
                var inner = JSONMembers(bytes, at: member.value.range.lowerBound)
                read(&inner, bytes, depth: depth + 1, &fields, &event)
            case .array:
                guard let key, let first = firstText(of: member.value.range, bytes) else { continue }
                take(first, as: key, bytes, &fields, &event)
            case .string, .bare:
                guard let key else { continue }
                take(member.value.range, as: key, bytes, &fields, &event)
            }
        }
    }

    /// The text in `["text"]`, as header fields are written by some.
    private func firstText(of array: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
        var cursor = ByteCursor(bytes.extracting(0..<array.upperBound), at: array.lowerBound)
        guard cursor.take("[\""), let text = cursor.token(before: "\"") else { return nil }
        return text
    }

    /// The first of several members that mean the same is believed.
    private mutating func take(
        _ range: Range<Int>, as key: JSONAccessKey, _ bytes: Span<UInt8>, _ fields: inout AccessFields,
        _ event: inout Event
    ) {
        func fill(_ field: inout EventField) {
            if !field.isPresent { field = text(range, bytes, &event) }
        }
        switch key {
        case .time:
            if fields.time == nil, let stamp = stamp(range, bytes) {
                fields.time = stamp.time
                fields.basis = stamp.basis
            }
        case .status: fields.status = fields.status ?? number(range, bytes).flatMap { Int(exactly: $0) }
        case .bodyByteCount:
            fields.countsBody = true
            fields.bodyByteCount = fields.bodyByteCount ?? number(range, bytes)
        case .bodyBytesSent:
            fields.countsBody = true
            fields.bodyBytesSent = fields.bodyBytesSent ?? number(range, bytes)
        case .bytesSent: fields.bytesSent = fields.bytesSent ?? number(range, bytes)
        case .completion: fields.wasAborted = !bytes.matches(range, "OK")
        case .connectionState:
            if bytes.matches(range, "X") { fields.wasAborted = true }
            if bytes.matches(range, "+") || bytes.matches(range, "-") { fields.wasAborted = false }
        case .client: fill(&fields.client)
        case .user: fill(&fields.user)
        case .domain: fill(&fields.domain)
        case .request: fill(&fields.request)
        case .method: fill(&fields.method)
        case .target: fill(&fields.target)
        case .query:
            fields.isQueryApart = true
            fill(&fields.query)
        case .version: fill(&fields.version)
        case .referrer: fill(&fields.referrer)
        case .agent: fill(&fields.agent)
        case .filePath: fill(&fields.filePath)
        }
    }

    private func text(_ range: Range<Int>, _ bytes: Span<UInt8>, _ event: inout Event) -> EventField {
        if range.isEmpty || bytes.matches(range, "-") || bytes.matches(range, "null") { return .absent }
        guard JSONText.isEscaped(bytes.extracting(range)) else { return EventField(range) }
        return event.appending { JSONText.undoEscapes(bytes.extracting(range), into: &$0) }
    }

    private func number(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Int64? {
        var cursor = ByteCursor(bytes.extracting(range))
        guard let number = cursor.integer(), cursor.isAtEnd else { return nil }
        return number
    }

    private mutating func stamp(_ range: Range<Int>, _ bytes: Span<UInt8>) -> AccessStampReader.Stamp? {
        var cursor = ByteCursor(bytes.extracting(range))
        let isBracketed = cursor.take("[")
        guard let stamp = stamps.read(&cursor), !isBracketed || cursor.take("]"), cursor.isAtEnd else { return nil }
        return stamp
    }

    /// Where the query has a member of its own, the address is the path alone, which Apache (`%U`) and nginx (`$uri`)
    /// have decoded.
    private func settleAddress(_ fields: inout AccessFields) {
        guard fields.isQueryApart, !fields.request.isPresent else { return }
        fields.path = fields.target
        fields.target = .absent
    }
}
