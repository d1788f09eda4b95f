// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Reads the lines of one compiled format.
///
/// A text ends where what follows it in the format is seen: in quotes, at a quote that is not escaped. Texts of clients
/// that stand without quotes may imitate what follows them; where only the server's figures follow, the last end that fits
/// is taken.
struct AccessFormatReader: Sendable {
    private let pieces: [AccessLogFormat.Piece]
    private let dataset: StaticString
    private var stamps: AccessStampReader

    init(_ format: AccessLogFormat, context: ReadingContext) {
        pieces = format.pieces
        dataset = format.server == .nginx ? "nginx.access" : "apache.access"
        stamps = AccessStampReader(context: context)
    }

    /// Nil where the line has another format.
    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome? {
        var cursor = ByteCursor(record.bytes)
        var fields = AccessFields(areTextsEscaped: true)
        var begin = AccessTimeParts()
        var end = AccessTimeParts()
        var hasFinalStatus = false
        for index in pieces.indices {
            switch pieces[index] {
            case .literal(let text):
                guard cursor.take(text) else { return nil }
            case .field(.formattedTime(let pieces, let isEnd)):
                guard isEnd ? end.take(pieces, &cursor) : begin.take(pieces, &cursor) else { return nil }
            case .field(.status(let isFinal)):
                guard let status = takeNumber(&cursor, digits: 3) else { return nil }
                if isFinal || !hasFinalStatus { fields.status = status.map { Int($0) } }
                hasFinalStatus = hasFinalStatus || isFinal
            case .field(let directive) where directive.isSelfDelimiting:
                guard takeFigure(directive, &cursor, &fields) else { return nil }
            case .field(let directive):
                guard let text = text(of: directive, at: index, &cursor) else { return nil }
                set(text, directive, cursor.bytes, &fields)
            }
        }
        guard cursor.isAtEnd else { return nil }
        if !record.isTerminated, case .field = pieces.last { return cursor.malformed(.end) }
        if fields.time == nil, let stamp = begin.stamp(&stamps) ?? end.stamp(&stamps) {
            fields.time = stamp.time
            fields.basis = stamp.basis
        }
        guard fields.set(&event, text: record.bytes) else { return nil }
        event.dataset = dataset
        return .event
    }

    // MARK: figures

    @_lifetime(cursor: copy cursor)
    private mutating func takeFigure(
        _ directive: AccessDirective, _ cursor: inout ByteCursor, _ fields: inout AccessFields
    ) -> Bool {
        switch directive {
        case .bracketedTime:
            guard cursor.take("["), let stamp = stamps.read(&cursor), cursor.take("]") else { return false }
            fields.time = stamp.time
            fields.basis = stamp.basis
            return true
        case .time:
            guard let stamp = stamps.read(&cursor) else { return false }
            fields.time = stamp.time
            fields.basis = stamp.basis
            return true
        case .connectionState:
            if cursor.take("X") {
                fields.wasAborted = true
                return true
            }
            fields.wasAborted = false
            return cursor.take("+") || cursor.take("-")
        default:
            guard let number = takeNumber(&cursor) else { return false }
            if directive == .bodyByteCount || directive == .bodyBytesSent { fields.countsBody = true }
            switch directive {
            case .bodyByteCount: fields.bodyByteCount = fields.bodyByteCount ?? number
            case .bodyBytesSent: fields.bodyBytesSent = number
            case .bytesSent: fields.bytesSent = number
            case .announcedByteCount: fields.announcedByteCount = number
            default: break
            }
            return true
        }
    }

    /// Consumes a number, or the dash of an absent one, which is the inner nil.
    @_lifetime(cursor: copy cursor)
    private func takeNumber(_ cursor: inout ByteCursor, digits: Int? = nil) -> Int64?? {
        if let digits {
            if let number = cursor.digits(digits) { return .some(Int64(number)) }
        } else if let number = cursor.integer() {
            return .some(number)
        }
        return cursor.take("-") ? .some(nil) : nil
    }

    // MARK: texts

    /// Consumes the text at piece `index`.
    @_lifetime(cursor: copy cursor)
    private func text(of directive: AccessDirective, at index: Int, _ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        guard index + 1 < pieces.count else {
            cursor.position = cursor.bytes.count
            return start..<cursor.position
        }
        guard case .literal(let delimiter) = pieces[index + 1] else { return pathBeforeQuery(index, &cursor) }
        let isQuoted = delimiter[0] == UInt8(ascii: "\"") && isOpenedByQuote(index)
        let takesLast = !isQuoted && !directive.isWord && !isTextOpen(after: index)
        var found: Int?
        var probe = ByteCursor(cursor.bytes, at: start)
        while probe.field(before: Unicode.Scalar(delimiter[0])) != nil {
            let end = probe.position
            if directive.isWord, !isQuoted, holdsBlank(start..<end, cursor.bytes) { break }
            if !isQuoted || !AccessRequest.isEscaped(cursor.bytes, end), fits(index + 1, at: end, cursor.bytes) {
                found = end
                if !takesLast { break }
            }
            probe.position = end + 1
        }
        guard let found else { return nil }
        cursor.position = found
        return start..<found
    }

    /// Whether a text follows that may hold anything.
    private func isTextOpen(after index: Int) -> Bool {
        pieces[(index + 1)...].contains {
            if case .field(let field) = $0 { !field.isSelfDelimiting && !field.isWord } else { false }
        }
    }

    private func isOpenedByQuote(_ index: Int) -> Bool {
        guard index > 0, case .literal(let before) = pieces[index - 1] else { return false }
        return before.last == UInt8(ascii: "\"")
    }

    private func holdsBlank(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        bytes.extracting(range).firstIndex(of: UInt8(ascii: " ")) != nil
    }

    /// Whether the pieces from `index` to the next text can begin at `position`.
    private func fits(_ index: Int, at position: Int, _ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor(bytes, at: position)
        var stamps = stamps
        var parts = AccessTimeParts()
        for piece in pieces[index...] {
            switch piece {
            case .literal(let text):
                guard cursor.take(text) else { return false }
            case .field(.formattedTime(let pieces, _)):
                guard parts.take(pieces, &cursor) else { return false }
            case .field(.bracketedTime):
                guard cursor.take("["), stamps.read(&cursor) != nil, cursor.take("]") else { return false }
            case .field(.time):
                guard stamps.read(&cursor) != nil else { return false }
            case .field(.connectionState):
                guard cursor.take("X") || cursor.take("+") || cursor.take("-") else { return false }
            case .field(.status):
                guard takeNumber(&cursor, digits: 3) != nil else { return false }
            case .field(let directive) where directive.isSelfDelimiting:
                guard takeNumber(&cursor) != nil else { return false }
            case .field: return true
            }
        }
        return cursor.isAtEnd
    }

    /// `%U%q`: the path goes to the question mark, or as far as the query would.
    @_lifetime(cursor: copy cursor)
    private func pathBeforeQuery(_ index: Int, _ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        guard let both = text(of: .query, at: index + 1, &cursor) else { return nil }
        let mark = cursor.bytes.extracting(both).firstIndex(of: UInt8(ascii: "?"))
        cursor.position = mark.map { start + $0 } ?? cursor.position
        return start..<cursor.position
    }

    private func set(
        _ text: Range<Int>, _ directive: AccessDirective, _ bytes: Span<UInt8>, _ fields: inout AccessFields
    ) {
        if directive == .query { fields.isQueryApart = true }
        if directive == .completion { fields.wasAborted = !bytes.matches(text, "OK") }
        let field = AccessTail.present(text, bytes)
        guard field.isPresent else { return }
        switch directive {
        case .client: fields.client = field
        case .peer: fields.peer = field
        case .user: fields.user = field
        case .domain: fields.domain = field
        case .request: fields.request = field
        case .method: fields.method = field
        case .target: fields.target = field
        case .path: fields.path = field
        case .query: fields.query = field
        case .version: fields.version = field
        case .referrer: fields.referrer = field
        case .agent: fields.agent = field
        case .filePath: fields.filePath = field
        default: break
        }
    }
}
