// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What the text of an Apache error line says that a client wanted.
///
/// The text names a file on disk, an address, and at refused logins a user. All three are the client's words, so that
/// each is what stands between words of the server.
enum ApacheErrorText {
    /// Sets action and outcome, and the file, address and user that `text` names.
    static func read(_ text: Range<Int>, of bytes: Span<UInt8>, into event: inout Event) {
        let bytes = bytes.extracting(0..<text.upperBound)
        for statement in statements {
            var cursor = ByteCursor(bytes, at: text.lowerBound)
            guard cursor.take(statement.opening) else { continue }
            event.action = statement.action
            event.outcome = .failure
            let rest = cursor.position..<bytes.count
            switch statement.object {
            case .file: event.filePath = path(before(statement.closing, rest, bytes), bytes, &event)
            case .address: event.urlPath = path(rest, bytes, &event)
            case .none: break
            }
            return
        }
        var cursor = ByteCursor(bytes, at: text.lowerBound)
        if cursor.take("ModSecurity: ") {
            if cursor.take("Access denied with code ") { event.action = .denied }
            if let address = quotedByModSecurity(cursor) { event.urlPath = path(address, bytes, &event) }
        } else if let refusal = Refusal(&cursor) {
            event.action = .denied
            event.outcome = .failure
            if let user = refusal.user, !user.isEmpty { event.user = EventField(user) }
            if let address = refusal.address { event.urlPath = path(address, bytes, &event) }
            if let file = refusal.file { event.filePath = path(file, bytes, &event) }
        }
    }

    private struct Statement {
        enum Object { case file, address, none }
        let opening: StaticString
        let action: Action
        let object: Object
        /// What the server writes behind the object.
        var closing: StaticString = ""
    }

    private static let statements: [Statement] = [
        Statement(opening: "File does not exist: ", action: .probe, object: .file),
        Statement(opening: "script not found or unable to stat: ", action: .probe, object: .file),
        Statement(opening: "script '", action: .probe, object: .file, closing: "' not found or unable to stat"),
        Statement(
            opening: "Negotiation: discovered file(s) matching request: ", action: .probe, object: .file,
            closing: " (None could be negotiated)."),
        Statement(opening: "client denied by server configuration: ", action: .denied, object: .file),
        Statement(opening: "client denied by server configuration", action: .denied, object: .none),
        Statement(opening: "Directory index forbidden by rule: ", action: .denied, object: .file),
        Statement(
            opening: "Cannot serve directory ", action: .denied, object: .file,
            closing: ": No matching DirectoryIndex ("),
        Statement(
            opening: "Symbolic link not allowed or link target not accessible: ", action: .denied, object: .file),
        Statement(opening: "file permissions deny server access: ", action: .denied, object: .file),
        Statement(opening: "Options ExecCGI is off in this directory: ", action: .denied, object: .file),
        Statement(opening: "attempt to invoke directory as script: ", action: .denied, object: .file),
        Statement(opening: "Attempt to serve directory: ", action: .denied, object: .file),
        Statement(opening: "client used wrong authentication scheme: ", action: .denied, object: .address),
    ]

    /// Up to the last place at which the server's words stand, or all of it.
    private static func before(_ closing: StaticString, _ rest: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var cursor = ByteCursor(bytes, at: rest.lowerBound)
        guard closing.utf8CodeUnitCount > 0, cursor.takeThroughLast(closing) else { return rest }
        return rest.lowerBound..<cursor.position - closing.utf8CodeUnitCount
    }

    /// `[uri "/calls/"]`, one of the fields at the end.
    private static func quotedByModSecurity(_ start: ByteCursor) -> Range<Int>? {
        var cursor = ByteCursor(start.bytes, at: start.position)
        return cursor.takeThroughLast("[uri \"") ? cursor.field(before: "\"]") : nil
    }

    /// Paths are decoded in error logs, and then escaped as Apache escapes.
    private static func path(_ range: Range<Int>, _ bytes: Span<UInt8>, _ event: inout Event) -> EventField {
        guard !range.isEmpty else { return .absent }
        return event.appending { output in
            let start = output.count
            Escapes.undoApache(bytes.extracting(range), into: &output)
            if !PathNormalisation.isResolved(output.span.extracting(start..<output.count)) {
                PathNormalisation.resolve(&output, from: start)
            }
        }
    }

    /// A login or an authorisation that was refused.
    ///
    ///     user anna not found: /basic/file
    ///     user anna: authentication failure for "/basic/file": Password Mismatch
    ///     Digest: user `anna' in realm `private area' not found: /digest
    ///     Authorization of user anna to access /basic/file failed, reason: file owner dan does not match
    ///     access to /srv/x denied (filesystem path '/var/www/x') because search permissions are missing on ...
    private struct Refusal {
        private(set) var user: Range<Int>?
        private(set) var address: Range<Int>?
        private(set) var file: Range<Int>?

        init?(_ cursor: inout ByteCursor) {
            let isDigest = cursor.take("Digest: ")
            let bytes = cursor.bytes
            func rest(_ cursor: ByteCursor) -> Range<Int> { cursor.position..<cursor.bytes.count }
            if cursor.take("user `") {
                guard let user = cursor.taken(through: "' in realm `"), cursor.taken(through: "' not found: ") != nil
                else { return nil }
                self.user = user
                address = rest(cursor)
            } else if cursor.take("user ") {
                if let user = cursor.taken(through: ": authentication failure for \"")
                    ?? cursor.taken(through: ": authorization failure for \"")
                {
                    self.user = user
                    address = cursor.taken(through: "\": ")
                } else if let user = cursor.taken(through: ": password mismatch: ")
                    ?? cursor.taken(through: " not found: ")
                {
                    self.user = user
                    address = rest(cursor)
                } else if let user = cursor.taken(through: " not found") {
                    self.user = user
                } else {
                    return nil
                }
            } else if cursor.take("Authorization of user ") {
                user = cursor.taken(through: " to access ")
                address = cursor.taken(through: " failed, reason: ")
            } else if cursor.take("auth_ldap authenticate: user ") {
                user = cursor.taken(through: " authentication failed; URI ")
                address = cursor.taken(through: " [")
            } else if cursor.take("access to ") {
                if let address = cursor.taken(through: " failed, reason: ") {
                    self.address = address
                    if cursor.take("user ") { user = cursor.quotedOrPlainWord() }
                } else if let address = cursor.taken(through: " denied")
                    ?? cursor.taken(through: " failed")
                {
                    self.address = address
                    if cursor.take(" (filesystem path '") { file = cursor.taken(through: "') because ") }
                } else {
                    return nil
                }
            } else {
                let openings: [StaticString] = [
                    "invalid nonce ", "invalid qop ", "realm mismatch ", "unknown algorithm ",
                ]
                let start = cursor.position
                guard isDigest || openings.contains(where: { bytes.matches(at: start, $0) }) else { return nil }
            }
        }
    }
}

extension ByteCursor {
    /// Consumes everything through the next `text` and gives what stands before it.
    @_lifetime(self: copy self)
    mutating func taken(through text: StaticString) -> Range<Int>? {
        guard let field = field(before: text) else { return nil }
        position += text.utf8CodeUnitCount
        return field
    }

    /// `'anna'` or `anna`.
    @_lifetime(self: copy self)
    fileprivate mutating func quotedOrPlainWord() -> Range<Int>? {
        take("'") ? field(before: "'") : token()
    }
}
