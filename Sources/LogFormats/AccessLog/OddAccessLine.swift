// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The second grammar of access lines, for those that the first refuses: any stamp, fields left out or put between, columns
/// padded.
///
///     192.0.2.12 - anna [27/Jun/2013:11:55:44] "GET / HTTP/1.1" 200 266        no offset: local time
///     192.0.2.10 - - 2001-01-01T23:55:10Z "GET / HTTP/1.1" 200 70476           no brackets
///     192.0.2.4 (-) - - [...] (0 s) "-" "GET / HTTP/1.1"  200 377              between the fields
///     [...] - - 192.0.2.9 "GET /x HTTP/1.1" "-" 302 547 0                      time first
///     [...] 192.0.2.9 TLSv1.2 ECDHE-RSA-AES128-SHA "GET / HTTP/1.1" 1375       ssl_request_log: no status
///     access.log:192.0.2.1 - - [...] "GET / HTTP/1.1" 200 5                    a file name in front
///     192.0.2.1, 192.0.2.2 - - [...] "GET / HTTP/1.1" 200 5                    proxies behind the client
///
/// The stamp is the first that a quote follows, and quotes are escaped in all that stands before it, so that no user name
/// can bring a stamp of its own.
struct OddAccessLine: Sendable {
    private var stamps: AccessStampReader

    /// No server takes names that are longer together.
    private static let headLimit = 1 << 14

    init(context: ReadingContext) {
        stamps = AccessStampReader(context: context)
    }

    /// Parses from `start`; `event` may have a time already, and then the line needs none.
    mutating func parse(_ record: Record, from start: Int = 0, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes, at: start)
        // Its lines name a script in the place of what was asked for.
        if PHPFPMAccess.isLine(cursor) { return cursor.malformed(.timestamp) }
        if let name = cursor.token() { cursor.position = GluedName.end(name, of: cursor.bytes) ?? start }
        guard let words = head(&cursor, into: &event) else { return cursor.malformed(.timestamp) }
        guard !words.isEmpty, setClient(words, of: cursor.bytes, &event) else { return cursor.malformed(.address) }
        guard let request = request(&cursor) else { return cursor.malformed(.quote) }
        RequestLine.read(request, of: cursor.bytes, into: &event)
        cursor.skip(" ")
        if cursor.take("\"-\"") { cursor.skip(" ") }
        if !isOnlyByteCount(cursor, words) {
            guard takeStatus(&cursor, &event), cursor.take(" ") else { return cursor.malformed(.status) }
            cursor.skip(" ")
        }
        guard takeByteCount(&cursor, &event) else { return cursor.malformed(.byteCount) }
        guard AccessRequest.isOfWebServer(request, event, of: cursor.bytes) else { return cursor.malformed(.request) }
        event.byteMeaning = .unknown
        HTTPSemantics.classify(&event)
        if cursor.isAtEnd { return record.isTerminated ? .event : cursor.malformed(.end) }
        guard cursor.next == UInt8(ascii: " ") else { return cursor.malformed(.separator) }
        return AccessTail.readLoosely(&cursor, isTerminated: record.isTerminated, &event)
    }

    // MARK: before the request

    /// Consumes up to and with the request's opening quote; gives what stood there beside the stamp.
    @_lifetime(cursor: copy cursor)
    private mutating func head(_ cursor: inout ByteCursor, into event: inout Event) -> Range<Int>? {
        let start = cursor.position
        if cursor.take("["), let stamp = stamps.read(&cursor), closesBracket(&cursor), cursor.take(" ") {
            let words = cursor.position
            guard cursor.next != UInt8(ascii: "["), cursor.field(before: " \"") != nil else { return nil }
            let end = cursor.position
            cursor.position += 2
            set(stamp, &event)
            return words..<end
        }
        cursor.position = start
        while cursor.field(before: " ") != nil, cursor.position - start < Self.headLimit {
            let blank = cursor.position
            cursor.skip(" ")
            let next = cursor.position
            let isBracketed = cursor.take("[")
            if let stamp = stamps.read(&cursor), !isBracketed || closesBracket(&cursor), takeToRequest(&cursor) {
                set(stamp, &event)
                return start..<blank
            }
            cursor.position = next
            if event.time != nil, cursor.take("\"") { return start..<blank }
        }
        return nil
    }

    private func set(_ stamp: AccessStampReader.Stamp, _ event: inout Event) {
        event.time = stamp.time
        event.timeBasis = stamp.basis
    }

    @_lifetime(cursor: copy cursor)
    private func closesBracket(_ cursor: inout ByteCursor) -> Bool {
        cursor.skip(" ")
        return cursor.take("]")
    }

    /// Consumes blanks, what stands between the stamp and the request, and the request's quote.
    @_lifetime(cursor: copy cursor)
    private func takeToRequest(_ cursor: inout ByteCursor) -> Bool {
        guard cursor.take(" ") else { return false }
        cursor.skip(" ")
        if cursor.take("("), !skipParenthesis(&cursor) { return false }
        if cursor.take("\"-\" \"") { return true }
        return cursor.take("\"")
    }

    /// Consumes `0 s) `; longer ones than 32 bytes are none.
    @_lifetime(cursor: copy cursor)
    private func skipParenthesis(_ cursor: inout ByteCursor) -> Bool {
        let limit = min(cursor.position + 32, cursor.bytes.count)
        while cursor.position < limit, cursor.next != UInt8(ascii: ")") { cursor.position += 1 }
        guard cursor.take(")"), cursor.take(" ") else { return false }
        cursor.skip(" ")
        return true
    }

    /// Tries the usual order first; then what is left out, and what is put between.
    private func setClient(_ words: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) -> Bool {
        var cursor = ByteCursor(bytes.extracting(0..<words.upperBound), at: words.lowerBound)
        cursor.skip(" ")
        // Dashes only, and then the client: its place is behind identity and user.
        var dashes = 0
        while cursor.take("- ") { dashes += 1 }
        if dashes > 0, let client = cursor.token() {
            event.source = EventField(client)
            return true
        }
        guard let first = cursor.token() else { return false }
        let bytes = cursor.bytes
        if bytes[first.upperBound - 1] == UInt8(ascii: ",") {
            event.source = EventField(first.lowerBound..<first.upperBound - 1)
            while cursor.take(" "), let proxy = cursor.token(), bytes[proxy.upperBound - 1] == UInt8(ascii: ",") {}
            return setUser(cursor, &event)
        }
        if isProtocol(cursor) {
            event.source = EventField(first)
            return true
        }
        if cursor.take(" ("), cursor.field(before: ")") != nil {
            cursor.position += 1
            event.source = EventField(first)
            return setUser(cursor, &event)
        }
        // Two words: a client and its identity, or the virtual host and the client.
        cursor.position = first.upperBound
        cursor.skip(" ")
        if let second = cursor.token(), cursor.isAtEnd, AccessClient.looksLikeAddress(bytes, second),
            !AccessClient.looksLikeAddress(bytes, first)
        {
            event.urlDomain = EventField(first)
            event.source = EventField(second)
            return true
        }
        return AccessClient.read(first.lowerBound..<words.upperBound, of: bytes, &event)
    }

    /// Reads ` identity user` behind a client.
    private func setUser(_ start: ByteCursor, _ event: inout Event) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        cursor.skip(" ")
        guard cursor.token() != nil, cursor.take(" ") else { return true }
        let user = cursor.position..<cursor.bytes.count
        if !user.isEmpty, !AccessClient.isDash(cursor.bytes, user) { event.user = EventField(user) }
        return true
    }

    /// Whether ` TLSv1.2` is next, the protocol of `ssl_request_log`.
    private func isProtocol(_ start: ByteCursor) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        return cursor.take(" TLSv") || cursor.take(" SSLv")
    }

    // MARK: the request and behind it

    /// Consumes the request and its closing quote, which a figure follows, or an empty field and a figure.
    @_lifetime(cursor: copy cursor)
    private func request(_ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        while cursor.field(before: "\"") != nil {
            let quote = cursor.position
            cursor.position += 1
            guard !AccessRequest.isEscaped(cursor.bytes, quote) else { continue }
            var next = ByteCursor(cursor.bytes, at: cursor.position)
            guard next.take(" ") else { continue }
            next.skip(" ")
            if next.take("\"-\" ") { next.skip(" ") }
            if next.integer() != nil || next.take("-"), next.isAtEnd || next.next == UInt8(ascii: " ") {
                return start..<quote
            }
        }
        return nil
    }

    /// Whether one figure and nothing behind it follows, and a protocol stands before: then there is no status.
    private func isOnlyByteCount(_ start: ByteCursor, _ words: Range<Int>) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        guard cursor.integer() != nil || cursor.take("-"), cursor.isAtEnd else { return false }
        var client = ByteCursor(start.bytes.extracting(0..<words.upperBound), at: words.lowerBound)
        return client.token() != nil && isProtocol(client)
    }

    @_lifetime(cursor: copy cursor)
    private func takeStatus(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let status = cursor.digits(3) {
            event.status = status
            return true
        }
        return cursor.take("-")
    }

    @_lifetime(cursor: copy cursor)
    private func takeByteCount(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let byteCount = cursor.integer() {
            event.responseByteCount = byteCount
            event.byteCount = byteCount
            return true
        }
        return cursor.take("-")
    }
}
