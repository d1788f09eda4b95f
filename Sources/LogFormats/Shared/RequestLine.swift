// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The request line of an access log, RFC 9112 section 3, as the client sent it and the server escaped it.
///
///     GET /calls/2015/01/x.wav?y=1 HTTP/1.1
///     GET /                                      HTTP/0.9: no version
///     GET /a name with blanks.wav HTTP/1.1       not allowed, and common
///     -                                          no request came
///     \x16\x03\x01                               TLS to a plain port
enum RequestLine {
    /// Sets method, url, its parts and the version; of what is no request the url alone, which then is all of it.
    static func read(_ range: Range<Int>, of bytes: Span<UInt8>, into event: inout Event) {
        var cursor = ByteCursor(bytes.extracting(range.lowerBound..<range.upperBound))
        guard let method = methodToken(&cursor), cursor.take(" "), !cursor.isAtEnd else {
            return keepRaw(range, of: bytes, &event)
        }
        let rest = cursor.position..<range.count
        var target = rest
        if let blank = cursor.bytes.lastIndex(of: UInt8(ascii: " "), before: range.count), blank > rest.lowerBound {
            var version = ByteCursor(cursor.bytes, at: blank + 1)
            if version.take("HTTP/"), !version.isAtEnd {
                event.httpVersion = EventField(
                    range.lowerBound + version.position..<range.lowerBound + range.count)
                target = rest.lowerBound..<blank
            }
        }
        event.method = EventField(range.lowerBound + method.lowerBound..<range.lowerBound + method.upperBound)
        setTarget(range.lowerBound + target.lowerBound..<range.lowerBound + target.upperBound, of: bytes, &event)
    }

    private static func keepRaw(_ range: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) {
        if !range.isEmpty, !bytes.matches(range, "-") { event.url = EventField(range) }
    }

    /// Capital letters, `-` and `_`: what servers accept in practice.
    private static func methodToken(_ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        while let byte = cursor.next, (0x41...0x5a).contains(byte) || byte == 0x2d || byte == 0x5f {
            cursor.position += 1
        }
        return cursor.position > start && cursor.position - start <= 32 ? start..<cursor.position : nil
    }

    /// Splits the target into domain, path and query, and decodes the path.
    static func setTarget(_ target: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) {
        event.url = EventField(target)
        var path = target
        if let authority = authority(of: target, in: bytes) {
            event.urlDomain = EventField(authority)
            path = authority.upperBound..<target.upperBound
        } else if bytes[target.lowerBound] != UInt8(ascii: "/") {
            return
        }
        if let mark = bytes.firstIndex(of: UInt8(ascii: "?"), from: path.lowerBound), mark < path.upperBound {
            event.urlQuery = EventField(mark + 1..<path.upperBound)
            path = path.lowerBound..<mark
        }
        event.urlPath = decodedPath(path, of: bytes, &event)
    }

    /// Takes a path that the server has decoded.
    ///
    /// - Parameter isEscaped: whether it was escaped again for the log.
    static func setPath(_ path: Range<Int>, of bytes: Span<UInt8>, isEscaped: Bool, _ event: inout Event) {
        event.url = EventField(path)
        guard !path.isEmpty, bytes[path.lowerBound] == UInt8(ascii: "/") else { return }
        event.urlPath = event.appending { output in
            let start = output.count
            if isEscaped {
                Escapes.undoApache(bytes.extracting(path), into: &output)
            } else {
                output.append(addingBytesOf: bytes.extracting(path))
            }
            PathNormalisation.resolve(&output, from: start)
        }
    }

    /// The host and port of an absolute-form target, `http://host:80/path`.
    private static func authority(of target: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
        var cursor = ByteCursor(bytes, at: target.lowerBound)
        guard bytes[target.lowerBound] != UInt8(ascii: "/"), cursor.take("http://") || cursor.take("https://"),
            cursor.position < target.upperBound
        else { return nil }
        let start = cursor.position
        while cursor.position < target.upperBound, let byte = cursor.next, byte != UInt8(ascii: "/"),
            byte != UInt8(ascii: "?")
        {
            cursor.position += 1
        }
        return start..<cursor.position
    }

    /// Most paths stand in the line as they are; only others are written out anew.
    private static func decodedPath(_ path: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) -> EventField {
        guard needsDecoding(path, bytes) else { return EventField(path) }
        return event.appending { output in
            let start = output.count
            let text = bytes.extracting(path)
            if text.firstIndex(of: UInt8(ascii: "\\")) != nil {
                var unescaped: [UInt8] = []
                Escapes.undoApache(text, into: &unescaped)
                Escapes.undoPercent(unescaped.span, into: &output)
            } else {
                Escapes.undoPercent(text, into: &output)
            }
            if output.count == start { output.append(UInt8(ascii: "/")) }
            if !PathNormalisation.isResolved(output.span.extracting(start..<output.count)) {
                PathNormalisation.resolve(&output, from: start)
            }
        }
    }

    /// Whether an escape, an empty segment or one that begins with a dot stands in it: eight bytes at a time.
    private static func needsDecoding(_ path: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var index = path.lowerBound
        // The bit of a slash in the byte before, as `matches` gives it, where the next byte's is.
        var previousSlash: UInt64 = 0
        while index + 8 <= path.upperBound {
            let word = bytes.word(at: index)
            let slashes = word.matches(UInt8(ascii: "/"))
            let afterSlash = slashes << 8 | previousSlash
            let escapes = word.matches(UInt8(ascii: "%")) | word.matches(UInt8(ascii: "\\"))
            if escapes | (afterSlash & (slashes | word.matches(UInt8(ascii: ".")))) != 0 { return true }
            previousSlash = slashes >> 56
            index += 8
        }
        while index < path.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") { return true }
            if previousSlash != 0, byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") { return true }
            previousSlash = byte == UInt8(ascii: "/") ? 0x80 : 0
            index += 1
        }
        return path.isEmpty
    }
}
