// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What stands before the stamp of an access line: who asked.
///
///     127.0.0.1 - anna                   host, identity, user
///     127.0.0.1 - anna doe               a user name may hold blanks
///     www.example.org:80 127.0.0.1 - -   the virtual host in front
///     127.0.0.1 www.example.org anna     or behind the client
///     127.0.0.1                          the rest left out
enum AccessClient {
    /// Sets client, user and domain from `prefix`; false where it has another form.
    static func read(_ prefix: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event) -> Bool {
        var cursor = ByteCursor(bytes.extracting(0..<prefix.upperBound), at: prefix.lowerBound)
        guard var host = cursor.token() else { return false }
        if let client = clientBehindVirtualHost(host, in: cursor) {
            if !isDash(cursor.bytes, host) { event.urlDomain = EventField(host) }
            cursor.position = client.upperBound
            host = client
        }
        // Only names and IPv6 addresses are longer than this: the others need no look.
        if host.count > 15, GluedName.end(host, of: bytes) != nil { return false }
        event.source = EventField(host)
        // Some writers leave out the identity and the user, or the user alone.
        guard cursor.take(" ") else { return true }
        let identity = cursor.token()
        guard cursor.take(" ") else { return identity.map { isDash(bytes, $0) } ?? true }
        if let identity, !isDash(bytes, identity), !readIdentity(identity, host, of: bytes, &event) { return false }
        let user = cursor.position..<prefix.upperBound
        if !user.isEmpty, !isDash(bytes, user) { event.user = EventField(user) }
        return true
    }

    /// Names that a client gives itself by RFC 1413 have no dots; the virtual host, which some formats put there, has.
    private static func readIdentity(
        _ identity: Range<Int>, _ host: Range<Int>, of bytes: Span<UInt8>, _ event: inout Event
    ) -> Bool {
        if bytes[identity.lowerBound] == UInt8(ascii: "(") || bytes[host.upperBound - 1] == UInt8(ascii: ",") {
            return false
        }
        if !event.urlDomain.isPresent, looksLikeAddress(bytes, host), !looksLikeAddress(bytes, identity),
            bytes.extracting(identity).firstIndex(of: UInt8(ascii: ".")) != nil
        {
            event.urlDomain = EventField(identity)
        }
        return true
    }

    /// The second token, if two more follow it and it is the client, so that the first must be a virtual host.
    ///
    /// A user name with blanks makes as many tokens: the first is a virtual host only if it has a port, or else is no
    /// address and stands before an address or before a name without an identity.
    private static func clientBehindVirtualHost(_ first: Range<Int>, in start: ByteCursor) -> Range<Int>? {
        let bytes = start.bytes
        var cursor = ByteCursor(bytes, at: first.upperBound)
        guard cursor.take(" "), let second = cursor.token(), cursor.take(" "), let third = cursor.token(),
            cursor.take(" "), !cursor.isAtEnd, !isDash(bytes, second)
        else { return nil }
        if endsInPort(bytes, first) { return second }
        guard !looksLikeAddress(bytes, first) else { return nil }
        return looksLikeAddress(bytes, second) || isDash(bytes, third) ? second : nil
    }

    static func isDash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-")
    }

    /// `name:80`, and not an IPv6 address, which has more than one colon.
    private static func endsInPort(_ bytes: Span<UInt8>, _ token: Range<Int>) -> Bool {
        var colons = 0
        var digits = 0
        for index in token {
            switch bytes[index] {
            case UInt8(ascii: ":"):
                colons += 1
                digits = 0
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "]"): colons = 0
            default: digits = -token.count
            }
        }
        return colons == 1 && digits > 0
    }

    /// Dotted decimal, or hexadecimal digits with at least two colons.
    static func looksLikeAddress(_ bytes: Span<UInt8>, _ token: Range<Int>) -> Bool {
        var dots = 0
        var colons = 0
        var hasLetters = false
        for index in token {
            switch bytes[index] {
            case 0x30...0x39: break
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: ":"): colons += 1
            case 0x41...0x46, 0x61...0x66: hasLetters = true
            default: return false
            }
        }
        return colons >= 2 || (dots == 3 && colons == 0 && !hasLetters)
    }
}

/// A file name that a search over several files has put in front of the line.
///
///     /var/log/apache2/access.log:127.0.0.1 - - [...]
///     access.log.1:17:127.0.0.1 - - [...]
enum GluedName {
    /// Where the line itself begins in its first token; nil if nothing is glued to it.
    static func end(_ token: Range<Int>, of bytes: Span<UInt8>) -> Int? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), from: token.lowerBound),
            colon + 1 < token.upperBound, isLogName(bytes, token.lowerBound..<colon)
        else { return nil }
        var cursor = ByteCursor(bytes, at: colon + 1)
        if cursor.integer() != nil, cursor.take(":"), cursor.position < token.upperBound,
            !AccessClient.looksLikeAddress(bytes, colon + 1..<token.upperBound)
        {
            return cursor.position
        }
        return colon + 1
    }

    /// A path, or a name that ends in `log` or has that before what rotation added.
    private static func isLogName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
        if !name.isEmpty, bytes[name.lowerBound] == UInt8(ascii: "/") { return true }
        let text = bytes.extracting(name)
        if text.matches(at: 0, "./") || text.matches(at: 0, "../") { return true }
        for index in 1..<max(1, name.count) where text.matches(at: index, "log") {
            let before = text[index - 1]
            let isWordStart = before == UInt8(ascii: ".") || before == UInt8(ascii: "_") || before == UInt8(ascii: "-")
            let isWordEnd = index + 3 == name.count || !(0x61...0x7a).contains(text[index + 3])
            if isWordStart, isWordEnd { return true }
        }
        return false
    }
}
