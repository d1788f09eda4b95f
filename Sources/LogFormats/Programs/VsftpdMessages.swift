// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What vsftpd writes in its own form, behind its stamp and process id or through syslog.
///
///     CONNECT: Client "192.0.2.7"
///     [anna] OK LOGIN: Client "192.0.2.7"
///     [ftp] OK LOGIN: Client "192.0.2.7", anon password "guest@example.org"
///     [anna] OK DOWNLOAD: Client "192.0.2.7", "/calls/x.wav", 154623 bytes, 330413.62Kbyte/sec
///     [anna] FAIL DOWNLOAD: Client "192.0.2.7", "/calls/x.wav", 343872 bytes, 692396.91Kbyte/sec
///     [anna] OK RENAME: Client "192.0.2.7", "/a.wav /b.wav"
///     [anna] FTP command: Client "192.0.2.7", "LIST"
///
/// The third but last is an aborted transfer: bytes are what went over the data connection, and are left out if there were
/// none. Paths are as seen inside the chroot; unprintable bytes are `?`, quotes are not escaped. Every line names client
/// and user, so that no session need be joined, which process ids could not do: one session has several. So nothing tells
/// whether a session was begun in the log.
/// logging.c of vsftpd 3.0, <https://security.appspot.com/vsftpd/vsftpd_conf.html>
struct VsftpdMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "vsftpd", name: "vsftpd log in its own form", channels: [.ftp],
        reference: "https://security.appspot.com/vsftpd/vsftpd_conf.html")
    static let programs: [StaticString] = ["vsftpd", "vsftpd(pam_unix)"]

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .ftp
        if let refusal = PAMFailure.read(message, into: &event) { return refusal }
        var cursor = message.cursor
        Self.skipOwnHeader(&cursor)
        guard let entry = Self.entry(at: cursor) else { return cursor.malformed(.message) }
        if let user = entry.user { event.user = EventField(user) }
        event.source = EventField(entry.client)
        return Self.read(entry, of: cursor.bytes, into: &event)
    }

    /// Some builds hand stamp and process id to syslog too.
    private static func skipOwnHeader(_ cursor: inout ByteCursor) {
        let start = cursor.position
        if cursor.calendarStamp() != nil, cursor.take(" [pid "), cursor.integer() != nil, cursor.take("] ") { return }
        cursor.position = start
    }

    // MARK: entries

    private enum Kind {
        case connect, login, download, upload, mkdir, rmdir, delete, rename, chmod, command, response, debug
    }

    /// The parts of a line that are alike in all: who, what, whether, and whence.
    private struct Entry {
        var user: Range<Int>?
        var kind: Kind
        var isOK: Bool
        var client: Range<Int>
        /// Of what follows the client's closing quote.
        var rest: Int
    }

    /// A user name that was refused is whatever the client typed, an imitation of these lines too; of users that logged
    /// in and of the server's own words no such is known. So what ends as a refused login is one, unless all of the line
    /// is a transfer, which ends otherwise, or a command, which is only taken note of.
    private static func entry(at start: ByteCursor) -> Entry? {
        let bytes = start.bytes
        if let entry = entry(of: nil, in: ByteCursor(bytes, at: start.position)) { return entry }
        guard start.next == UInt8(ascii: "[") else { return nil }
        let user = start.position + 1
        var first: Entry?
        var end = user
        while first == nil, let bracket = bytes.firstIndex(of: "] ", from: end) {
            first = entry(of: user..<bracket, in: ByteCursor(bytes, at: bracket + 2))
            end = bracket + 1
        }
        switch first?.kind {
        case .command, .response: return first
        case .download, .upload: if bytes.ends(at: bytes.count, with: rateUnit) { return first }
        default: break
        }
        guard let bracket = bytes.lastIndex(of: "] FAIL LOGIN: ", from: user, before: bytes.count),
            let refused = entry(of: user..<bracket, in: ByteCursor(bytes, at: bracket + 2)), isClosed(refused, bytes)
        else { return first }
        return refused
    }

    private static let rateUnit: StaticString = "Kbyte/sec"

    /// Reads `OK LOGIN: Client "192.0.2.7"`.
    private static func entry(of user: Range<Int>?, in start: consuming ByteCursor) -> Entry? {
        var cursor = start
        let isOK = cursor.take("OK ")
        let hasResult = isOK || cursor.take("FAIL ")
        guard let kind = hasResult ? operation(&cursor) : note(&cursor), cursor.take(": Client \""),
            let client = cursor.field(before: "\""), !client.isEmpty
        else { return nil }
        return Entry(user: user, kind: kind, isOK: isOK, client: client, rest: cursor.position + 1)
    }

    private static func operation(_ cursor: inout ByteCursor) -> Kind? {
        if cursor.take("DOWNLOAD") { return .download }
        if cursor.take("UPLOAD") { return .upload }
        if cursor.take("LOGIN") { return .login }
        if cursor.take("MKDIR") { return .mkdir }
        if cursor.take("RMDIR") { return .rmdir }
        if cursor.take("DELETE") { return .delete }
        if cursor.take("RENAME") { return .rename }
        if cursor.take("CHMOD") { return .chmod }
        return nil
    }

    /// What has no result.
    private static func note(_ cursor: inout ByteCursor) -> Kind? {
        if cursor.take("CONNECT") { return .connect }
        if cursor.take("FTP command") { return .command }
        if cursor.take("FTP response") { return .response }
        if cursor.take("DEBUG") { return .debug }
        return nil
    }

    /// Whether nothing, or one more field in quotes, follows the client.
    private static func isClosed(_ entry: Entry, _ bytes: Span<UInt8>) -> Bool {
        bytes.count == entry.rest
            || (bytes.matches(at: entry.rest, ", ") && bytes[bytes.count - 1] == UInt8(ascii: "\""))
    }

    // MARK: what they state

    private static func read(_ entry: Entry, of bytes: Span<UInt8>, into event: inout Event) -> RecordOutcome {
        event.outcome = entry.isOK ? .success : .failure
        switch entry.kind {
        case .connect, .login:
            guard isClosed(entry, bytes) else { return ByteCursor(bytes, at: entry.rest).malformed(.quote) }
            if entry.kind == .login {
                event.action = entry.isOK ? .login : .denied
            } else {
                event.action = .connect
                // A reason stands there if the server would not have it.
                event.outcome = bytes.count == entry.rest ? .success : .failure
            }
            return .event
        case .command: return command(entry, of: bytes, &event)
        case .response, .debug: return .ignored
        case .download: return transfer(entry, .retrieve, of: bytes, &event)
        case .upload: return transfer(entry, .upload, of: bytes, &event)
        case .mkdir: event.action = .mkdir
        case .rmdir, .delete: event.action = .delete
        case .rename: event.action = .rename
        case .chmod: event.action = .other
        }
        guard let details = details(entry, of: bytes) else { return ByteCursor(bytes, at: entry.rest).malformed(.path) }
        if let path = singlePath(details.path, entry.kind, of: bytes) { event.setFilePath(path, of: bytes) }
        return .event
    }

    /// `, "path", 154623 bytes, 330413.62Kbyte/sec`: the path may hold all of this, so that its end is the last quote.
    private static func details(_ entry: Entry, of bytes: Span<UInt8>) -> (path: Range<Int>, byteCount: Int64?)? {
        guard bytes.matches(at: entry.rest, ", \""),
            let quote = bytes.lastIndex(of: UInt8(ascii: "\""), before: bytes.count), quote >= entry.rest + 3
        else { return nil }
        let path = entry.rest + 3..<quote
        var cursor = ByteCursor(bytes, at: quote + 1)
        if cursor.isAtEnd { return (path, nil) }
        guard cursor.take(", ") else { return nil }
        let numbers = cursor.position
        var byteCount: Int64?
        if let number = cursor.integer(), cursor.take(" bytes, ") {
            byteCount = number
        } else {
            cursor.position = numbers
        }
        guard let rate = cursor.field(before: rateUnit), !rate.isEmpty,
            cursor.position + rateUnit.utf8CodeUnitCount == bytes.count
        else { return nil }
        return (path, byteCount)
    }

    private static func transfer(
        _ entry: Entry, _ action: Action, of bytes: Span<UInt8>, _ event: inout Event
    ) -> RecordOutcome {
        guard bytes.ends(at: bytes.count, with: rateUnit), let details = details(entry, of: bytes) else {
            return ByteCursor(bytes, at: entry.rest).malformed(.path)
        }
        event.setFilePath(details.path, of: bytes)
        if entry.isOK {
            event.action = action
            event.transfer = .complete
            event.byteCount = details.byteCount ?? 0
        } else if let byteCount = details.byteCount {
            event.action = action
            event.transfer = .aborted
            event.byteCount = byteCount
        } else {
            event.action = .denied
        }
        return .event
    }

    /// The one path of a field that may hold more than one thing, parted by blanks that names may hold too.
    private static func singlePath(_ field: Range<Int>, _ kind: Kind, of bytes: Span<UInt8>) -> Range<Int>? {
        switch kind {
        case .rename:
            // `/old /new`; with another ` /` in it, which of them parts the names cannot be told.
            guard let blank = bytes.firstIndex(of: " /", from: field.lowerBound), blank < field.upperBound,
                bytes.lastIndex(of: " /", from: field.lowerBound, before: field.upperBound) == blank
            else { return nil }
            return field.lowerBound..<blank
        case .chmod:
            guard let blank = bytes.lastIndex(of: UInt8(ascii: " "), before: field.upperBound), blank > field.lowerBound
            else { return nil }
            return field.lowerBound..<blank
        default: return field
        }
    }

    /// With `log_ftp_protocol`: of all commands only listings are told by no other line.
    private static func command(_ entry: Entry, of bytes: Span<UInt8>, _ event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(bytes, at: entry.rest)
        guard cursor.take(", \""), cursor.take("LIST") || cursor.take("NLST") || cursor.take("MLSD"),
            cursor.take("\"") || cursor.take(" ")
        else { return .ignored }
        event.action = .list
        event.outcome = .unknown
        return .event
    }
}
