// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What the Apache web server writes behind the stamp of its error log, or to syslog in its place.
///
///     [authz_core:error] [pid 10691] [client 192.0.2.1:44271] AH01630: client denied by server configuration: /srv/x
///     [mpm_prefork:notice] [pid 9] AH00163: Apache/2.4.7 (Ubuntu) configured -- resuming normal operations
///
/// A line with a client is a request that failed or was remarked upon; the server's own starts and stops are events too.
/// All other lines state nothing that happened to files. <https://httpd.apache.org/docs/2.4/logs.html#errorlog>
struct ApacheErrorMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "apache.error", name: "Apache error log, sent to syslog", channels: [.http, .webdav],
        reference: "https://httpd.apache.org/docs/2.4/logs.html#errorlog")
    static let programs: [StaticString] = ["httpd", "apache2", "apache"]

    init(context: ReadingContext) {}

    func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .http
        var cursor = message.cursor
        guard cursor.next == UInt8(ascii: "[") else { return .ignored }
        guard let head = ApacheErrorHead(&cursor) else { return cursor.malformed(.message) }
        let text = cursor.position..<cursor.bytes.count
        guard let client = head.client else { return service(text, message, &event) }
        // A path at the end of a cut line may have lost some of it.
        guard message.isTerminated else { return ByteCursor(message.bytes, at: text.upperBound).malformed(.end) }
        event.source = EventField(client)
        event.sourcePort = head.port
        event.outcome = head.level == .failure ? .failure : .unknown
        let statement = withoutReferrer(text, cursor.bytes, &event)
        if head.isWebDAV || Self.endsInWebDAVStatus(statement, cursor.bytes) { event.channel = .webdav }
        ApacheErrorText.read(statement, of: cursor.bytes, into: &event)
        return .event
    }

    /// `, referer: http://www.example.org/` stands last.
    private func withoutReferrer(_ text: Range<Int>, _ bytes: Span<UInt8>, _ event: inout Event) -> Range<Int> {
        var cursor = ByteCursor(bytes, at: text.lowerBound)
        guard cursor.takeThroughLast(", referer: ") else { return text }
        event.referrer = EventField(cursor.position..<text.upperBound)
        return text.lowerBound..<cursor.position - 11
    }

    /// `[403, #0]`, with which mod_dav of 2.2 ends its messages.
    private static func endsInWebDAVStatus(_ text: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor(bytes.extracting(0..<text.upperBound), at: text.lowerBound)
        return cursor.takeThroughLast("[") && cursor.digits(3) != nil && cursor.take(", #")
            && cursor.integer() != nil && cursor.take("]") && cursor.isAtEnd
    }

    // MARK: the server itself

    /// What the server says of itself: no client has a word in it.
    private func service(_ text: Range<Int>, _ message: Message, _ event: inout Event) -> RecordOutcome {
        let bytes = message.bytes
        var cursor = ByteCursor(bytes, at: text.lowerBound)
        if let banner = cursor.field(before: " configured -- resuming normal operations") {
            event.action = .start
            event.serverVersion = EventField(banner)
        } else if Self.stops.contains(where: { bytes.matches(at: text.lowerBound, $0) }) {
            event.action = .stop
        } else if Self.restarts.contains(where: { bytes.matches(at: text.lowerBound, $0) }) {
            // It goes on serving; that it runs again is what the next line says.
            event.action = .other
        } else {
            return .ignored
        }
        event.outcome = .success
        return .event
    }

    private static let stops: [StaticString] = [
        "caught SIGTERM, shutting down", "caught SIGWINCH, shutting down", "Received shutdown signal",
        "Parent: Received shutdown signal",
    ]
    private static let restarts: [StaticString] = [
        "Graceful restart requested, doing restart", "SIGUSR1 received.", "SIGHUP received.",
        "Parent: Received restart signal",
    ]
}
