// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What one line of an `ExtendedLog` says, in one of the forms that its `LogFormat` is given.
struct ProFTPDExtendedLine {
    enum Stamp {
        case instant(Instant)
        case local(CivilTime, milliseconds: UInt32?)
    }

    var stamp: Stamp
    var client: Range<Int>
    var user: Range<Int>?
    var verb: Range<Int>
    var argument: Range<Int>?
    var code: Int
    var byteCount: Int64?
    /// `%{transfer-status}`, `success` or not; nil where it is not logged.
    var hasFailed: Bool?
    /// `%f`, the real path.
    var path: Range<Int>?
    /// Whether a number or a name ends the line, of which a cut line has lost a part.
    var hasOpenEnd: Bool
}

/// Reads the forms of `ExtendedLog` that servers come with or their documents show.
///
///     192.0.2.7 UNKNOWN anna [04/Mar/2015:10:27:34 +0100] "RETR x.wav" 226 16193               the default
///     nas.example.org [366] 192.0.2.7 [04/Mar/2015:10:27:34 +0100] "PASS (hidden)" 230         "%v [%P] %h %t \"%r\" %s"
///     2015-03-04 10:28:34,450 192.0.2.7 anna "RETR /x.wav" 426 327680 failed /srv/nas/x.wav    with %{iso8601} and %f
///     [10/Nov/2023:20:02:34 +0100] 192.0.2.7 anna@example STOR "/data/.env" 226 997            of a hosting provider
///
/// Quotes in commands and paths are not escaped.
struct ProFTPDExtendedLineReader: Sendable {
    private var stampReader = OffsetStampReader()

    /// Nil if the line has none of the forms; `cursor` then stands where that was seen.
    @_lifetime(cursor: copy cursor)
    mutating func read(_ cursor: inout ByteCursor) -> ProFTPDExtendedLine? {
        if cursor.next == UInt8(ascii: "[") { return hostingForm(&cursor) }
        if let stamp = cursor.dashedStamp() { return pathForm(&cursor, stamp) }
        return defaultForm(&cursor)
    }

    // MARK: forms

    @_lifetime(cursor: copy cursor)
    private mutating func defaultForm(_ cursor: inout ByteCursor) -> ProFTPDExtendedLine? {
        guard var client = cursor.token(), cursor.take(" ") else { return nil }
        var user: Range<Int>?
        if cursor.take("[") {
            guard cursor.integer() != nil, cursor.take("] "), let second = cursor.token(), cursor.take(" [") else {
                return nil
            }
            client = second
        } else {
            guard cursor.token() != nil, cursor.take(" "), let name = cursor.field(before: " ["), cursor.take(" [")
            else { return nil }
            user = name
        }
        guard let time = stampReader.read(&cursor), cursor.take("] \"") else { return nil }
        return Self.command(&cursor, .instant(time), client, user, triesPathFirst: false)
    }

    @_lifetime(cursor: copy cursor)
    private func pathForm(_ cursor: inout ByteCursor, _ stamp: CivilTime) -> ProFTPDExtendedLine? {
        let milliseconds = cursor.commaMilliseconds()
        guard cursor.take(" "), let client = cursor.token(), cursor.take(" "), let user = cursor.token(),
            cursor.take(" \"")
        else { return nil }
        return Self.command(
            &cursor, .local(stamp, milliseconds: milliseconds), client, user, triesPathFirst: true)
    }

    @_lifetime(cursor: copy cursor)
    private mutating func hostingForm(_ cursor: inout ByteCursor) -> ProFTPDExtendedLine? {
        cursor.position += 1
        guard let time = stampReader.read(&cursor), cursor.take("] "), let client = cursor.token(), cursor.take(" "),
            let user = cursor.token(), cursor.take(" "), let verb = Self.verb(&cursor), cursor.take(" \"")
        else { return nil }
        let start = cursor.position
        guard let quote = cursor.bytes.lastIndex(of: UInt8(ascii: "\""), before: cursor.bytes.count), quote >= start,
            let suffix = Suffix(plainAt: quote, cursor.bytes)
        else { return nil }
        return Self.line(.instant(time), client, user, verb, start..<quote, suffix, of: cursor.bytes)
    }

    // MARK: command and result

    /// The command up to its closing quote, which is the one that the rest of the form follows.
    @_lifetime(cursor: copy cursor)
    private static func command(
        _ cursor: inout ByteCursor, _ stamp: ProFTPDExtendedLine.Stamp, _ client: Range<Int>, _ user: Range<Int>?,
        triesPathFirst: Bool
    ) -> ProFTPDExtendedLine? {
        guard let verb = verb(&cursor) else { return nil }
        let bytes = cursor.bytes
        let start = cursor.position
        let plain = bytes.lastIndex(of: UInt8(ascii: "\""), before: bytes.count).flatMap { quote in
            quote >= start ? Suffix(plainAt: quote, bytes) : nil
        }
        let suffix =
            triesPathFirst
            ? Suffix(withPathBehind: start, bytes) ?? plain : plain ?? Suffix(withPathBehind: start, bytes)
        guard let suffix else { return nil }
        var argument: Range<Int>?
        if suffix.quote > start {
            guard bytes[start] == UInt8(ascii: " ") else { return nil }
            argument = start + 1..<suffix.quote
        }
        return line(stamp, client, user, verb, argument, suffix, of: bytes)
    }

    private static func line(
        _ stamp: ProFTPDExtendedLine.Stamp, _ client: Range<Int>, _ user: Range<Int>?, _ verb: Range<Int>,
        _ argument: Range<Int>?, _ suffix: Suffix, of bytes: Span<UInt8>
    ) -> ProFTPDExtendedLine {
        let isUnknown = user.map { bytes.matches($0, "-") } ?? true
        return ProFTPDExtendedLine(
            stamp: stamp, client: client, user: isUnknown ? nil : user, verb: verb, argument: argument,
            code: suffix.code, byteCount: suffix.byteCount, hasFailed: suffix.hasFailed, path: suffix.path,
            hasOpenEnd: suffix.hasOpenEnd)
    }

    @_lifetime(cursor: copy cursor)
    private static func verb(_ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        while let byte = cursor.next, (0x41...0x5a).contains(byte) { cursor.position += 1 }
        return FTPCommand(cursor.bytes.extracting(start..<cursor.position)) == nil ? nil : start..<cursor.position
    }

    /// What stands behind the command: `226 16193`, `230`, `226 48047 success /srv/nas/x.wav`, `500 - - -`.
    private struct Suffix {
        /// The closing quote of the command.
        let quote: Int
        let code: Int
        var byteCount: Int64?
        var hasFailed: Bool?
        var path: Range<Int>?
        var hasOpenEnd = true

        /// Code and bytes alone, up to the end.
        init?(plainAt quote: Int, _ bytes: Span<UInt8>) {
            var cursor = ByteCursor(bytes, at: quote + 1)
            guard cursor.take(" "), let code = cursor.digits(3) else { return nil }
            self.quote = quote
            self.code = code
            if cursor.take(" ") {
                byteCount = cursor.integer()
                if byteCount == nil {
                    guard cursor.take("-") else { return nil }
                    hasOpenEnd = false
                }
            }
            guard cursor.isAtEnd else { return nil }
        }

        /// With state and path. A name may hold what looks like this: if several quotes will do, then the one whose path
        /// ends in what was asked for, else the first.
        init?(withPathBehind start: Int, _ bytes: Span<UInt8>) {
            var found: Suffix?
            var index = start
            while let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: index) {
                index = quote + 1
                guard let suffix = Suffix(withPathAt: quote, bytes) else { continue }
                if found == nil { found = suffix }
                guard let path = suffix.path, quote > start, path.count >= quote - start - 1,
                    Self.isEnd(start + 1..<quote, of: path, bytes)
                else { continue }
                self = suffix
                return
            }
            guard let found else { return nil }
            self = found
        }

        private init?(withPathAt quote: Int, _ bytes: Span<UInt8>) {
            var cursor = ByteCursor(bytes, at: quote + 1)
            guard cursor.take(" "), let code = cursor.digits(3), cursor.take(" ") else { return nil }
            self.quote = quote
            self.code = code
            byteCount = cursor.integer()
            guard byteCount != nil || cursor.take("-"), cursor.take(" ") else { return nil }
            if cursor.take("success ") {
                hasFailed = false
            } else if cursor.take("failed ") || cursor.take("cancelled ") || cursor.take("timeout ") {
                hasFailed = true
            } else if !cursor.take("- ") {
                return nil
            }
            guard !cursor.isAtEnd else { return nil }
            let path = cursor.position..<bytes.count
            if !bytes.matches(path, "-") { self.path = path }
        }

        private static func isEnd(_ text: Range<Int>, of path: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
            for step in 1...max(text.count, 1)
            where step <= text.count && bytes[text.upperBound - step] != bytes[path.upperBound - step] { return false }
            return true
        }
    }
}
