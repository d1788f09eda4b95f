// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What a server puts at one place of its access lines.
enum AccessDirective: Sendable, Equatable {
    /// The client, or who a proxy says it is: `%h`, `%a`, `$remote_addr`.
    case client
    /// The other end of the connection: `%{c}a`.
    case peer
    case identity, user
    /// `%t`, in brackets.
    case bracketedTime
    /// `$time_local`, `$time_iso8601`, `$msec`.
    case time
    /// `%{…}t`; the end of the request where that is asked for.
    case formattedTime([TimePiece], isEnd: Bool)
    /// The request line.
    case request
    case method
    /// With its query, as asked for: `$request_uri`.
    case target
    /// Decoded: `%U`, `$uri`.
    case path
    case query
    case version
    /// The last one where a request was redirected internally.
    case status(isFinal: Bool)
    /// `%b`, `%B`: of the body that was to be sent.
    case bodyByteCount
    /// `$body_bytes_sent`: of the body that was handed over.
    case bodyBytesSent
    /// `%O`, `$bytes_sent`: handed over with the headers.
    case bytesSent
    /// `%{Content-Length}o`
    case announcedByteCount
    /// `%X`: `X` aborted, `+` or `-` not.
    case connectionState
    /// `$request_completion`: `OK` or nothing.
    case completion
    case referrer, agent, domain, filePath
    /// A number that is not needed, as `%D`.
    case otherNumber
    /// A text that is not needed, as `%{Cookie}i`.
    case otherText

    /// One piece of a strftime format.
    enum TimePiece: Sendable, Equatable {
        case literal([UInt8])
        case year, shortYear, month, monthName, day, hour, hour12, minute, second, half, offset, zoneName
        case epochSeconds, epochMilliseconds, epochMicroseconds, milliseconds, microseconds
        case weekday
    }

    /// Whether its end is seen in itself.
    var isSelfDelimiting: Bool {
        switch self {
        case .bracketedTime, .time, .formattedTime, .status, .bodyByteCount, .bodyBytesSent, .bytesSent,
            .announcedByteCount, .connectionState, .otherNumber:
            true
        default: false
        }
    }

    /// Whether it never holds a blank.
    var isWord: Bool {
        switch self {
        case .client, .peer, .identity, .method, .version, .domain, .completion: true
        default: false
        }
    }
}
