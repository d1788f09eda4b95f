// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What a message of ownCloud or Nextcloud says, most of it from the app `admin_audit`.
///
///     File accessed: "/calls/a.wav"                       File with id "17" accessed: "/calls/a.wav"
///     File created: "//a.wav"                             File written to: "/a.wav"
///     File renamed: "/a.wav" to "/b.wav"                  File deleted: "/a.wav"
///     Preview accessed: "/a.png" (width: "64", height: "64" crop: "", mode: "fill")
///     Login successful: "anna"                            Logout occurred
///     Login failed: 'anna' (Remote IP: '192.0.2.1')       Login failed: anna (Remote IP: 192.0.2.1)
///
/// Paths are those in the acting user's files, and not escaped: a name may hold quotes.
/// <https://github.com/nextcloud/server/tree/master/apps/admin_audit/lib>
struct CloudMessage: ~Escapable {
    private let text: Span<UInt8>
    /// Whether the line has a place for the client's address, so that its absence means that there was no client.
    private let lineHasAddress: Bool

    @_lifetime(copy text)
    init(_ text: Span<UInt8>, lineHasAddress: Bool) {
        self.text = text
        self.lineHasAddress = lineHasAddress
    }

    /// By method and address, as in an access log.
    static func channel(of event: borrowing Event) -> Channel {
        let method = HTTPSemantics.Method(event.text(event.method))
        return method.isWebDAV || CloudAddress(event.text(event.urlPath)) == .webDAV ? .webdav : .http
    }

    /// - Returns: Whether it tells of a file or a login; the event has what the line states beside it.
    func read(into event: inout Event) -> Bool {
        event.outcome = .success
        var cursor = ByteCursor(text)
        if cursor.take("Login failed: ") { return failedLogin(&cursor, &event) }
        if cursor.take("Login successful: ") { return login(&cursor, .success, &event) }
        if cursor.take("Login attempt: ") { return login(&cursor, .unknown, &event) }
        if cursor.take("Logout occurred") {
            event.action = .logout
            return true
        }
        if cursor.take("Preview accessed: ") { return preview(&cursor, &event) }
        if cursor.take("File with id \"") {
            guard cursor.taken(through: "\" ") != nil else { return false }
        } else if !cursor.take("File ") {
            return false
        }
        return file(&cursor, &event)
    }

    // MARK: files

    private func file(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        if cursor.take("accessed: \"") {
            event.action = access(event)
            if event.action == .retrieve { event.transfer = .unknown }
        } else if cursor.take("created: \"") || cursor.take("written to: \"") || cursor.take("updated: \"") {
            event.action = .upload
        } else if cursor.take("deleted: \"") {
            event.action = .delete
        } else if cursor.take("renamed: \"") || cursor.take("renamed from \"") {
            event.action = .rename
        } else if cursor.take("copied: \"") {
            event.action = .copy
        } else {
            return false
        }
        guard let end = text.lastIndex(of: UInt8(ascii: "\""), before: text.count), end > cursor.position else {
            return false
        }
        let names = cursor.position..<end
        if event.action == .rename || event.action == .copy, let old = cursor.taken(through: "\" to \"") {
            event.filePath = path(old, &event)
            event.moreFilePaths = [path(cursor.position..<max(end, cursor.position), &event)]
        } else {
            event.filePath = path(names, &event)
        }
        return true
    }

    /// Reading a file is a retrieval if a client asked for content; the program reads files also to copy and to draw them, and
    /// in its own jobs, which have no address.
    private func access(_ event: borrowing Event) -> Action {
        switch HTTPSemantics.Method(event.text(event.method)) {
        case .get, .other: break
        default: return .other
        }
        if case .preview = CloudAddress(event.text(event.urlPath)) { return .probe }
        return event.source.isPresent || !lineHasAddress ? .retrieve : .other
    }

    /// `"/a.png" (width: "64", ...)`, or since Nextcloud 28 `(id: "17", width: "64", ..., path: "/a.png")`.
    private func preview(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        event.action = .probe
        if cursor.take("\"") {
            guard let name = cursor.taken(through: "\" (width: \"") else { return false }
            event.filePath = path(name, &event)
        } else {
            guard cursor.taken(through: ", path: \"") != nil,
                let end = text.lastIndex(of: UInt8(ascii: "\""), before: text.count), end > cursor.position
            else { return false }
            event.filePath = path(cursor.position..<end, &event)
        }
        return true
    }

    /// `/anna/files/calls/a.wav`, where the program keeps it below its data folder; without a user as it stands.
    private func path(_ name: Range<Int>, _ event: inout Event) -> EventField {
        let user = event.user
        let name = text.extracting(name)
        return event.appending { output in
            let start = output.count
            if user.isPresent {
                output.append(UInt8(ascii: "/"))
                output += output[user.range]
                output += "/files".utf8
            }
            output.append(UInt8(ascii: "/"))
            output.append(addingBytesOf: name)
            PathNormalisation.resolve(&output, from: start)
        }
    }

    // MARK: logins

    /// `"anna"`
    private func login(_ cursor: inout ByteCursor, _ outcome: Outcome, _ event: inout Event) -> Bool {
        event.action = .login
        event.outcome = outcome
        if cursor.take("\""), let end = text.lastIndex(of: UInt8(ascii: "\""), before: text.count),
            end > cursor.position
        {
            event.user = event.append(text.extracting(cursor.position..<end))
        }
        return true
    }

    /// The name is the client's and may imitate what stands behind it, so that it ends at the last such place. The line's own
    /// user is that of the session, which here has none.
    ///
    ///     'anna' (Remote IP: '192.0.2.1', X-Forwarded-For: '')      user 'anna' , wrong password, IP:192.0.2.1
    private func failedLogin(_ cursor: inout ByteCursor, _ event: inout Event) -> Bool {
        event.action = .login
        event.outcome = .failure
        let start = cursor.position
        var name = start..<text.count
        if cursor.takeThroughLast(" (Remote IP: ") {
            name = start..<cursor.position - 13
            _ = cursor.take("'")
        } else if cursor.takeThroughLast(", wrong password, IP:") {
            name = start..<cursor.position - 21
        } else {
            cursor.position = text.count
        }
        if !event.source.isPresent, let address = address(cursor) { event.source = event.append(address) }
        if let user = unquoted(name) { event.user = event.append(text.extracting(user)) }
        return true
    }

    @_lifetime(copy self)
    private func address(_ cursor: borrowing ByteCursor) -> Span<UInt8>? {
        var end = cursor.position
        while end < text.count,
            text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: ".") || isAlphanumeric(text[end])
        {
            end += 1
        }
        return end > cursor.position ? text.extracting(cursor.position..<end) : nil
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }

    /// `'anna'`, `user 'anna' ` or `anna`; nil if nothing is left.
    private func unquoted(_ name: Range<Int>) -> Range<Int>? {
        var start = name.lowerBound
        var end = name.upperBound
        while end > start, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if text.matches(at: start, "user '") { start += 5 }
        if end - start >= 2, text[start] == UInt8(ascii: "'"), text[end - 1] == UInt8(ascii: "'") {
            start += 1
            end -= 1
        }
        return end > start ? start..<end : nil
    }
}
