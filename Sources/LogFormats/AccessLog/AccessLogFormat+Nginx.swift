// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension AccessLogFormat {
    /// Compiles a `log_format` of nginx: its strings joined to one, as nginx does, with the quotes around them taken off.
    package init(compilingNginx format: [UInt8]) throws(Problem) {
        var pieces: [Piece] = []
        var cursor = ByteCursor(format.span)
        while let byte = cursor.next {
            cursor.position += 1
            guard byte == UInt8(ascii: "$") else {
                pieces.append(.literal([byte]))
                continue
            }
            let isBraced = cursor.take("{")
            let start = cursor.position
            while let byte = cursor.next, Self.isNameByte(byte) { cursor.position += 1 }
            let name = (start..<cursor.position).map { format[$0] }
            if isBraced, !cursor.take("}") { throw .unterminatedArgument }
            guard !name.isEmpty else { throw .unknownDirective("$") }
            pieces.append(.field(Self.directive(of: String(decoding: name, as: UTF8.self))))
        }
        try self.init(server: .nginx, pieces: pieces)
    }

    /// The predefined format `combined`, which logs have that name none.
    package static var nginxCombined: AccessLogFormat {
        get throws(Problem) {
            let format = """
                $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" \
                "$http_user_agent"
                """
            return try AccessLogFormat(compilingNginx: Array(format.utf8))
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }

    /// Any other variable is a text that is not needed: there are as many as modules, and more by `map` and `set`.
    private static func directive(of variable: String) -> AccessDirective {
        switch variable {
        case "remote_addr": .client
        case "realip_remote_addr": .peer
        case "remote_user": .user
        case "time_local", "time_iso8601", "msec": .time
        case "request": .request
        case "request_method": .method
        case "request_uri": .target
        case "uri", "document_uri": .path
        case "args", "query_string": .query
        case "server_protocol": .version
        case "status": .status(isFinal: true)
        case "body_bytes_sent": .bodyBytesSent
        case "bytes_sent": .bytesSent
        case "sent_http_content_length": .announcedByteCount
        case "request_completion": .completion
        case "http_referer": .referrer
        case "http_user_agent": .agent
        case "host", "http_host", "server_name": .domain
        case "request_filename": .filePath
        case "request_length", "connection", "connection_requests", "pid", "server_port", "remote_port": .otherNumber
        default: .otherText
        }
    }
}
