// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What nginx writes to its error log, and with the same stamp to syslog.
///
///     2018/09/14 19:03:05 [error] 2035#2035: *9134 access forbidden by rule, client: 192.0.2.1, server: www.example.net, request: "GET /x HTTP/1.1", host: "www.example.net"
///     2018/09/14 19:03:05 [notice] 1#1: nginx/1.14.0
///     2018/09/14 19:03:06 [notice] 1#1: signal 15 (SIGTERM) received from 7, exiting
///
/// A line with a client and a request is a request that failed; the server's own starts and stops are events too. All other
/// lines state nothing that happened to files. <https://nginx.org/en/docs/ngx_core_module.html#error_log>
struct NginxErrorMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "nginx.error", name: "nginx error log, sent to syslog", channels: [.http, .webdav],
        reference: "https://nginx.org/en/docs/ngx_core_module.html#error_log")
    static let programs: [StaticString] = ["nginx"]

    private var clock: LocalClock

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .http
        var cursor = message.cursor
        guard let stamp = cursor.slashedStamp() else { return .ignored }
        event.time = clock.instant(stamp)
        event.timeBasis = .zoneAssumed
        guard cursor.take(" ["), let level = cursor.field(before: "]"), cursor.take("] "), cursor.integer() != nil,
            cursor.take("#"), cursor.integer() != nil, cursor.take(": ")
        else { return cursor.malformed(.message) }
        guard cursor.take("*") else { return Self.service(cursor, &event) }
        guard cursor.integer() != nil, cursor.take(" ") else { return cursor.malformed(.message) }
        guard let request = NginxErrorRequest(cursor) else { return .ignored }
        // What stands at the end of a cut line may have lost some of it.
        guard message.isTerminated else { return ByteCursor(cursor.bytes, at: cursor.bytes.count).malformed(.end) }
        event.source = EventField(request.client)
        RequestLine.read(request.line, of: cursor.bytes, into: &event)
        if let host = request.host { event.urlDomain = EventField(host) }
        if let referrer = request.referrer { event.referrer = EventField(referrer) }
        let method = HTTPSemantics.Method(event.text(event.method))
        let isWebDAV = method.isWebDAV || CloudAddress(event.text(event.urlPath)) == .webDAV
        event.channel = isWebDAV ? .webdav : .http
        event.outcome = Self.isRemark(level, cursor.bytes) ? .unknown : .failure
        Self.read(cursor.position..<request.start, of: cursor.bytes, into: &event)
        return .event
    }

    private static func isRemark(_ level: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let remarks: [StaticString] = ["debug", "info", "notice", "warn"]
        return remarks.contains { bytes.matches(level, $0) }
    }

    // MARK: what the server says of a request

    private static func read(_ text: Range<Int>, of bytes: Span<UInt8>, into event: inout Event) {
        let bytes = bytes.extracting(0..<text.upperBound)
        var cursor = ByteCursor(bytes, at: text.lowerBound)
        if cursor.take("user \""),
            let user = cursor.taken(through: "\" was not found in \"")
                ?? cursor.taken(through: "\": password mismatch")
        {
            refuse(user, &event)
        } else if cursor.take("PAM: user '"), let user = cursor.taken(through: "' - not authenticated: ") {
            refuse(user, &event)
        } else if contains(text, bytes, "access forbidden by rule")
            || contains(text, bytes, "no user/password was provided")
            || contains(text, bytes, "\" is forbidden") || contains(text, bytes, "(13: Permission denied)")
            || contains(text, bytes, "limiting requests")
        {
            event.action = .denied
        } else if contains(text, bytes, "(2: No such file or directory)")
            || contains(text, bytes, "(20: Not a directory)")
        {
            event.action = .probe
        }
        cursor.position = text.lowerBound
        _ = cursor.take("open() ") || cursor.take("stat() ") || cursor.take("directory index of ")
        if cursor.take("\""), cursor.next == UInt8(ascii: "/"), event.action != .other {
            let start = cursor.position
            guard cursor.takeThroughLast("\" ") else { return }
            event.filePath = event.append(bytes.extracting(start..<cursor.position - 2))
        }
    }

    private static func refuse(_ user: Range<Int>, _ event: inout Event) {
        event.action = .denied
        event.outcome = .failure
        if !user.isEmpty { event.user = EventField(user) }
    }

    private static func contains(_ text: Range<Int>, _ bytes: Span<UInt8>, _ words: StaticString) -> Bool {
        var cursor = ByteCursor(bytes, at: text.lowerBound)
        return cursor.field(before: words) != nil
    }

    // MARK: the server itself

    private static func service(_ start: ByteCursor, _ event: inout Event) -> RecordOutcome {
        let bytes = start.bytes
        if bytes.matches(at: start.position, "nginx/") {
            event.action = .start
            event.serverVersion = EventField(start.position..<bytes.count)
        } else if bytes.matches(at: start.position, "signal 15 (SIGTERM) received")
            || bytes.matches(at: start.position, "signal 3 (SIGQUIT) received")
        {
            event.action = .stop
        } else {
            return .ignored
        }
        event.outcome = .success
        return .event
    }
}
