// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Files that syslog daemons write: `auth.log`, `secure`, `messages`, `syslog`, `ftp.log`.
///
///     Mar  4 11:47:06 nas sshd[538]: Accepted publickey for svcbackup from 127.0.0.7 port 55777 ssh2
///
/// What a line means is told by the grammar of the program that wrote it; lines of other programs state nothing about
/// files, but that the log was written then. RFC 3164, 3339 and 5424.
struct Syslog: LogFormat {
    static let descriptor = FormatDescriptor(
        id: "syslog", name: "syslog file, with the messages of the programs below",
        channels: [.http, .webdav, .ssh, .sftp, .ftp, .rsync],
        reference: "https://www.rfc-editor.org/rfc/rfc3164", keepsSessions: true, omitsYear: true)

    private var headers: SyslogHeaderReader
    private var grammars: [any MessageGrammar]
    /// The last record that stated an event, for lines which only say that it came again.
    private var last: [UInt8] = []
    /// Whether a header was read in this artifact.
    private var isBegun = false
    private static let programs = ProgramRegistry.all.map { $0.programs }
    /// Daemons write out what they counted every few minutes; a count beyond this is no daemon's.
    private static let repetitionLimit: Int64 = 10_000

    init(context: ReadingContext) {
        headers = SyslogHeaderReader(context: context)
        grammars = ProgramRegistry.all.map { $0.init(context: context) }
    }

    /// Sessions go on from one artifact to the next; the clock does not.
    mutating func begin(_ context: ReadingContext) {
        headers = SyslogHeaderReader(context: context)
        for index in grammars.indices { grammars[index].begin(context) }
        last.removeAll(keepingCapacity: true)
        isBegun = false
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let header = headers.read(&cursor) else {
            // The second line of a message of several; daemons that do not escape line feeds indent it.
            return isBegun && record.bytes.count > 1 && record.bytes[0] == 0x09
                ? .ignored : cursor.malformed(.timestamp)
        }
        isBegun = true
        if let repetition = Repetition(cursor.bytes, at: cursor.position, behind: header) {
            return repeated(repetition, header, record, &event)
        }
        let outcome = parse(record, record.bytes, at: cursor.position, header, &event)
        last.removeAll(keepingCapacity: true)
        if outcome == .event { last.append(addingBytesOf: record.bytes) }
        return outcome
    }

    /// - Parameter bytes: Those that the event holds: of the record up to the message's end, or of the one it repeats.
    private mutating func parse(
        _ record: Record, _ bytes: Span<UInt8>, at start: Int, _ header: SyslogHeader, _ event: inout Event
    ) -> RecordOutcome {
        event.time = header.time
        event.timeBasis = header.basis
        let message = Message(
            bytes, start: start, processID: header.processID, host: header.host,
            isTerminated: record.isTerminated, position: record.position)
        // A web server writes its errors and its requests under one name: each grammar leaves alone what is not its own.
        var outcome = RecordOutcome.ignored
        for index in grammars.indices where outcome == .ignored && Self.isProgram(header.program, index, bytes) {
            outcome = grammars[index].parse(message, into: &event)
        }
        return outcome
    }

    /// As many events more as the line counts, at its own time.
    private mutating func repeated(
        _ repetition: Repetition, _ header: SyslogHeader, _ record: Record, _ event: inout Event
    ) -> RecordOutcome {
        event.time = header.time
        event.timeBasis = header.basis
        guard repetition.count <= Self.repetitionLimit else {
            return .malformed(Malformation(expected: .message, position: record.bytes.count))
        }
        guard repetition.count > 0 else { return .ignored }
        let outcome: RecordOutcome
        if let message = repetition.message {
            let bytes = record.bytes.extracting(0..<message.upperBound)
            outcome = parse(record, bytes, at: message.lowerBound, header, &event)
        } else {
            guard !last.isEmpty else { return .ignored }
            let last = last
            let bytes = last.span
            event.begin(bytes)
            var cursor = ByteCursor(bytes)
            // The clock has read this stamp before; what it makes of it now is not used.
            var headers = headers
            guard var again = headers.read(&cursor) else { return .ignored }
            again.time = header.time
            again.basis = header.basis
            outcome = parse(record, bytes, at: cursor.position, again, &event)
        }
        event.count = Int(repetition.count)
        return outcome
    }

    mutating func takeUnfinished(atEnd: Bool) -> [UnfinishedEvent] {
        var events: [UnfinishedEvent] = []
        for index in grammars.indices { events += grammars[index].takeUnfinished(atEnd: atEnd) }
        return events
    }

    /// Programs that run more than once on a machine may add their part in it, as in `httpd/backend1`.
    private static func isProgram(_ program: Range<Int>, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
        let slash = program.first { bytes[$0] == UInt8(ascii: "/") }
        let program = program.lowerBound..<(slash ?? program.upperBound)
        return programs[index].contains { bytes.matches(program, $0) }
    }
}

/// A line that only says that what was written came again.
///
///     Mar  4 11:47:06 nas last message repeated 2 times
///     Mar  4 11:47:06: --- last message repeated 2 times ---
///     Mar  4 11:47:06 nas sshd[538]: message repeated 2 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]
private struct Repetition {
    let count: Int64
    /// The message itself, where the line has it; else it is that of the line before.
    let message: Range<Int>?

    /// - Parameter start: where the message begins behind `header`, or what was taken for one.
    init?(_ bytes: Span<UInt8>, at start: Int, behind header: SyslogHeader) {
        var cursor = ByteCursor(bytes, at: start)
        if cursor.take("message repeated "), let count = cursor.integer(), cursor.take(" times: [") {
            cursor.skip(" ")
            guard bytes[bytes.count - 1] == UInt8(ascii: "]"), cursor.position < bytes.count else { return nil }
            self.count = count
            message = cursor.position..<bytes.count - 1
            return
        }
        // Mostly no tag stands in front of it: its first words were taken for one, or for the host.
        for start in [header.host?.lowerBound, header.program.lowerBound, start] {
            guard let start else { continue }
            cursor.position = start
            if cursor.take("---") { cursor.skip(" ") }
            if cursor.take("last message repeated "), let count = cursor.integer(), cursor.take(" time") {
                self.count = count
                message = nil
                return
            }
        }
        return nil
    }
}
