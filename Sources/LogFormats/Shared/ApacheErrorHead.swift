// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What stands between the stamp and the text of an Apache error line.
///
///     [error] [client 192.0.2.1] File ...                                              2.2
///     [core:info] [pid 4101:tid 2992634688] [client 192.0.2.1:46652] AH00128: File ... 2.4
///     [core:error] [pid 20009] (13)Permission denied: [client ::1:49934] AH00132: ...  with the status of a system call
///     [rewrite:trace3] [pid 9:tid 7] mod_rewrite.c(470): [client 192.0.2.1:1] ...      with the place in the source
///     [:error] [pid 9] [client 192.0.2.1:1] [client 192.0.2.1] ModSecurity: ...        said twice
///
/// Only the first `[client ...]` is the server's own; the text behind it is in part the client's, and may hold another.
struct ApacheErrorHead {
    enum Level { case failure, remark }

    private(set) var level: Level?
    private(set) var client: Range<Int>?
    private(set) var port: Int?
    private(set) var isWebDAV = false
    /// Since 2.4 the level has its module before it, and the client its port behind it.
    private var hasModule = false

    /// Consumes the head and the message's code; nil if there is none.
    init?(_ cursor: inout ByteCursor) {
        takeFields(&cursor)
        guard level != nil || client != nil else { return nil }
        Self.takePlaceInSource(&cursor)
        Self.takeStatus(&cursor)
        takeFields(&cursor)
        Self.takeStatus(&cursor)
        _ = cursor.apacheMessageCode()
    }

    private mutating func takeFields(_ cursor: inout ByteCursor) {
        while cursor.next == UInt8(ascii: "[") {
            var field = ByteCursor(cursor.bytes, at: cursor.position + 1)
            guard takeField(&field), field.take("]"), field.isAtEnd || field.take(" ") else { return }
            field.skip(" ")
            cursor.position = field.position
        }
    }

    private mutating func takeField(_ field: inout ByteCursor) -> Bool {
        if field.take("client ") || field.take("remote ") { return takeClient(&field) }
        if field.take("pid ") || field.take("tid ") || (client != nil && field.next.map(isDigit) ?? false) {
            return field.field(before: "]") != nil
        }
        let start = field.position
        if level == nil, takeLevel(&field) { return true }
        field.position = start
        return Self.takeOther(&field)
    }

    /// `[host www.example.org]`: what `ErrorLogFormat` may add.
    private static func takeOther(_ field: inout ByteCursor) -> Bool {
        let start = field.position
        while let byte = field.next, isNameByte(byte) { field.position += 1 }
        return field.position > start && field.take(" ") && field.token(before: "]") != nil
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    // MARK: the client

    /// `192.0.2.1`, `192.0.2.1:51380`, `[2001:db8::1]:51548`, `2001:db8::1`, `2001:db8::1:51548` or a name.
    private mutating func takeClient(_ field: inout ByteCursor) -> Bool {
        if field.take("[") {
            guard let address = field.field(before: "]"), !address.isEmpty else { return false }
            field.position += 1
            var port: Int?
            if field.take(":") { port = field.integer().map { Int($0) } }
            setClient(address, port)
            return true
        }
        guard let text = field.field(before: "]"), !text.isEmpty else { return false }
        for index in text where field.bytes[index] == UInt8(ascii: " ") { return false }
        let end = endOfAddress(text, field.bytes)
        var port = ByteCursor(field.bytes.extracting(0..<text.upperBound), at: end)
        setClient(text.lowerBound..<end, port.take(":") ? port.integer().map { Int($0) } : nil)
        return true
    }

    private mutating func setClient(_ address: Range<Int>, _ port: Int?) {
        guard client == nil else { return }
        client = address
        self.port = port
    }

    /// Where a port may begin: behind the only colon, and in an IPv6 address, which is written without brackets, behind
    /// the last one if what follows is no group of the address, or is hardly one.
    private func endOfAddress(_ text: Range<Int>, _ bytes: Span<UInt8>) -> Int {
        var colons = 0
        var isShortened = false
        for index in text where bytes[index] == UInt8(ascii: ":") {
            colons += 1
            if index > text.lowerBound, bytes[index - 1] == UInt8(ascii: ":") { isShortened = true }
        }
        guard colons > 0, let last = bytes.lastIndex(of: UInt8(ascii: ":"), before: text.upperBound) else {
            return text.upperBound
        }
        var digits = ByteCursor(bytes.extracting(0..<text.upperBound), at: last + 1)
        guard let number = digits.integer(), digits.isAtEnd, number < 65_536 else { return text.upperBound }
        let count = digits.position - last - 1
        let isPort = colons == 1 || colons == 8 || count == 5 || (hasModule && isShortened && number >= 1024)
        return isPort ? last : text.upperBound
    }

    // MARK: the level

    /// `error`, `core:error` or `:error`.
    private mutating func takeLevel(_ field: inout ByteCursor) -> Bool {
        let start = field.position
        guard let text = field.field(before: "]") else { return false }
        var word = text
        if let colon = field.bytes.firstIndex(of: UInt8(ascii: ":"), from: start), colon < text.upperBound {
            for index in start..<colon where !Self.isNameByte(field.bytes[index]) { return false }
            hasModule = true
            isWebDAV = field.bytes.matches(at: start, "dav")
            word = colon + 1..<text.upperBound
        }
        let bytes = field.bytes
        if Self.failures.contains(where: { bytes.matches(word, $0) }) {
            level = .failure
        } else if Self.remarks.contains(where: { bytes.matches(word, $0) }) {
            level = .remark
        }
        return level != nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static let failures: [StaticString] = ["error", "crit", "alert", "emerg"]
    private static let remarks: [StaticString] = [
        "warn", "notice", "info", "debug", "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7",
        "trace8",
    ]

    // MARK: between the fields

    /// `mod_rewrite.c(470): `
    private static func takePlaceInSource(_ cursor: inout ByteCursor) {
        var place = ByteCursor(cursor.bytes, at: cursor.position)
        while let byte = place.next, isNameByte(byte) || byte == UInt8(ascii: ".") { place.position += 1 }
        guard place.position > cursor.position, place.take("("), place.integer() != nil, place.take("): ") else {
            return
        }
        place.skip(" ")
        cursor.position = place.position
    }

    /// `(13)Permission denied: `, `(OS 64)The specified network name is no longer available.  : `
    private static func takeStatus(_ cursor: inout ByteCursor) {
        var status = ByteCursor(cursor.bytes, at: cursor.position)
        guard status.take("(") else { return }
        _ = status.take("OS ")
        guard status.integer() != nil, status.take(")"), status.field(before: ": ") != nil else { return }
        status.position += 2
        cursor.position = status.position
    }
}

extension ByteCursor {
    /// Consumes `AH00128: `, the number that a message has since 2.4.
    @_lifetime(self: copy self)
    mutating func apacheMessageCode() -> Bool {
        let start = position
        if take("AH"), digits(5) != nil, take(": ") { return true }
        position = start
        return false
    }
}
