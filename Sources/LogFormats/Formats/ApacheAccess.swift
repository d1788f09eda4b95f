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
/// (body) or, as Debian packages it, `%O` (body and headers, really sent); one line does not tell which, the configuration
/// does. Lines of other shapes are left to `OddAccessLine`, those of a stated format to `AccessFormatReader`: these are
/// tried only where they can fit, so that the usual lines are read as fast as they can be.
/// <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>
struct ApacheAccess: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "apache.access",
        name: "Apache access log: common, combined, vhost_combined, with I/O tails, any LogFormat; nginx",
        channels: [.http, .webdav], reference: "https://httpd.apache.org/docs/2.4/mod/mod_log_config.html",
        hasLinesOfTheirOwn: true)

    private var stampReader = OffsetStampReader()
    var statedOffset: Int? { stampReader.offset }
    private var oddLines: OddAccessLine
    /// Of the formats that the artifact is said to have, those that the usual grammar does not read.
    private var stated: [AccessFormatReader]
    /// What the byte column of usual lines counts.
    private let usualMeaning: ByteMeaning
    private let usualDataset: StaticString

    init(context: ReadingContext) {
        oddLines = OddAccessLine(context: context)
        let usual = context.accessLogFormats.filter(\.isUsual)
        stated = context.accessLogFormats.filter { !$0.isUsual }.map { AccessFormatReader($0, context: context) }
        usualMeaning = Self.meaning(of: usual)
        let isOfNginx = !usual.isEmpty && usual.allSatisfy { $0.server == .nginx }
        usualDataset = isOfNginx ? "nginx.access" : Self.descriptor.dataset
    }

    private static func meaning(of formats: [AccessLogFormat]) -> ByteMeaning {
        guard let first = formats.first, formats.allSatisfy({ $0.byteColumn == first.byteColumn }) else {
            return .unknown
        }
        return switch first.byteColumn {
        case .body, .bodySent: .payload
        case .sentWithHeaders: .payloadAndHeaders
        case .unknown: .unknown
        }
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        for index in stated.indices {
            if let outcome = stated[index].parse(record, into: &event) { return outcome }
            event.begin(record.bytes)
        }
        let outcome = parseUsual(record, into: &event)
        guard case .malformed = outcome else { return outcome }
        event.begin(record.bytes)
        guard case .event = oddLines.parse(record, into: &event) else { return outcome }
        return .event
    }

    private mutating func parseUsual(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let prefix = stampedPrefix(&cursor, into: &event) else { return cursor.malformed(.timestamp) }
        guard AccessClient.read(prefix, of: cursor.bytes, &event) else { return cursor.malformed(.address) }
        guard let request = AccessRequest.field(&cursor) else { return cursor.malformed(.quote) }
        RequestLine.read(request, of: cursor.bytes, into: &event)
        guard cursor.take(" "), Self.takeStatus(&cursor, &event) else { return cursor.malformed(.status) }
        guard cursor.take(" "), Self.takeByteCount(&cursor, &event) else { return cursor.malformed(.byteCount) }
        guard AccessRequest.isOfWebServer(request, event, of: cursor.bytes) else { return cursor.malformed(.request) }
        event.byteMeaning = usualMeaning
        event.dataset = usualDataset
        HTTPSemantics.classify(&event)
        if cursor.isAtEnd {
            // A number at the end of a cut line may have lost digits.
            return record.isTerminated ? .event : cursor.malformed(.end)
        }
        return Self.takeTail(&cursor, isTerminated: record.isTerminated, &event)
    }

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

    private static func takeStatus(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let status = cursor.digits(3) {
            event.status = status
            return true
        }
        return cursor.take("-")
    }

    private static func takeByteCount(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if let byteCount = cursor.integer() {
            event.responseByteCount = byteCount
            event.byteCount = byteCount
            return true
        }
        return cursor.take("-")
    }

    /// ` "referrer" "agent"`, then what a longer format adds.
    private static func takeTail(
        _ cursor: inout ByteCursor, isTerminated: Bool, _ event: inout Event
    ) -> RecordOutcome {
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard cursor.next == UInt8(ascii: "\"") else {
            return AccessTail.readLoosely(&cursor, isTerminated: isTerminated, &event)
        }
        guard let referrer = AccessTail.quoted(&cursor) else { return cursor.malformed(.quote) }
        event.referrer = AccessTail.present(referrer, cursor.bytes)
        if cursor.isAtEnd { return .event }
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard let agent = AccessTail.quoted(&cursor) else { return cursor.malformed(.quote) }
        event.userAgent = AccessTail.present(agent, cursor.bytes)
        if cursor.isAtEnd { return .event }
        guard cursor.take(" ") else { return cursor.malformed(.separator) }
        guard isTerminated else { return cursor.malformed(.end) }
        AccessTail.readTransferFigures(&cursor, &event)
        return .event
    }
}
