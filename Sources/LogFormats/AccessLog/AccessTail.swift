// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What stands behind the byte column of an access line.
enum AccessTail {
    /// Consumes `"text"`; a quote closes it if it is not escaped and a blank or the end follows.
    @_lifetime(cursor: copy cursor)
    static func quoted(_ cursor: inout ByteCursor) -> Range<Int>? {
        let open = cursor.position
        guard cursor.take("\"") else { return nil }
        let start = cursor.position
        while cursor.field(before: "\"") != nil {
            let quote = cursor.position
            cursor.position += 1
            if !AccessRequest.isEscaped(cursor.bytes, quote), cursor.isAtEnd || cursor.next == UInt8(ascii: " ") {
                return start..<quote
            }
        }
        cursor.position = open
        return nil
    }

    static func present(_ range: Range<Int>, _ bytes: Span<UInt8>) -> EventField {
        range.isEmpty || AccessClient.isDash(bytes, range) ? .absent : EventField(range)
    }

    /// Reads a tail that does not begin with the referrer: `- -`, or figures before it.
    ///
    ///     - -
    ///     0 "https://example.org" "Mozilla/5.0"
    ///     4.386
    ///
    /// The first two texts in quotes that stand side by side are referrer and agent.
    @_lifetime(cursor: copy cursor)
    static func readLoosely(_ cursor: inout ByteCursor, isTerminated: Bool, _ event: inout Event) -> RecordOutcome {
        var texts = 0
        while !cursor.isAtEnd {
            cursor.skip(" ")
            if cursor.next == UInt8(ascii: "\"") {
                guard let text = quoted(&cursor) else { return cursor.malformed(.quote) }
                if texts == 0 { event.referrer = present(text, cursor.bytes) }
                if texts == 1 { event.userAgent = present(text, cursor.bytes) }
                texts += 1
                if cursor.isAtEnd { return .event }
            } else if cursor.token() != nil, texts == 1 {
                texts = 2
            }
        }
        return isTerminated ? .event : cursor.malformed(.end)
    }

    /// Consumes `%I %O`, or `%I %O %D %X`: what was received and sent, the microseconds, and the state of the connection.
    ///
    /// With `%X` an abort is known. The byte column then still shows the whole body; what was handed over is `%O`.
    @_lifetime(cursor: copy cursor)
    static func readTransferFigures(_ cursor: inout ByteCursor, _ event: inout Event) {
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
