// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension AccessLogFormat {
    /// Compiles a `LogFormat` of Apache's mod_log_config, or one of its customary nicknames.
    ///
    /// Quotes may be escaped as they are in the configuration. Debian and Ubuntu ship `common`, `combined` and
    /// `vhost_combined` with `%O` where Apache has `%b`, so that a nickname leaves open which bytes are counted.
    package init(compiling format: [UInt8]) throws(Problem) {
        if let meant = Self.nicknames[String(decoding: format, as: UTF8.self)] {
            try self.init(
                server: .apache, pieces: Self.apachePieces(Array(meant.format.utf8)),
                isByteColumnOpen: meant.isByteColumnOpen)
        } else {
            try self.init(server: .apache, pieces: Self.apachePieces(format))
        }
    }

    private static let nicknames: [String: (format: String, isByteColumnOpen: Bool)] = [
        "common": (#"%h %l %u %t "%r" %>s %b"#, true),
        "combined": (#"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#, true),
        "vhost_combined": (#"%v:%p %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#, true),
        "combinedio": (#"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %I %O"#, false),
    ]

    private static func apachePieces(_ format: [UInt8]) throws(Problem) -> [Piece] {
        var pieces: [Piece] = []
        var cursor = ByteCursor(format.span)
        while let byte = cursor.next {
            cursor.position += 1
            switch byte {
            case UInt8(ascii: "%"):
                pieces.append(try piece(&cursor))
            case UInt8(ascii: "\\"):
                pieces.append(.literal([unescaped(&cursor)]))
            default: pieces.append(.literal([byte]))
            }
        }
        return pieces
    }

    /// `\"`, `\\`, `\t`, `\n`; another backslash stands for itself.
    @_lifetime(cursor: copy cursor)
    private static func unescaped(_ cursor: inout ByteCursor) -> UInt8 {
        if cursor.take("t") { return 0x09 }
        if cursor.take("n") { return 0x0a }
        if cursor.take("r") { return 0x0d }
        if cursor.take("\"") { return 0x22 }
        _ = cursor.take("\\")
        return 0x5c
    }

    /// What follows a percent sign: conditions on the status, `<` or `>`, an argument in braces, letters.
    @_lifetime(cursor: copy cursor)
    private static func piece(_ cursor: inout ByteCursor) throws(Problem) -> Piece {
        if cursor.take("%") { return .literal([0x25]) }
        let start = cursor.position
        var argument: [UInt8]?
        var isFinal = false
        while let byte = cursor.next {
            switch byte {
            case UInt8(ascii: "!"), UInt8(ascii: ","), UInt8(ascii: "<"), 0x30...0x39: break
            case UInt8(ascii: ">"): isFinal = true
            case UInt8(ascii: "{"):
                cursor.position += 1
                guard let text = cursor.field(before: "}") else { throw .unterminatedArgument }
                argument = bytes(text, cursor.bytes)
            default:
                let count = byte == UInt8(ascii: "^") ? 3 : 1
                let end = min(cursor.position + count, cursor.bytes.count)
                let letters = bytes(cursor.position..<end, cursor.bytes)
                cursor.position = end
                guard let directive = try directive(letters, argument, isFinal) else {
                    throw .unknownDirective("%" + String(decoding: bytes(start..<end, cursor.bytes), as: UTF8.self))
                }
                return .field(directive)
            }
            cursor.position += 1
        }
        throw .unknownDirective("%" + String(decoding: bytes(start..<cursor.bytes.count, cursor.bytes), as: UTF8.self))
    }

    private static func bytes(_ range: Range<Int>, _ text: Span<UInt8>) -> [UInt8] { range.map { text[$0] } }

    private static func directive(_ letters: [UInt8], _ argument: [UInt8]?, _ isFinal: Bool) throws(Problem)
        -> AccessDirective?
    {
        let name = argument.map { String(decoding: $0, as: UTF8.self).lowercased() }
        switch String(decoding: letters, as: UTF8.self) {
        case "h", "a": return name == "c" ? .peer : .client
        case "l": return .identity
        case "u": return .user
        case "t": return try argument.map { (text) throws(Problem) in try timeDirective(text) } ?? .bracketedTime
        case "r": return .request
        case "s": return .status(isFinal: isFinal)
        case "b", "B": return .bodyByteCount
        case "O": return .bytesSent
        case "I", "S", "D", "P", "k", "p", "T": return .otherNumber
        case "X": return .connectionState
        case "f": return .filePath
        case "U": return .path
        case "q": return .query
        case "m": return .method
        case "H": return .version
        case "v", "V": return .domain
        case "i": return requestHeader(name)
        case "o": return name == "content-length" ? .announcedByteCount : .otherText
        case "A", "C", "e", "n", "x", "L", "R", "c", "^ti", "^to", "^fb", "^fo": return .otherText
        default: return nil
        }
    }

    private static func requestHeader(_ name: String?) -> AccessDirective {
        switch name {
        case "referer": .referrer
        case "user-agent": .agent
        case "host": .domain
        default: .otherText
        }
    }
}
