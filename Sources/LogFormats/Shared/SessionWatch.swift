// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Watches the sessions of a daemon by their processes: whether what must come before a line of one is in the log.
///
///     nas proftpd[366]: ... FTP session opened.      begins
///     nas proftpd[366]: ... USER anna: Login ...     follows
///     nas proftpd[366]: ... FTP session closed.      ends
///
/// A process id is taken by one session after the other, so that each beginning is that of a new one. A session that never
/// ends in the log and whose process id comes again without a beginning passes for one that goes on: that hides evidence
/// and makes none up. A line may be shown twice where it is first compared with those of another artifact; it then says
/// the same.
struct SessionWatch: Sendable {
    struct Key: Hashable {
        let host: Int
        let processID: Int64
    }

    fileprivate struct Session {
        /// Nil if that is not in the log, which is said once.
        let began: Instant?
        var last: Line
        var hasFollowers = false
        var hasEnded = false
    }

    fileprivate struct Line {
        let time: Instant
        let position: RecordPosition
        var continuity: SessionContinuity?
    }

    private var sessions = SessionTable<Key, Session>()
    /// Seconds; why it failed, a process says behind its last line, and no other process gets its number so soon.
    private static let aftermath: Int64 = 60

    /// For daemons whose sessions have a process each, and lines for connection and end.
    mutating func observe(_ message: borrowing Message, _ event: inout Event) {
        switch event.action {
        case .connect:
            if case .success = event.outcome { begin(message, event) }
        case .disconnect, .logout: end(message, &event)
        case .start, .stop: break
        default: follow(message, &event)
        }
    }

    /// The line with which a session begins.
    mutating func begin(_ message: borrowing Message, _ event: borrowing Event) {
        guard let key = Key(message), let time = event.time else { return }
        sessions[key] = Session(began: time, last: Line(time: time, position: message.position))
    }

    /// What a line lacks before it.
    enum Lack {
        case nothing
        /// One that can stand anywhere behind the beginning.
        case sinceBeginning
        /// One that must stand behind the line of that time.
        case since(Instant)
    }

    /// A line that stands behind the one with which its session began.
    mutating func follow(_ message: borrowing Message, _ event: inout Event, lacking lack: Lack = .nothing) {
        guard let key = Key(message), let time = event.time else { return }
        guard var session = sessions[key],
            !session.hasEnded || time.seconds - session.last.time.seconds <= Self.aftermath
        else {
            event.continuity = .withoutBeginning
            sessions[key] = Session(
                began: nil, last: Line(time: time, position: message.position, continuity: event.continuity))
            return
        }
        if session.last.position == message.position, session.last.time == time {
            event.continuity = session.last.continuity
            return
        }
        event.continuity = session.continuity(at: time, lacking: lack)
        session.last = Line(time: time, position: message.position, continuity: event.continuity)
        session.hasFollowers = true
        sessions[key] = session
    }

    /// The last line of a session; as `follow`.
    mutating func end(_ message: borrowing Message, _ event: inout Event, lacking lack: Lack = .nothing) {
        follow(message, &event, lacking: lack)
        close(message, event)
    }

    /// The same for a line that states nothing but its time.
    mutating func close(_ message: borrowing Message, _ event: borrowing Event) {
        guard let key = Key(message), let time = event.time, var session = sessions[key] else { return }
        session.last = Line(time: time, position: message.position, continuity: event.continuity)
        session.hasEnded = true
        sessions[key] = session
    }
}

extension SessionWatch.Session {
    /// Where a session did not begin in the log, what a line lacks may have stood before all that is there.
    fileprivate func continuity(at time: Instant, lacking lack: SessionWatch.Lack) -> SessionContinuity? {
        let since: Instant? =
            switch lack {
            case .nothing: nil
            case .sinceBeginning: began
            case .since(let instant): instant
            }
        if let since, since < time { return .interrupted(since: since) }
        return began.map { .whole(since: $0, isFirst: !hasFollowers) }
    }
}

extension SessionWatch.Key {
    fileprivate init?(_ message: borrowing Message) {
        guard let processID = message.processID else { return nil }
        self.init(host: message.hostHash, processID: processID)
    }
}
