// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What wu-ftpd, the ftpd of BSD, Solaris and AIX and the wrappers in front of them write to syslog.
///
///     connection from client.example.net at Sun May 28 15:50:36 2006
///     FTP LOGIN FROM client.example.net, anna
///     ANONYMOUS FTP LOGIN FROM client.example.net [192.0.2.7], guest@example.org
///     failed login from client.example.net [192.0.2.7]
///     FTPD: EXPORT file local , remote x.html
///     FTPD: IMPORT file local /srv/x.bmp, remote x.bmp
///     get /srv/x.wav = 102614 bytes
///
/// IMPORT is an upload, EXPORT a retrieval; `get` and its like are those of `ftpd -l -l`. Neither says who it was: that is
/// joined by process id with the lines of the login. ftpd(8), syslog of AIX ftpd, hosts_options(5)
struct FTPDaemonMessages: MessageGrammar {
    static let descriptor = FormatDescriptor(
        id: "ftpd", name: "wu-ftpd and ftpd, through syslog", channels: [.ftp],
        reference: "https://man.freebsd.org/cgi/man.cgi?query=ftpd&sektion=8")
    static let programs: [StaticString] = [
        "ftpd", "wu-ftpd", "in.ftpd", "gssftpd", "ftpd(pam_unix)", "wu-ftpd(pam_unix)", "pure-ftpd-wrapper",
    ]

    private struct Session {
        var client: [UInt8]
        var user: [UInt8] = []
    }

    private var sessions = SessionTable<Int64, Session>()
    private var watch = SessionWatch()

    init(context: ReadingContext) {}

    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome {
        let outcome = read(message, into: &event)
        if outcome == .event { watch.observe(message, &event) }
        return outcome
    }

    private mutating func read(_ message: Message, into event: inout Event) -> RecordOutcome {
        event.dataset = Self.descriptor.dataset
        event.channel = .ftp
        event.outcome = .success
        if let refusal = PAMFailure.read(message, into: &event) { return refusal }
        var cursor = message.cursor
        let start = cursor.position
        if let outcome = transfer(&cursor, message, &event) { return outcome }
        cursor.position = start
        if let outcome = command(&cursor, message, &event) { return outcome }
        cursor.position = start
        return session(&cursor, message, &event)
    }

    // MARK: sessions

    private mutating func session(
        _ cursor: inout ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome {
        if cursor.take("connection from ") || cursor.take("connect from ") {
            event.action = .connect
            return opened(&cursor, message, &event)
        }
        if cursor.take("refused connect from ") {
            event.action = .connect
            event.outcome = .failure
            return opened(&cursor, message, &event)
        }
        if cursor.take("FTP LOGIN FROM ") || cursor.take("ANONYMOUS FTP LOGIN FROM ") {
            event.action = .login
            return opened(&cursor, message, &event)
        }
        if cursor.take("failed login from ") || cursor.take("repeated login failures from ")
            || cursor.take("FTP LOGIN FAILED FROM ") || cursor.take("ANONYMOUS FTP LOGIN REFUSED FROM ")
        {
            event.action = .denied
            event.outcome = .failure
            return client(&cursor, message, &event) ?? .event
        }
        if cursor.take("FTP LOGIN REFUSED ") {
            guard cursor.takeThroughLast(" FROM ") else { return cursor.malformed(.message) }
            event.action = .denied
            event.outcome = .failure
            return client(&cursor, message, &event) ?? .event
        }
        if cursor.take("FTP session closed") { return closed(message, &event) }
        if cursor.take("User "), let user = cursor.field(before: " timed out after ") {
            event.user = EventField(user)
            return closed(message, &event)
        }
        return .ignored
    }

    /// Reads `host`, `host [address]` or `host (address)`, and a user behind a comma; nil if that went well.
    private func client(
        _ cursor: inout ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome? {
        let bytes = cursor.bytes
        cursor.skip(" ")
        let start = cursor.position
        while let byte = cursor.next, byte != UInt8(ascii: " "), byte != UInt8(ascii: ",") { cursor.position += 1 }
        guard cursor.position > start else { return cursor.malformed(.address) }
        event.source = EventField(start..<cursor.position)
        let end = cursor.position
        if cursor.take(" ["), let address = cursor.field(before: "]"), !address.isEmpty {
            event.source = EventField(address)
            cursor.position += 1
        } else {
            cursor.position = end
        }
        guard message.isTerminated || !cursor.isAtEnd else { return cursor.malformed(.end) }
        if cursor.take(", "), !cursor.isAtEnd, message.isTerminated {
            event.user = EventField(cursor.position..<bytes.count)
        }
        return nil
    }

    private mutating func opened(
        _ cursor: inout ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome {
        if let outcome = client(&cursor, message, &event) { return outcome }
        guard let processID = message.processID else { return .event }
        var session = Session(client: [])
        session.client.append(addingBytesOf: event.text(event.source))
        session.user.append(addingBytesOf: event.text(event.user))
        sessions[processID] = session
        return .event
    }

    private mutating func closed(_ message: borrowing Message, _ event: inout Event) -> RecordOutcome {
        join(message, &event)
        if let processID = message.processID { sessions[processID] = nil }
        event.action = .disconnect
        return .event
    }

    /// Who it was, as far as the lines before tell.
    private mutating func join(_ message: borrowing Message, _ event: inout Event) {
        guard let processID = message.processID, let session = sessions[processID] else { return }
        event.source = event.append(session.client.span)
        if !event.user.isPresent, !session.user.isEmpty { event.user = event.append(session.user.span) }
    }

    // MARK: files

    /// `FTPD: EXPORT file local NAME, remote NAME`: either name may be missing.
    private mutating func transfer(
        _ cursor: inout ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome? {
        let isUpload = cursor.take("FTPD: IMPORT file local ")
        guard isUpload || cursor.take("FTPD: EXPORT file local ") else { return nil }
        let bytes = cursor.bytes
        guard let comma = bytes.lastIndex(of: ", remote", from: cursor.position, before: bytes.count) else {
            return cursor.malformed(.path)
        }
        guard message.isTerminated else { return cursor.malformed(.end) }
        let local = cursor.position..<comma
        let remote = min(comma + 9, bytes.count)..<bytes.count
        if !local.isEmpty || !remote.isEmpty { event.setFilePath(local.isEmpty ? remote : local, of: bytes) }
        event.action = isUpload ? .upload : .retrieve
        event.transfer = .unknown
        join(message, &event)
        return .event
    }

    /// `get /srv/x.wav = 102614 bytes`, `delete /srv/x.wav`.
    private mutating func command(
        _ cursor: inout ByteCursor, _ message: borrowing Message, _ event: inout Event
    ) -> RecordOutcome? {
        let bytes = cursor.bytes
        if cursor.take("get ") {
            event.action = .retrieve
        } else if cursor.take("put ") || cursor.take("append ") {
            event.action = .upload
        } else if cursor.take("delete ") || cursor.take("rmdir ") {
            event.action = .delete
        } else if cursor.take("mkdir ") {
            event.action = .mkdir
        } else {
            return nil
        }
        guard message.isTerminated, !cursor.isAtEnd else { return cursor.malformed(.end) }
        var name = cursor.position..<bytes.count
        if event.action == .retrieve || event.action == .upload {
            event.transfer = .unknown
            if bytes.ends(at: bytes.count, with: " bytes"),
                let sign = bytes.lastIndex(of: " = ", from: name.lowerBound, before: bytes.count)
            {
                var figures = ByteCursor(bytes, at: sign + 3)
                if let byteCount = figures.integer(), figures.position + 6 == bytes.count, sign > name.lowerBound {
                    event.byteCount = byteCount
                    name = name.lowerBound..<sign
                }
            }
        }
        event.setFilePath(name, of: bytes)
        join(message, &event)
        return .event
    }
}
