// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Where the request of an access line ends, and whether it was made of a web server.
enum AccessRequest {
    /// Consumes the request and its closing quote.
    ///
    /// Since 2.0.46 Apache escapes quotes in it; older and foreign writers do not. A quote therefore closes the
    /// request only if a status follows it.
    @_lifetime(cursor: copy cursor)
    static func field(_ cursor: inout ByteCursor) -> Range<Int>? {
        let start = cursor.position
        while cursor.field(before: "\"") != nil {
            let quote = cursor.position
            cursor.position += 1
            if !isEscaped(cursor.bytes, quote), isStatusNext(cursor) { return start..<quote }
        }
        return nil
    }

    private static func isStatusNext(_ start: ByteCursor) -> Bool {
        var cursor = ByteCursor(start.bytes, at: start.position)
        return cursor.take(" ") && (cursor.digits(3) != nil || cursor.take("-")) && cursor.take(" ")
    }

    /// Whether the byte at `index` follows an odd number of backslashes.
    static func isEscaped(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        var count = 0
        while index - count > 0, bytes[index - count - 1] == UInt8(ascii: "\\") { count += 1 }
        return count % 2 == 1
    }

    /// FTP servers write lines of this shape too, with commands in the request's place and no version. A web server
    /// knows requests without a version only as HTTP/0.9, which has nothing but GET, and refuses all others.
    @inline(__always)
    static func isOfWebServer(_ request: Range<Int>, _ event: borrowing Event, of bytes: Span<UInt8>) -> Bool {
        event.httpVersion.isPresent || isOfWebServerWithoutVersion(request, event, of: bytes)
    }

    private static func isOfWebServerWithoutVersion(
        _ request: Range<Int>, _ event: borrowing Event, of bytes: Span<UInt8>
    ) -> Bool {
        if FTPCommand.begins(bytes.extracting(request)) { return event.status == 400 }
        if !event.method.isPresent {
            return !holdsAnotherField(request, bytes) && !standsBehindFTPCommand(request, bytes)
        }
        return (event.status ?? 400) >= 400 || event.text(event.method).matches(at: 0, "GET")
    }

    /// `STOR "/a.wav`: an FTP server that quotes the path alone.
    private static func standsBehindFTPCommand(_ request: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let blank = request.lowerBound - 2
        guard blank > 0, bytes[blank] == UInt8(ascii: " ") else { return false }
        let start = bytes.lastIndex(of: UInt8(ascii: " "), before: blank).map { $0 + 1 } ?? 0
        return FTPCommand(bytes.extracting(start..<blank)) != nil
    }

    /// `-" "GET / HTTP/1.1`: what seems to be one request is a field and the request.
    private static func holdsAnotherField(_ request: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var cursor = ByteCursor(bytes.extracting(0..<request.upperBound), at: request.lowerBound)
        return cursor.field(before: "\" \"") != nil
    }
}
