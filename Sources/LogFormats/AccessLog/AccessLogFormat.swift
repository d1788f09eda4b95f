// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// The format of an access log, compiled from what a server's configuration says of it.
///
///     %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"                   LogFormat of Apache
///     $remote_addr - $remote_user [$time_local] "$request" $status ...         log_format of nginx
///     {"time":"%{%Y-%m-%dT%H:%M:%S%z}t","remote":"%a","uri":"%U",...}
///
/// <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats>,
/// <https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format>
package struct AccessLogFormat: Sendable, Equatable {
    /// Why a text is no format that lines can be read with.
    package enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        case unknownDirective(String)
        case unterminatedArgument
        /// Two texts with nothing between, so that none can tell where the first ends.
        case inseparable(String)
        /// A line in it would not tell this.
        case lacks(String)

        package var description: String {
            switch self {
            case .unknownDirective(let text): "'\(text)' is no directive"
            case .unterminatedArgument: "a '{' is not closed"
            case .inseparable(let text): "nothing separates '\(text)' from what follows it"
            case .lacks(let what): "it does not have \(what)"
            }
        }
    }

    /// Which server writes it.
    package enum Server: Sendable, Equatable { case apache, nginx }

    /// Which bytes the first byte column counts.
    package enum ByteColumn: Sendable, Equatable {
        /// The body, be it cut short or not: `%b`, `%B`.
        case body
        /// The body, as far as it was handed over: `$body_bytes_sent`.
        case bodySent
        /// What was handed over, headers too: `%O`, `$bytes_sent`.
        case sentWithHeaders
        /// There is none, or the nickname leaves it open.
        case unknown
    }

    enum Piece: Sendable, Equatable {
        case literal([UInt8])
        case field(AccessDirective)
    }

    package let server: Server
    package let byteColumn: ByteColumn
    let pieces: [Piece]

    init(server: Server, pieces: [Piece], isByteColumnOpen: Bool = false) throws(Problem) {
        self.server = server
        self.pieces = Self.joined(pieces)
        byteColumn = isByteColumnOpen ? .unknown : Self.byteColumn(of: pieces)
        try check()
    }

    /// A log without these is no access log that anything could be learnt from.
    private func check() throws(Problem) {
        let fields = pieces.compactMap { if case .field(let field) = $0 { field } else { nil } }
        guard fields.contains(.client) || fields.contains(.peer) else { throw .lacks("the client, as %h") }
        guard fields.contains(where: \.isTime) else { throw .lacks("the time, as %t") }
        guard fields.contains(.request) || fields.contains(.target) || fields.contains(.path) else {
            throw .lacks("the request, as %r")
        }
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
            guard case .field(let field) = piece, case .field(let follower) = next, !field.isSelfDelimiting,
                !(field == .path && follower == .query)
            else { continue }
            throw .inseparable("\(field)")
        }
    }

    private static func byteColumn(of pieces: [Piece]) -> ByteColumn {
        for piece in pieces {
            switch piece {
            case .field(.bodyByteCount): return .body
            case .field(.bodyBytesSent): return .bodySent
            case .field(.bytesSent): return .sentWithHeaders
            default: continue
            }
        }
        return .unknown
    }

    private static func joined(_ pieces: [Piece]) -> [Piece] {
        var joined: [Piece] = []
        for piece in pieces {
            if case .literal(let text) = piece, case .literal(let before) = joined.last {
                joined[joined.count - 1] = .literal(before + text)
            } else {
                joined.append(piece)
            }
        }
        return joined
    }

    /// Whether the usual grammar reads the same of its lines: common, combined and vhost_combined, and what has other
    /// texts in quotes behind these, or the figures of mod_logio.
    var isUsual: Bool {
        var rest = pieces[...]
        if rest.starts(with: [.field(.domain), .literal([0x3a]), .field(.otherNumber), .literal([0x20])]) {
            rest = rest.dropFirst(4)
        }
        let blank = Piece.literal([0x20])
        let apache: [Piece] = [
            .field(.client), blank, .field(.identity), blank, .field(.user), blank, .field(.bracketedTime),
            .literal(Array(" \"".utf8)), .field(.request), .literal(Array("\" ".utf8)), .field(.status(isFinal: true)),
            blank,
        ]
        let nginx: [Piece] = [
            .field(.client), .literal(Array(" - ".utf8)), .field(.user), .literal(Array(" [".utf8)), .field(.time),
            .literal(Array("] \"".utf8)), .field(.request), .literal(Array("\" ".utf8)),
            .field(.status(isFinal: true)), blank,
        ]
        guard let head = [apache, nginx].first(where: { rest.starts(with: $0) }) else { return false }
        rest = rest.dropFirst(head.count)
        guard let column = rest.popFirst(), [.bodyByteCount, .bodyBytesSent, .bytesSent].contains(column.field) else {
            return false
        }
        if rest.isEmpty { return true }
        let quote = Piece.literal(Array("\" \"".utf8))
        guard rest.starts(with: [.literal(Array(" \"".utf8)), .field(.referrer), quote, .field(.agent)]) else {
            return false
        }
        rest = rest.dropFirst(4)
        while rest.first == quote, rest.dropFirst().first?.field == .otherText { rest = rest.dropFirst(2) }
        return rest.elementsEqual([.literal([0x22])])
    }
}

extension AccessLogFormat.Piece {
    fileprivate var field: AccessDirective? { if case .field(let field) = self { field } else { nil } }
}

extension AccessDirective {
    fileprivate var isTime: Bool {
        switch self {
        case .bracketedTime, .time, .formattedTime: true
        default: false
        }
    }
}
