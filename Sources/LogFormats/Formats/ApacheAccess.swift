// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Access lines of the Apache web server, and of others that write its formats.
///
///     127.0.0.1 - - [04/Mar/2015:09:08:02 +0100] "GET /x.wav HTTP/1.1" 200 151730
///     127.0.0.1 - anna [04/Mar/2015:09:08:02 +0100] "GET /x.wav HTTP/1.1" 200 151966 "-" "curl/7.81"
///     www.example.org:80 127.0.0.1 - - [...] "GET /x.wav HTTP/1.1" 200 151966 "-" "curl/7.81"
///     127.0.0.1 - - [...] "GET /x.wav HTTP/1.1" 200 151730 "-" "curl/7.81" 214 151966 522 + 151730
///
/// These are common, combined, vhost_combined and combined with `%I %O %D %X %B` behind it. The byte column is `%b`
/// (body) or, as Debian packages it, `%O` (body and headers, really sent); one line does not tell which.
/// <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>
struct ApacheAccess: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "apache.access", name: "Apache access log: common, combined, vhost_combined, with I/O tails",
        channels: [.http, .webdav], reference: "https://httpd.apache.org/docs/2.4/mod/mod_log_config.html")

    private var stampReader = OffsetStampReader()

    init(context: ReadingContext) {}

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let prefix = stampedPrefix(&cursor, into: &event) else { return cursor.malformed(.timestamp) }
        guard setClient(prefix, of: cursor.bytes, &event) else { return cursor.malformed(.address) }
        guard let request = requestField(&cursor) else { return cursor.malformed(.quote) }
        RequestLine.read(request, of: cursor.bytes, into: &event)
        guard cursor.take(" "), takeStatus(&cursor, &event) else { return cursor.malformed(.status) }
        guard cursor.take(" "), takeByteCount(&cursor, &event) else { return cursor.malformed(.byteCount) }
        guard Self.isWebRequest(event) else { return cursor.malformed(.request) }
        HTTPSemantics.classify(&event)
        if cursor.isAtEnd {
            // A number at the end of a cut line may have lost digits.
            return record.isTerminated ? .event : cursor.malformed(.end)
        }
        return takeTail(&cursor, isTerminated: record.isTerminated, &event)
    }

    // MARK: the client, before the stamp

    /// Consumes up to the request's opening quote and gives what stood in front of ` [`.
    ///
    /// A user name may hold brackets, and even stamps, so that the bracket counts only if a stamp and a quote follow
    /// it: quotes are escaped in user names.
    private mutating func stampedPrefix(_ cursor: inout ByteCursor, into event: inout Event) -> Range<Int>? {
        while cursor.field(before: "[") != nil {
            let bracket = cursor.position
            cursor.position += 1
            if bracket > 1, cursor.bytes[bracket - 1] == UInt8(ascii: " "), let time = stampReader.read(&cursor),
                cursor.take("] \"")
            {
                event.time = time
                event.timeBasis = .stated
                return 0..<bracket - 1
            }
            cursor.position = bracket + 1
        }
        return nil
    }

    /// Reads `host identity user`, with `vhost:port` or `vhost` before it; a user name may hold blanks.
    private func setClient(_ prefix: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) -> Bool {
        var cursor = ByteCursor(bytes.extracting(prefix))
        guard var host = cursor.token() else { return false }
        if let client = clientBehindVirtualHost(host, in: cursor) {
            if !Self.isDash(cursor.bytes, host) { event.urlDomain = EventField(host) }
            cursor.position = client.upperBound
            host = client
        }
        event.source = EventField(host)
        // Some writers leave out the identity and the user, or the user alone.
        guard cursor.take(" ") else { return true }
        let identity = cursor.token()
        guard cursor.take(" ") else { return identity.map { Self.isDash(bytes, $0) } ?? true }
        let user = cursor.position..<prefix.upperBound
        if !user.isEmpty, !Self.isDash(bytes, user) { event.user = EventField(user) }
        return true
    }

    /// The second token, if two more follow it and it is the client, so that the first must be a virtual host.
    ///
    /// A user name with blanks makes as many tokens: the first is a virtual host only if it has a port, or else is no
    /// address and stands before an address or before a name without an identity.
    private func clientBehindVirtualHost(_ first: Range<Int>, in start: ByteCursor) -> Range<Int>? {
        let bytes = start.bytes
        var cursor = ByteCursor(bytes, at: first.upperBound)
        guard cursor.take(" "), let second = cursor.token(), cursor.take(" "), let third = cursor.token(),
            cursor.take(" "), !cursor.isAtEnd, !Self.isDash(bytes, second)
        else { return nil }
        if Self.endsInPort(bytes, first) { return second }
        guard !Self.looksLikeAddress(bytes, first) else { return nil }
        return Self.looksLikeAddress(bytes, second) || Self.isDash(bytes, third) ? second : nil
    }

    private static func isDash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-")
    }

    /// `name:80`, and not an IPv6 address, which has more than one colon.
    private static func endsInPort(_ bytes: Span<UInt8>, _ token: Range<Int>) -> Bool {
        var colons = 0
        var digits = 0
        for index in token {
            switch bytes[index] {
            case UInt8(ascii: ":"):
                colons += 1
                digits = 0
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "]"): colons = 0
            default: digits = -token.count
            }
        }
        return colons == 1 && digits > 0
    }

    /// Dotted decimal, or hexadecimal digits with at least two colons.
    private static func looksLikeAddress(_ bytes: Span<UInt8>, _ token: Range<Int>) -> Bool {
        var dots = 0
        var colons = 0
        var hasLetters = false
        for index in token {
            switch bytes[index] {
            case 0x30...0x39: break
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: ":"): colons += 1
            case 0x41...0x46, 0x61...0x66: hasLetters = true
            default: return false
            }
        }
        return colons >= 2 || (dots == 3 && colons == 0 && !hasLetters)
    }

    // MARK: request, status, bytes

    /// Consumes the request and its closing quote.
    ///
    /// Since 2.0.46 Apache escapes quotes in it; older and foreign writers do not. A quote therefore closes the
    /// request only if a status follows it.
    private func requestField(_ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        while cursor.field(before: "\"") != nil {
            let quote = cursor.position
            cursor.position += 1
            if !Self.isEscaped(cursor.bytes, quote), Self.isStatusNext(cursor) { return start..<quote }
        }
        return nil
    }

    /// FTP servers write lines of this shape too, with commands in the request's place and no version. A web server
    /// knows requests without a version only as HTTP/0.9, which has nothing but GET, and refuses all others.
    private static func isWebRequest(_ event: Event) -> Bool {
        if !event.method.isPresent || event.httpVersion.isPresent || (event.status ?? 400) >= 400 { return true }
        return event.text(event.method).matches(at: 0, "GET")
    }

    private static func isStatusNext(_ start: ByteCursor) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        return cursor.take(" ") && (cursor.digits(3) != nil || cursor.take("-")) && cursor.take(" ")
    }

    /// Whether the byte at `index` follows an odd number of backslashes.
    private static func isEscaped(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        var count = 0
        while index - count > 0, bytes[index - count - 1] == UInt8(ascii: "\\") { count += 1 }
        return count % 2 == 1
    }

    private func takeStatus(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let status = cursor.digits(3) {
            event.status = status
            return true
        }
        return cursor.take("-")
    }

    private func takeByteCount(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let byteCount = cursor.integer() {
            event.responseByteCount = byteCount
            event.byteCount = byteCount
            return true
        }
        return cursor.take("-")
    }

    // MARK: behind the bytes

    /// ` "referrer" "agent"`, then what a longer format adds.
    private func takeTail(_ cursor: inout ByteCursor, isTerminated: Bool, _ event: inout Event) -> RecordOutcome {
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard cursor.next == UInt8(ascii: "\"") else {
            return isTerminated ? .event : cursor.malformed(.end)
        }
        guard let referrer = quotedField(&cursor) else { return cursor.malformed(.quote) }
        event.referrer = presentField(referrer, cursor.bytes)
        if cursor.isAtEnd { return .event }
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard let agent = quotedField(&cursor) else { return cursor.malformed(.quote) }
        event.userAgent = presentField(agent, cursor.bytes)
        if cursor.isAtEnd { return .event }
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard isTerminated else { return cursor.malformed(.end) }
        takeTransferFigures(&cursor, &event)
        return .event
    }

    /// Consumes `"text"`; a quote closes it if it is not escaped and a blank or the end follows.
    private func quotedField(_ cursor: inout ByteCursor) -> Range<Int>? {
        let open = cursor.position
        guard cursor.take("\"") else { return nil }
        let start = cursor.position
        while cursor.field(before: "\"") != nil {
            let quote = cursor.position
            cursor.position += 1
            if !Self.isEscaped(cursor.bytes, quote), cursor.isAtEnd || cursor.next == UInt8(ascii: " ") {
                return start..<quote
            }
        }
        cursor.position = open
        return nil
    }

    private func presentField(_ range: Range<Int>, _ bytes: Span<UInt8>) -> EventField {
        range.isEmpty || Self.isDash(bytes, range) ? .absent : EventField(range)
    }

    /// `%I %O`, or `%I %O %D %X`: what was received and sent, the microseconds, and the state of the connection.
    ///
    /// With `%X` an abort is known. The byte column then still shows the whole body; what was handed over is `%O`.
    private func takeTransferFigures(_ cursor: inout ByteCursor, _ event: inout Event) {
        guard cursor.integer() != nil, cursor.take(" "), let sent = cursor.integer() else { return }
        var wasAborted: Bool?
        if cursor.take(" "), cursor.integer() != nil, cursor.take(" ") {
            wasAborted = cursor.take("X") ? true : cursor.take("+") || cursor.take("-") ? false : nil
            guard cursor.isAtEnd || cursor.next == UInt8(ascii: " ") else { return }
        }
        guard event.action == .retrieve, let wasAborted else { return }
        if wasAborted {
            event.transfer = .aborted
            event.byteCount = event.byteCount.map { min($0, sent) }
        } else if event.transfer != .partial {
            event.transfer = .complete
        }
    }
}
