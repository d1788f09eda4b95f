// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// One line of `owncloud.log`, `nextcloud.log` or `audit.log`: an object with members in an order that differs by version.
///
///     {"reqId":"wLP7","level":2,"time":"2015-07-15T09:40:35+02:00","remoteAddr":"192.0.2.1","user":"--","app":"core","method":"POST","url":"\/","message":"Login failed: 'anna' (Remote IP: '192.0.2.1')"}
///
/// `--` and an empty text stand for what is absent: the program's own jobs have no address and no user.
struct CloudLogLine: ~Escapable {
    let bytes: Span<UInt8>
    private(set) var time: Range<Int>?
    private(set) var remoteAddress: Range<Int>?
    private(set) var user: Range<Int>?
    private(set) var app: Range<Int>?
    private(set) var method: Range<Int>?
    private(set) var url: Range<Int>?
    private(set) var message: Range<Int>?
    private(set) var userAgent: Range<Int>?
    /// Of the program; Nextcloud alone writes it.
    private(set) var hasVersion = false

    /// Nil if `bytes` hold no whole object from `start` to their end, or not what every such line has.
    @_lifetime(copy bytes)
    init?(_ bytes: Span<UInt8>, at start: Int = 0) {
        self.bytes = bytes
        var members = JSONMembers(bytes, at: start)
        while let member = members.next() {
            let key = member.key
            if bytes.matches(key, "version") { hasVersion = true }
            // An object or a list is written out for exceptions, never for what is read here.
            guard case .string = member.value.kind else { continue }
            let value = member.value.range
            switch key.count {
            case 3: if bytes.matches(key, "app") { app = value } else if bytes.matches(key, "url") { url = value }
            case 4: if bytes.matches(key, "time") { time = value } else if bytes.matches(key, "user") { user = value }
            case 6: if bytes.matches(key, "method") { method = value }
            case 7: if bytes.matches(key, "message") { message = value }
            case 9: if bytes.matches(key, "userAgent") { userAgent = value }
            case 10: if bytes.matches(key, "remoteAddr") { remoteAddress = value }
            default: break
            }
        }
        guard members.isComplete, members.isAtEndOfRecord, app != nil, message != nil else { return nil }
    }

    /// Sets what the line states beside its message, and then what the message tells.
    ///
    /// - Returns: Whether something happened to a file or a login.
    func read(into event: inout Event) -> Bool {
        event.source = field(remoteAddress, &event)
        event.user = field(user, &event)
        event.method = field(method, &event)
        event.userAgent = field(userAgent, &event)
        if let url, let text = decoded(url) { Self.setAddress(text, &event) }
        event.channel = CloudMessage.channel(of: event)
        guard let message, let text = decoded(message) else { return false }
        return CloudMessage(text.span, lineHasAddress: true).read(into: &event)
    }

    private func field(_ range: Range<Int>?, _ event: inout Event) -> EventField {
        guard let range, !range.isEmpty, !bytes.matches(range, "--") else { return .absent }
        let text = bytes.extracting(range)
        guard JSONText.isEscaped(text) else { return EventField(range) }
        return event.appending { JSONText.undoEscapes(text, into: &$0) }
    }

    private func decoded(_ range: Range<Int>) -> [UInt8]? {
        guard !range.isEmpty, !bytes.matches(range, "--") else { return nil }
        var text: [UInt8] = []
        JSONText.undoEscapes(bytes.extracting(range), into: &text)
        return text
    }

    /// The address as the client sent it, percent-encoded.
    private static func setAddress(_ text: [UInt8], _ event: inout Event) {
        event.url = event.append(text.span)
        guard text[0] == UInt8(ascii: "/") else { return }
        let start = event.url.range.lowerBound
        let mark = text.firstIndex(of: UInt8(ascii: "?")) ?? text.count
        if mark < text.count { event.urlQuery = EventField(start + mark + 1..<start + text.count) }
        event.urlPath = event.appending { output in
            let start = output.count
            Escapes.undoPercent(text.span.extracting(0..<mark), into: &output)
            PathNormalisation.resolve(&output, from: start)
        }
    }
}
