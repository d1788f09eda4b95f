// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// The parameters of a query, encoded as HTML forms do it: `+` is a blank, and percent signs are undone once.
/// <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>
enum FormQuery {
    /// Hands out names and values in their order; a parameter without `=` has an empty value.
    static func forEach(_ query: Span<UInt8>, _ body: (_ name: [UInt8], _ value: [UInt8]) -> Void) {
        guard query.firstIndex(of: UInt8(ascii: "\\")) == nil else {
            // What the server escaped for its log is undone before what the client encoded.
            var unescaped: [UInt8] = []
            Escapes.undoApache(query, into: &unescaped)
            return parameters(unescaped.span, body)
        }
        parameters(query, body)
    }

    private static func parameters(_ query: Span<UInt8>, _ body: (_ name: [UInt8], _ value: [UInt8]) -> Void) {
        var start = 0
        while start <= query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), from: start) ?? query.count
            // Within the parameter: a search beyond it, for each of many, would be one of the whole query.
            let parameter = query.extracting(start..<end)
            let middle = parameter.firstIndex(of: UInt8(ascii: "=")).map { start + $0 } ?? end
            if end > start {
                body(decoded(query, start..<middle), decoded(query, min(middle + 1, end)..<end))
            }
            start = end + 1
        }
    }

    private static func decoded(_ query: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        for index in range { text.append(query[index] == UInt8(ascii: "+") ? 0x20 : query[index]) }
        var output: [UInt8] = []
        Escapes.undoPercent(text.span, into: &output)
        return output
    }
}
