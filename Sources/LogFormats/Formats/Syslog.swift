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
        id: "syslog", name: "syslog file, with the messages of the programs below", channels: [.ssh, .ftp, .rsync],
        reference: "https://www.rfc-editor.org/rfc/rfc3164", keepsSessions: true)

    private var headers: SyslogHeaderReader
    private var grammars: [any MessageGrammar]
    private static let programs = ProgramRegistry.all.map { $0.programs }

    init(context: ReadingContext) {
        headers = SyslogHeaderReader(context: context)
        grammars = ProgramRegistry.all.map { $0.init(context: context) }
    }

    /// Sessions go on from one artifact to the next; the clock does not.
    mutating func begin(_ context: ReadingContext) {
        headers = SyslogHeaderReader(context: context)
    }

    mutating func parse(_ record: Record, into event: inout Event) -> RecordOutcome {
        var cursor = ByteCursor(record.bytes)
        guard let header = headers.read(&cursor) else { return cursor.malformed(.timestamp) }
        event.time = header.time
        event.timeBasis = header.basis
        let message = Message(
            record.bytes, start: cursor.position, processID: header.processID, host: header.host,
            isTerminated: record.isTerminated)
        // A web server writes its errors and its requests under one name: each grammar leaves alone what is not its own.
        var outcome = RecordOutcome.ignored
        for index in grammars.indices where outcome == .ignored && Self.isProgram(header.program, index, record.bytes) {
            outcome = grammars[index].parse(message, into: &event)
        }
        return outcome
    }

    /// Programs that run more than once on a machine may add their part in it, as in `httpd/backend1`.
    private static func isProgram(_ program: Range<Int>, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
        let slash = program.first { bytes[$0] == UInt8(ascii: "/") }
        let program = program.lowerBound..<(slash ?? program.upperBound)
        return programs[index].contains { bytes.matches(program, $0) }
    }
}
