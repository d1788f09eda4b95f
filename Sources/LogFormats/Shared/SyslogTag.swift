// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// Who wrote a syslog line of the old form: what stands between its stamp and its message.
///
///     nas sshd[538]: ...
///     nas sshd(pam_unix)[538]: ...
///     nas proftpd[366] 127.0.1.1 (...) ...               no colon
///     internal-sftp[32]: ...                             no host: written through the /dev/log of a chroot
///     nas sshd[538]: [ID 800047 auth.notice] ...         Solaris
///     nas auth|security:info sshd[538]: ...              AIX
///     auth.info sshd[538]: ...                           busybox, with or without a host in front
struct SyslogTag {
    var host: Range<Int>?
    /// Without its folder; what a daemon that runs more than once adds, as in `httpd/backend1`, stays.
    var program: Range<Int>
    var processID: Int64?
}

extension ByteCursor {
    /// Consumes host, priority and tag, with the blanks behind them; fails at the end of the record only.
    @_lifetime(self: copy self)
    mutating func syslogTag() -> SyslogTag? {
        // An empty host leaves two blanks.
        let isWithoutHost = next == UInt8(ascii: " ")
        skip(" ")
        guard var word = token() else { return nil }
        var host: Range<Int>?
        if !isWithoutHost, !endsTag(word), !isPriority(word) {
            host = word
            skip(" ")
            guard let next = token() else { return SyslogTag(host: host, program: position..<position) }
            word = next
        }
        if isPriority(word) {
            skip(" ")
            guard let next = token() else { return SyslogTag(host: host, program: position..<position) }
            word = next
        }
        let tag = tag(word, host: host)
        skip(" ")
        // macOS writes the level, Solaris an id.
        if take("<"), token(before: ">") != nil, take(">:") { skip(" ") }
        if take("[ID "), integer() != nil, take(" "), token(before: "]") != nil, take("]") { skip(" ") }
        return tag
    }

    /// `sshd[538]:`, `sshd:`, `sshd[538]`: a host name ends in neither.
    private func endsTag(_ word: Range<Int>) -> Bool {
        let last = bytes[word.upperBound - 1]
        return last == UInt8(ascii: "]") || last == UInt8(ascii: ":") && !isPriority(word)
    }

    private func tag(_ word: Range<Int>, host: Range<Int>?) -> SyslogTag {
        var cursor = ByteCursor(bytes.extracting(0..<word.upperBound), at: word.lowerBound)
        var start = word.lowerBound
        let isPath = cursor.next == UInt8(ascii: "/")
        while let byte = cursor.next, byte != UInt8(ascii: "["), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "(") {
            cursor.position += 1
            if isPath, byte == UInt8(ascii: "/"), cursor.position < word.upperBound { start = cursor.position }
        }
        let program = start..<cursor.position
        if cursor.take("("), cursor.token(before: ")") != nil { _ = cursor.take(")") }
        let processID = cursor.take("[") ? cursor.integer() : nil
        return SyslogTag(host: host, program: program, processID: processID)
    }

    /// `auth.info`, `auth.info:`, `auth|security:info`.
    private func isPriority(_ word: Range<Int>) -> Bool {
        var end = word.upperBound
        if bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
        let text = bytes.extracting(0..<end)
        guard
            let joint = text.lastIndex(of: UInt8(ascii: "."), before: end)
                ?? text.lastIndex(of: UInt8(ascii: ":"), before: end), joint > word.lowerBound,
            Self.severities.contains(where: { bytes.matches(joint + 1..<end, $0) })
        else { return false }
        var first = word.lowerBound
        while first < joint, bytes[first] != UInt8(ascii: "|") { first += 1 }
        return Self.facilities.contains { bytes.matches(word.lowerBound..<first, $0) }
    }

    private static let severities: [StaticString] = [
        "info", "notice", "warn", "warning", "err", "error", "debug", "crit", "alert", "emerg",
    ]
    private static let facilities: [StaticString] = [
        "auth", "authpriv", "daemon", "ftp", "user", "syslog", "kern", "cron", "mail", "news", "lpr", "uucp",
        "security", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]
}
