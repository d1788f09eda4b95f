// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Access lines that a web server sends to syslog, or a forwarder reads from its log.
///
///     192.0.2.1 - - [04/Mar/2015:09:08:02 +0100] "GET /x.wav HTTP/1.1" 200 151730
///     192.0.2.1 - - "GET /x.js HTTP/1.1" 200 65508 4.386           no stamp of its own: that of the header
///
/// What else such a program writes states nothing about files.
struct AccessMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "apache.access", name: "access lines of web servers in syslog", channels: [.http, .webdav],
        reference: "https://httpd.apache.org/docs/2.4/mod/mod_log_config.html")
    static let programs: [StaticString] = [
        "httpd", "apache", "apache2", "apache_access", "apache-access", "nginx", "nginx_access", "lighttpd", "tomcat",
        "tomcat.log", "access.log", "access_log", "ssl_access_log",
    ]

    private var lines: OddAccessLine

    init(context: ReadingContext) {
        lines = OddAccessLine(context: context)
    }

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        let record = Record(message.bytes, isTerminated: message.isTerminated)
        let outcome = lines.parse(record, from: message.start, into: &event)
        guard case .malformed = outcome else {
            event.dataset = Self.descriptor.dataset
            return outcome
        }
        return message.isTerminated ? .ignored : outcome
    }
}
