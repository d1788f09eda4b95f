// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

/// `--color` and NO_COLOR: escape sequences where they are wanted, and nowhere else.
@Suite struct ColorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(accessLine("/calls/BLIND missing.wav"), to: "var/log/access.log")
        try folder.write("[calls]\npath = /srv/nas\ntransfer logging = no\n", to: "etc/rsyncd.conf")
    }

    private func withoutColours(_ text: String) -> String {
        ["\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m"].reduce(text) { text, sequence in
            text.split(separator: sequence, omittingEmptySubsequences: false).joined()
        }
    }

    @Test(arguments: [[], ["--color", "auto"], ["--color", "never"], ["--color", "always", "--format", "json"]])
    func aPipeHoldsNoEscapeSequence(options: [String]) throws {
        for command in [["report"], ["audit"]] {
            let outcome = try Binary.run(command + options + [folder.path], environment: ["TERM": "xterm"])
            #expect(!outcome.output.isEmpty)
            #expect(outcome.output.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
        }
    }

    @Test func headingsAndAlarmsStandOutAndNothingElseChanges() throws {
        let plain = try Binary.run([folder.path])
        let coloured = try Binary.run(["--color", "always", folder.path], environment: ["NO_COLOR": "1"])
        #expect(withoutColours(coloured.text) == plain.text)
        #expect(coloured.text.contains("\u{1b}[1mCHANNELS\u{1b}[0m\n"))
        #expect(coloured.text.contains("  rsync      \u{1b}[1;31mBLIND\u{1b}[0m  "))
        // What a log names stays as it is.
        #expect(coloured.text.contains("/calls/BLIND missing.wav"))
        for line in coloured.text.split(separator: "\n") where line.hasPrefix(" ") {
            #expect(!line.contains("\u{1b}[1m"))
        }
    }

    @Test func anAuditShowsWhatIsNotLogged() throws {
        let outcome = try Binary.run(["audit", "--color", "always", folder.path])
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("\u{1b}[1;31mNOT LOGGED\u{1b}[0m"))
        #expect(try withoutColours(outcome.text) == Binary.run(["audit", folder.path]).text)
    }

    @Test func aFileHoldsNoEscapeSequence() throws {
        let outcome = try Binary.run(["--color", "always", "-o", "report.txt", "var/log"], folder: folder.url)
        #expect(outcome.status == 0)
        let report = try shellOutput("cat '\(folder.path)/report.txt'")
        #expect(report.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
    }

    @Test(arguments: [("NO_COLOR=", true), ("TERM=vt100", true), ("NO_COLOR=1", false), ("TERM=dumb", false)])
    func aTerminalHasColoursUnlessTheEnvironmentRefusesThem(variable: String, isColoured: Bool) throws {
        let terminal = try PseudoTerminal()
        let outcome = try Binary.shell(
            #"exec env "$1" "$0" audit "$2" > "$3""#,
            [
                variable, folder.path, try terminal.name(),
            ], environment: ["TERM": "xterm", "NO_COLOR": ""])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "")
        #expect(terminal.written().contains("\u{1b}[1mCHANNELS\u{1b}[0m") == isColoured)
    }

    @Test func anotherWordIsWrongUsage() throws {
        let outcome = try Binary.run(["--color", "sometimes", folder.path])
        #expect(outcome.status == 64)
        #expect(outcome.firstErrorLine.hasPrefix("Error: The value 'sometimes' is invalid for '--color <color>'."))
    }
}
