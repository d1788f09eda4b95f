// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// What a member of a JSON access line is, by its key.
enum JSONAccessKey {
    case time, client, user, domain, request, method, target, query, version, status
    case bodyByteCount, bodyBytesSent, bytesSent, connectionState, completion
    case referrer, agent, filePath

    /// Nil for keys that are not known; capitals and `_`, `-`, `.` and `@` in them make no difference.
    init?(_ key: Span<UInt8>) {
        guard key.count <= 32 else { return nil }
        var name = InlineArray<32, UInt8>(repeating: 0)
        var count = 0
        for index in 0..<key.count {
            switch key[index] {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "@"): continue
            case 0x41...0x5a: name[count] = key[index] | 0x20
            default: name[count] = key[index]
            }
            count += 1
        }
        for row in Self.names {
            for candidate in row.names where name.span.matches(0..<count, candidate) {
                self = row.key
                return
            }
        }
        return nil
    }

    private static let names: [(key: JSONAccessKey, names: [StaticString])] = [
        (.time, ["time", "timestamp", "date", "datetime", "ts", "timelocal", "timeiso8601", "msec", "startutc"]),
        (
            .client,
            [
                "remote", "remoteaddr", "remoteip", "remotehost", "ip", "client", "clientip", "clientaddr",
                "clienthost",
                "clientaddress", "remoteaddress", "sourceip",
            ]
        ),
        (.user, ["user", "remoteuser", "username", "userid", "authuser", "clientusername"]),
        (
            .domain,
            ["host", "vhost", "virtualhost", "servername", "httphost", "domain", "server", "requesthost", "xhost"]
        ),
        (.request, ["request", "requestline", "req"]),
        (.method, ["method", "requestmethod", "httpmethod", "verb"]),
        (.target, ["uri", "url", "path", "requesturi", "requesturl", "requestpath", "urlpath"]),
        (.query, ["query", "querystring", "args"]),
        (.version, ["proto", "protocol", "serverprotocol", "httpversion", "requestprotocol", "httpprotocol"]),
        (
            .status,
            ["status", "statuscode", "responsecode", "responsestatus", "httpstatus", "code", "downstreamstatus"]
        ),
        (
            .bodyByteCount,
            ["bytes", "size", "length", "responsesize", "responsebytes", "responselength", "downstreamcontentsize"]
        ),
        (.bodyBytesSent, ["bodybytessent", "bodysent"]),
        (.bytesSent, ["sent", "bytessent", "sentbytes", "bytesout"]),
        (.connectionState, ["connectionstatus", "connectionstate"]),
        (.completion, ["requestcompletion", "completion"]),
        (.referrer, ["referer", "referrer", "httpreferer", "httpreferrer"]),
        (.agent, ["ua", "useragent", "agent", "httpuseragent"]),
        (.filePath, ["filename", "file", "requestfilename"]),
    ]
}
