// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// The `ExtendedLog` of ProFTPD: a line for each command that a client gave.
///
///     192.0.2.7 UNKNOWN anna [04/Mar/2015:10:27:34 +0100] "RETR x.wav" 226 16193
///     2015-03-04 10:28:34,450 192.0.2.7 anna "RETR /x.wav" 426 327680 failed /srv/nas/x.wav
///
/// See `ProFTPDExtendedLineReader` for the forms. The stamp is the command's end; code 226 says that a transfer was done,
/// 426 that it broke off after so many bytes. The command is logged as typed: a name in it may be relative to a folder
/// that only a `CWD` line tells, and runs of blanks are one. `%f` is the real path.
/// <http://www.proftpd.org/docs/modules/mod_log.html>
struct ProFTPDExtended: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "proftpd.extended", name: "ProFTPD ExtendedLog: default, with path, hosting form", channels: [.ftp],
        reference: "http://www.proftpd.org/docs/modules/mod_log.html", keepsSessions: true)

    private var reader = ProFTPDExtendedLineReader()
    private var clock: LocalClock
    /// By client: lines tell no process.
    private var sessions = SessionTable<[UInt8], Session>()

    init(context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    /// Sessions go on from one artifact to the next; the clock does not.
    mutating func begin(_ context: ReadingContext) {
        clock = LocalClock(zone: context.zone)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let line = reader.read(&cursor) else { return cursor.malformed(.request) }
        guard record.isTerminated || !line.hasOpenEnd, let time = time(of: line, &event) else {
            return cursor.malformed(.end)
        }
        event.time = time
        event.source = EventField(line.client)
        if let user = line.user { event.user = EventField(user) }
        event.channel = .ftp
        let bytes = record.bytes
        guard let command = FTPCommand(bytes.extracting(line.verb)) else { return cursor.malformed(.request) }
        var client: [UInt8] = []
        client.append(addingBytesOf: bytes.extracting(line.client))
        var session = sessions[client] ?? Session()
        let outcome = read(command, line, of: bytes, &session, &event)
        session.lastLine = time.seconds
        sessions[client] = session
        return outcome
    }

    private mutating func time(of line: ProFTPDExtendedLine, _ event: inout Event) -> Instant? {
        switch line.stamp {
        case .instant(let instant): return instant
        case .local(let stamp, let milliseconds):
            var instant = clock.instant(stamp)
            if let milliseconds { instant.set(milliseconds: milliseconds) }
            event.timeBasis = .zoneAssumed
            return instant
        }
    }

    // MARK: commands

    private func read(
        _ command: FTPCommand, _ line: ProFTPDExtendedLine, of bytes: Span<UInt8>, _ session: inout Session,
        _ event: inout Event
    ) -> RecordOutcome {
        let isDone = (200..<300).contains(line.code)
        event.outcome = isDone ? .success : .failure
        switch command {
        case .retrieve, .store: transfer(command == .store ? .upload : .retrieve, line, &session, &event)
        case .list: event.action = .list
        case .probe: event.action = .probe
        case .delete: event.action = .delete
        case .makeFolder: event.action = .mkdir
        case .renameFrom:
            session.renamed = line.code == 350 ? line.argument.map { session.path($0, of: bytes) } : nil
            return .ignored
        case .renameTo:
            event.action = .rename
            if let old = session.renamed { event.filePath = event.append(old.span) }
            session.renamed = nil
            return .event
        case .user, .password: return login(command, line, of: bytes, &session, &event)
        case .quit:
            session = Session()
            event.action = .logout
            return .event
        case .changeFolder, .parentFolder:
            if isDone { session.enter(command == .changeFolder ? line.argument : nil, of: bytes) }
            return .ignored
        case .restart:
            session.isResumed = line.code == 350 && line.argument.map { !bytes.matches($0, "0") } ?? false
            return .ignored
        case .other: return .ignored
        }
        if let path = line.path {
            event.setFilePath(path, of: bytes)
        } else if let argument = line.argument, command != .list || !bytes.matches(at: argument.lowerBound, "-") {
            event.filePath = event.append(session.path(argument, of: bytes).span)
        }
        return .event
    }

    /// 226 is whole; 426, 450 and 451 broke off; with any other, 550 or 425, nothing was sent.
    private func transfer(
        _ action: Action, _ line: ProFTPDExtendedLine, _ session: inout Session, _ event: inout Event
    ) {
        let isDone = (200..<300).contains(line.code) && line.hasFailed != true
        let isCut =
            line.code == 426 || line.code == 450 || line.code == 451
            || (line.hasFailed == true && line.byteCount ?? 0 > 0)
        guard isDone || (isCut && line.byteCount != 0) else {
            event.action = .denied
            return
        }
        event.action = action
        event.outcome = isDone ? .success : .failure
        event.byteCount = line.byteCount
        event.transfer = isDone ? (session.isResumed ? .partial : .complete) : .aborted
        session.isResumed = false
    }

    private func login(
        _ command: FTPCommand, _ line: ProFTPDExtendedLine, of bytes: Span<UInt8>, _ session: inout Session,
        _ event: inout Event
    ) -> RecordOutcome {
        if command == .user {
            session.beginLogin(at: event.time?.seconds ?? 0)
            session.typedUser = line.argument.map { bytes.bytes(of: $0) }
        }
        guard !(300..<400).contains(line.code) else { return .ignored }
        event.action = event.outcome == .success ? .login : .denied
        if event.action == .login { session.isLoggedIn = true }
        if !event.user.isPresent, let typed = session.typedUser { event.user = event.append(typed.span) }
        return .event
    }

    // MARK: sessions

    /// What the lines of one client told that later ones leave out.
    private struct Session {
        /// Nil if it is not known: the folder after a login is not logged.
        private var folder: [UInt8]?
        /// Whether the client has two sessions at once, of which one line may be either's.
        private var isShared = false
        var isLoggedIn = false
        var lastLine: Int64?
        var typedUser: [UInt8]?
        var renamed: [UInt8]?
        var isResumed = false

        /// After as many seconds ProFTPD ends a session (`TimeoutIdle`).
        private static let idleLimit: Int64 = 600

        mutating func beginLogin(at time: Int64) {
            let isOtherAlive = isLoggedIn && (lastLine.map { time - $0 < Self.idleLimit } ?? false)
            self = Session()
            isShared = isOtherAlive
        }

        mutating func enter(_ argument: Range<Int>?, of bytes: Span<UInt8>) {
            guard !isShared else { return }
            if let argument {
                folder =
                    bytes[argument.lowerBound] == UInt8(ascii: "/") || folder != nil ? path(argument, of: bytes) : nil
            } else if var parent = folder {
                parent.append(contentsOf: "/..".utf8)
                PathNormalisation.resolve(&parent, from: 0)
                folder = parent
            }
        }

        /// The path of what a command names, as far as the folder is known.
        func path(_ argument: Range<Int>, of bytes: Span<UInt8>) -> [UInt8] {
            var path: [UInt8] = []
            if let folder, bytes[argument.lowerBound] != UInt8(ascii: "/") {
                path = folder
                path.append(UInt8(ascii: "/"))
            }
            path.append(addingBytesOf: bytes.extracting(argument))
            PathNormalisation.resolve(&path, from: 0)
            return path
        }
    }
}

extension Span<UInt8> {
    fileprivate func bytes(of range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: extracting(range))
        return bytes
    }
}
