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
        channels: [.http, .webdav, .ssh, .ftp, .rsync],
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
        guard let index = Self.grammar(of: header.program, record.bytes) else { return .ignored }
        return grammars[index].parse(message, into: &event)
    }

    private static func grammar(of program: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        programs.firstIndex { names in names.contains { bytes.matches(program, $0) } }
    }
}
