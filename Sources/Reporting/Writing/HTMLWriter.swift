// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// HTML and inline SVG, in which no text can become markup.
///
/// Names of elements and attributes are `StaticString`s, so that only this program's source can choose them; everything
/// else is escaped here, for the page and, as for a terminal, against characters that hide or reorder text.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// `<name a="b">body</name>`
    mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ body: (inout HTMLWriter) -> Void
    ) {
        open(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        body(&self)
        put("</")
        put(name)
        bytes.append(UInt8(ascii: ">"))
    }

    /// `<name a="b">text</name>`
    mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String
    ) {
        element(name, attributes) { $0.text(text) }
    }

    /// `<name a="b"/>`, of SVG or of the elements of HTML that have no end tag.
    mutating func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
        open(name, attributes)
        put("/>")
    }

    mutating func text(_ text: String) { escape(text) }

    /// `2019-02-15 12:00:01Z`, where a line may be broken between day and hour, and nowhere else. Its fraction of a second is
    /// left to the attribute.
    mutating func time(_ time: Instant) {
        element("time", ["datetime": time.iso8601]) { element in
            element.element("span", text: String(time.iso8601.prefix(10)))
            element.text(" ")
            element.element("span", text: String(time.iso8601.dropFirst(11).prefix(8)) + "Z")
        }
    }

    /// What the source says as it stands, for style sheets and the document type.
    mutating func put(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// What was written since the last time.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        bytes.append(UInt8(ascii: "<"))
        put(name)
        for (key, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            put(key)
            put("=\"")
            escape(value)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func escape(_ text: String) {
        for byte in TerminalText.escaped(Array(text.utf8)).utf8 {
            switch byte {
            case UInt8(ascii: "&"): put("&amp;")
            case UInt8(ascii: "<"): put("&lt;")
            case UInt8(ascii: ">"): put("&gt;")
            case UInt8(ascii: "\""): put("&quot;")
            case UInt8(ascii: "'"): put("&#39;")
            default: bytes.append(byte)
            }
        }
    }
}
