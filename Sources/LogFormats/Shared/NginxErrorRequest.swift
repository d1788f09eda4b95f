// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// What an nginx error line says of the request that it is about, at its end.
///
///     ..., client: 192.0.2.1, server: www.example.net, request: "GET /x HTTP/1.1", upstream: "http://127.0.0.1:3000/x", host: "www.example.net", referrer: "http://www.example.org/"
///
/// Client and server are nginx's words, the rest is the client's, and nothing is escaped: the name of a user or a file before
/// it may imitate all of it, and so may what is asked for. Of all places that could be its beginning, it is the first from
/// which every text goes to the end of its line without a quote in it.
struct NginxErrorRequest {
    /// Where `, client: ` stands.
    let start: Int
    let client: Range<Int>
    private(set) var line: Range<Int>
    private(set) var host: Range<Int>?
    private(set) var referrer: Range<Int>?

    /// Nil if there is no client, or it has sent no request yet.
    init?(_ text: ByteCursor) {
        var search = ByteCursor(text.bytes, at: text.position)
        while search.field(before: ", client: ") != nil {
            let candidate = search.position
            if let request = Self(text.bytes, at: candidate) {
                self = request
                return
            }
            search.position = candidate + 1
        }
        return nil
    }

    private init?(_ bytes: Span<UInt8>, at start: Int) {
        var cursor = ByteCursor(bytes, at: start)
        guard cursor.take(", client: "), let client = cursor.token(before: ","), cursor.take(", server: "),
            let server = cursor.field(before: ","), !Self.holdsQuote(server, bytes), cursor.take(", request: \""),
            let line = cursor.field(before: "\"")
        else { return nil }
        self.start = start
        self.client = client
        self.line = line
        cursor.position += 1
        while cursor.take(", ") {
            let name = cursor.position
            while let byte = cursor.next, (0x61...0x7a).contains(byte) { cursor.position += 1 }
            guard cursor.take(": \""), let value = cursor.field(before: "\"") else { return nil }
            cursor.position += 1
            if bytes.matches(at: name, "host: ") { host = value }
            if bytes.matches(at: name, "referrer: ") { referrer = value }
        }
        guard cursor.isAtEnd else { return nil }
    }

    private static func holdsQuote(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        range.contains { bytes[$0] == UInt8(ascii: "\"") }
    }
}
