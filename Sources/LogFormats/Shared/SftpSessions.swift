// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What OpenSSH's sftp server writes with `-l INFO` or more, by process.
///
///     session opened for local user svcbackup from [192.0.2.7]
///     open "/srv/nas/calls/x.wav" flags READ mode 0666
///     close "/srv/nas/calls/x.wav" bytes read 267063 written 0
///     forced close "/srv/nas/calls/y.wav" bytes read 261120 written 0
///     remove name "/srv/nas/inbox/z.wav"
///     sent status No such file
///
/// Only the session line names user and address, so that they are kept for the process until its id is taken by
/// another session. `open`, `remove`, `rename`, `mkdir` and `rmdir` are written before the attempt: a status of the same
/// process behind them says that it failed. A transfer is stated at its close, with the bytes that were moved; an open
/// that never sees one is a transfer of unknown extent. All files are closed, each with its line, before a session is. Names: `Escapes.undoVis`. sftp-server.c of OpenSSH.
struct SftpSessions: Sendable {
    private var sessions: [SessionKey: Session] = [:]
    private var watch = SessionWatch()
    private var unfinished: [UnfinishedEvent] = []
    private var artifact = 0
    /// Counts sessions, so that the older of two is known.
    private var sessionCount = 0

    /// Sessions end unseen where a machine stops; of more than this, the older half is given up.
    private static let sessionLimit = 4096
    /// Of one session; servers allow fewer.
    private static let openLimit = 1024

    private struct SessionKey: Hashable {
        let host: Int
        let processID: Int64
    }

    private struct Session {
        let number: Int
        var user: [UInt8] = []
        var address: [UInt8] = []
        /// Whether all that was opened since its beginning is remembered.
        var isWhole = false
        var opens: [Open] = []
        /// The name in the last line, as logged, for the status that may follow.
        var lastName: [UInt8] = []
    }

    private struct Open {
        /// As logged.
        let name: [UInt8]
        let isWrite: Bool
        /// The transfer of unknown extent that it is if nothing follows.
        var transfer: UnfinishedEvent
        var hasFailed = false
    }

    mutating func begin(_ context: ReadingContext) { artifact = context.artifact }

    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] {
        if atEnd {
            for session in sessions.values { abandon(session.opens) }
            sessions.removeAll()
            unfinished.sort { ($0.artifact, $0.position.offset) < ($1.artifact, $1.position.offset) }
        }
        guard !unfinished.isEmpty else { return [] }
        defer { unfinished.removeAll() }
        return unfinished
    }

    /// Nil if the message is none of the sftp server's.
    mutating func parse(_ message: Message, into event: inout Event) -> RecordOutcome? {
        var cursor = message.cursor.without(" [postauth]")
        let key = SessionKey(host: message.hostHash, processID: message.processID ?? -1)
        if cursor.take("session opened for local user ") { return open(key, cursor, message, &event) }
        if cursor.take("session closed for local user ") {
            guard let (user, address) = Self.client(cursor) else { return nil }
            let session = sessions.removeValue(forKey: key)
            if let session { abandon(session.opens) }
            let unclosed = session?.opens.last { !$0.hasFailed }
            watch.end(message, &event, lacking: unclosed?.transfer.event.time.map { .since($0) } ?? .nothing)
            event.user = EventField(user)
            event.source = EventField(address)
            return Self.state(.logout, .success, &event)
        }
        if cursor.take("sent status ") { return status(key, cursor, &event) }
        let start = cursor.position
        if cursor.take("open \"") {
            guard let end = cursor.lastPosition(of: "\" flags ") else { return nil }
            return begin(key, cursor.position..<end, ByteCursor(cursor.bytes, at: end + 8), message, &event)
        }
        let isForced = cursor.take("forced ")
        if cursor.take("close \"") {
            guard let end = cursor.lastPosition(of: "\" bytes read ") else { return nil }
            var counts = ByteCursor(cursor.bytes, at: end + 13)
            guard let read = counts.integer(), counts.take(" written "), let written = counts.integer(),
                counts.isAtEnd
            else { return cursor.malformed(.byteCount) }
            guard message.isTerminated else { return counts.malformed(.end) }
            return close(key, cursor.position..<end, read: read, written: written, isForced: isForced, message, &event)
        }
        cursor.position = start
        let outcome = named(key, cursor, &event)
        if outcome == .event { watch.follow(message, &event) }
        return outcome
    }

    // MARK: sessions

    private mutating func open(
        _ key: SessionKey, _ cursor: ByteCursor, _ message: Message, _ event: inout Event
    ) -> RecordOutcome? {
        guard let (user, address) = Self.client(cursor) else { return nil }
        if let earlier = sessions.removeValue(forKey: key) { abandon(earlier.opens) }
        if sessions.count >= Self.sessionLimit { giveUpOlderHalf() }
        sessionCount += 1
        var session = Session(number: sessionCount)
        session.isWhole = true
        session.user.append(addingBytesOf: cursor.bytes.extracting(user))
        session.address.append(addingBytesOf: cursor.bytes.extracting(address))
        sessions[key] = session
        event.user = EventField(user)
        event.source = EventField(address)
        watch.begin(message, event)
        return Self.state(.login, .success, &event)
    }

    /// `svcbackup from [192.0.2.7]`.
    private static func client(_ cursor: ByteCursor) -> (user: Range<Int>, address: Range<Int>)? {
        guard let end = cursor.lastPosition(of: " from ["), cursor.endsWith("]") else { return nil }
        return (cursor.position..<end, end + 7..<cursor.bytes.count - 1)
    }

    private mutating func giveUpOlderHalf() {
        let middle = sessions.values.map(\.number).sorted()[sessions.count / 2]
        for (key, session) in sessions where session.number < middle {
            abandon(session.opens)
            sessions[key] = nil
        }
    }

    private mutating func abandon(_ opens: [Open]) {
        for open in opens where !open.hasFailed { unfinished.append(open.transfer) }
    }

    /// User and address of the session, which its own line told.
    private func join(_ key: SessionKey, _ event: inout Event) {
        guard let session = sessions[key] else { return }
        if !session.user.isEmpty { event.user = event.append(session.user.span) }
        if !session.address.isEmpty { event.source = event.append(session.address.span) }
    }

    /// The session of `key`, which may be one whose beginning is not in the log.
    private mutating func withSession(_ key: SessionKey, _ body: (inout Session) -> Void) {
        if sessions[key] == nil {
            if sessions.count >= Self.sessionLimit { giveUpOlderHalf() }
            sessionCount += 1
        }
        body(&sessions[key, default: Session(number: sessionCount)])
    }

    // MARK: transfers

    private mutating func begin(
        _ key: SessionKey, _ name: Range<Int>, _ flags: ByteCursor, _ message: Message, _ event: inout Event
    ) -> RecordOutcome {
        var flags = flags
        let isWrite = flags.take("WRITE") || flags.take("READ,WRITE")
        let logged = event.loggedBytes(name)
        join(key, &event)
        event.filePath = Self.path(logged, &event)
        event.channel = .sftp
        event.action = isWrite ? .upload : .retrieve
        event.transfer = .unknown
        let artifact = artifact
        let transfer = UnfinishedEvent(event: event, artifact: artifact, position: message.position)
        var excess: Open?
        withSession(key) { session in
            // A line may be shown twice where it is first compared with those of another artifact.
            if let last = session.opens.last?.transfer, last.artifact == artifact, last.position == message.position {
                session.opens.removeLast()
            }
            if session.opens.count >= Self.openLimit {
                excess = session.opens.removeFirst()
                session.isWhole = false
            }
            session.opens.append(Open(name: logged, isWrite: isWrite, transfer: transfer))
            session.lastName = logged
        }
        if let excess { abandon([excess]) }
        watch.follow(message, &event)
        event.transfer = nil
        return Self.state(.other, .unknown, &event)
    }

    private mutating func close(
        _ key: SessionKey, _ name: Range<Int>, read: Int64, written: Int64, isForced: Bool, _ message: Message,
        _ event: inout Event
    ) -> RecordOutcome {
        // The event holds the record; positions in the one are positions in the other.
        let logged = event.loggedBytes(name)
        var isWrite = written > 0
        var lack = SessionWatch.Lack.nothing
        withSession(key) { session in
            session.lastName = []
            guard let index = session.opens.firstIndex(where: { $0.name == logged }) else {
                if session.isWhole { lack = .sinceBeginning }
                return
            }
            isWrite = session.opens.remove(at: index).isWrite
        }
        watch.follow(message, &event, lacking: lack)
        join(key, &event)
        event.filePath = Self.path(logged, &event)
        if read == 0, written == 0, !isWrite {
            // Opened and not read: nothing left, however large the file is.
            return Self.state(.other, .success, &event)
        }
        let isUpload = read == 0
        event.byteCount = isUpload ? written : read
        event.transfer = isForced ? .aborted : .unknown
        return Self.state(isUpload ? .upload : .retrieve, isForced ? .failure : .success, &event)
    }

    /// What the attempt before it came to.
    private mutating func status(_ key: SessionKey, _ cursor: ByteCursor, _ event: inout Event) -> RecordOutcome {
        var cursor = cursor
        if cursor.take("End of file") || cursor.take("Success") || cursor.take("OK") { return .ignored }
        guard let name = sessions[key]?.lastName, !name.isEmpty else { return .ignored }
        withSession(key) { session in
            session.lastName = []
            guard let index = session.opens.lastIndex(where: { $0.name == name }) else { return }
            session.opens[index].hasFailed = true
        }
        join(key, &event)
        event.filePath = Self.path(name, &event)
        return Self.state(cursor.take("Permission denied") ? .denied : .other, .failure, &event)
    }

    // MARK: names

    /// What is done to names alone.
    private mutating func named(_ key: SessionKey, _ cursor: ByteCursor, _ event: inout Event) -> RecordOutcome? {
        var cursor = cursor
        let action: Action
        var isPair = false
        switch true {
        case cursor.take("remove name \""), cursor.take("rmdir name \""): action = .delete
        case cursor.take("mkdir name \""): action = .mkdir
        case cursor.take("rename old \""), cursor.take("posix-rename old \""): (action, isPair) = (.rename, true)
        case cursor.take("symlink old \""), cursor.take("hardlink old \""): (action, isPair) = (.other, true)
        case cursor.take("opendir \""): action = .list
        case cursor.take("stat name \""), cursor.take("lstat name \""), cursor.take("statvfs \""): action = .probe
        case cursor.take("set \""), cursor.take("setstat name \""), cursor.take("lsetstat name \""): action = .other
        case cursor.take("closedir \""), cursor.take("forced closedir \""), cursor.take("realpath \""),
            cursor.take("readlink \""), cursor.take("received client version "), cursor.take("fsync "):
            return .ignored
        default: return nil
        }
        let start = cursor.position
        guard let quote = cursor.lastPosition(of: "\"") else { return nil }
        var end = quote
        if isPair {
            // The names may imitate the joint; where it occurs twice, nobody can tell where the old name ends.
            guard let joint = cursor.lastPosition(of: "\" new \""), joint < quote else { return nil }
            end = joint
        }
        let logged = event.loggedBytes(start..<end)
        let isAmbiguous = isPair && logged.span.holds("\" new \"")
        withSession(key) { $0.lastName = logged }
        join(key, &event)
        if !isAmbiguous { event.filePath = Self.path(logged, &event) }
        return Self.state(action, .unknown, &event)
    }

    private static func path(_ logged: [UInt8], _ event: inout Event) -> EventField {
        event.appending { output in
            let start = output.count
            Escapes.undoVis(logged.span, into: &output)
            // A name without a leading slash is relative to a folder that the log does not name.
            PathNormalisation.resolve(&output, from: start)
        }
    }

    private static func state(_ action: Action, _ outcome: Outcome, _ event: inout Event) -> RecordOutcome {
        event.channel = .sftp
        event.action = action
        event.outcome = outcome
        return .event
    }
}

extension Event {
    /// Bytes of the record, which may then be kept for longer than it.
    fileprivate func loggedBytes(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: text(EventField(range)))
        return bytes
    }
}

extension Span<UInt8> {
    fileprivate func holds(_ text: StaticString) -> Bool {
        ByteCursor(self).lastPosition(of: text) != nil
    }
}
