// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a terminal is told of the reading, and nobody else is. `scripts/terminal-look.sh` looks at the line that moves.
@Suite struct ProgressTests {
    private let folder: TemporaryFolder
    private let damaged: String

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(accessLine() + "no format fits this\n", to: "log/access.log")
        try folder.write(gzip(Array(accessLine("/b").utf8)), to: "log/access.log.1.gz")
        try folder.write("not a log\n", to: "log/notes.txt")
        let whole = gzip(Array(accessLine("/c").utf8), level: 0)
        damaged = try folder.write(Array(whole.prefix(whole.count - 8)), to: "cut.log.gz")
    }

    /// What a terminal behind standard error shows; standard output goes to a file.
    private func shown(_ arguments: [String], output: String = "out") throws -> [Substring] {
        let terminal = try PseudoTerminal()
        _ = try Binary.shell(
            #"cd "$1"; terminal=$2 output=$3; shift 3; "$0" "$@" 2>"$terminal" >"$output""#,
            [folder.path, try terminal.name(), output] + arguments)
        return terminal.written().split(separator: "\r\n")
    }

    private func byteCount(of names: [String]) throws -> Int {
        try names.reduce(0) { try $0 + Data(contentsOf: folder.url.appendingPathComponent($1)).count }
    }

    @Test(arguments: [
        ["report"], ["inspect"], ["events"], ["scan", "-o", "a.ledger"], ["scan", "--share", "1/1", "-o", "a.ledger"],
    ])
    func aTerminalIsToldWhatThereIsToReadAndWhatCameOfIt(command: [String]) throws {
        let size = try byteCount(of: ["log/access.log", "log/access.log.1.gz", "log/notes.txt"])
        let lines = try shown(command + ["log"])
        try #require(lines.count == 2)
        #expect(lines[0] == "logtrace: 1 series, 3 files, \(size) B")
        #expect(
            lines[1]
                == "logtrace: 3 files, \(size) B, 4 lines in 0 s: 2 events, 0 ignored, 2 malformed, 0 duplicate")
    }

    @Test func damageIsCountedAndThenNamed() throws {
        let lines = try shown(["inspect", "log", "cut.log.gz", "missing.log"])
        try #require(lines.count == 4)
        #expect(lines[0].hasPrefix("logtrace: 2 series, 5 files, "))
        #expect(lines[1].hasSuffix("; 2 files are damaged or could not be read"))
        #expect(lines[2].hasPrefix("logtrace: cut.log.gz: truncated_gzip: "))
        #expect(lines[3] == "logtrace: missing.log: No such file or directory")
    }

    /// What one share reads of the evidence.
    @Test func aShareCountsWhatItReads() throws {
        let parts = try (1...2).map { try shown(["scan", "--share", "\($0)/2", "-o", "\($0).ledger", "log"]) }
        #expect(parts.allSatisfy { $0.count == 2 })
        let files = parts.map { $0[0].split(separator: " ")[3] }
        #expect(files.compactMap { Int($0) }.reduce(0, +) == 3, "\(parts)")
    }

    @Test(arguments: ["--quiet", "--no-progress"]) func whoeverWantsNoProgressHasNone(option: String) throws {
        #expect(try shown(["report", option, "log"]) == [])
    }

    /// They would stand among the events, or among what a program behind the pipe makes of them.
    @Test func eventsThatGoToATerminalOrAPipeAreNotMixedWithProgress() throws {
        let output = try PseudoTerminal()
        #expect(try shown(["events", "log"], output: try output.name()) == [])
        #expect(output.written().hasPrefix("{\"@timestamp\""))
        let terminal = try PseudoTerminal()
        _ = try Binary.shell(#""$0" events "$1" 2>"$2" | cat"#, [folder.path, try terminal.name()])
        #expect(terminal.written().contains("truncated_gzip"))
        #expect(!terminal.written().contains("series"))
    }

    @Test(arguments: ["report", "inspect", "events"]) func aPipeIsToldNothing(command: String) throws {
        let outcome = try Binary.run([command, folder.path + "/log"])
        #expect(outcome.errorText == "")
    }
}
