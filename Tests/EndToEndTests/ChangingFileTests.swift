// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Evidence that does not hold still.
@Suite struct ChangingFileTests {
    private let folder: TemporaryFolder
    /// More than pipes and buffers hold, so that its reader has to wait for ours.
    private let large = (0..<30_000).map { accessLine("/calls/\($0).wav") }.joined()

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs `change` once the first event of `access.log` is out.
    private func events(_ change: String) throws -> ChildProcess.Outcome {
        try folder.write(large, to: "access.log")
        let script = """
            cd "$1"; { "$0" events access.log; echo "status $?" >&2; } | { read -r first; \(change); wc -l; }
            """
        return try Binary.shell(script, [folder.path])
    }

    @Test func aFileThatShrinksIsReadAsFarAsItWentAndTold() throws {
        let outcome = try events(": > access.log")
        let message = outcome.errorText
        #expect(message.contains("logtrace: access.log: changed_while_read: "))
        #expect(message.hasSuffix(" bytes were read; the file has 0 now\nstatus 1\n"))
        let count = try #require(Int(outcome.text.filter { !$0.isWhitespace }))
        #expect(count > 0 && count < 30_000)
    }

    @Test func aFileThatGrowsIsReadToItsNewEnd() throws {
        try folder.write(accessLine("/new.wav"), to: "more")
        let outcome = try events("cat more >> access.log")
        #expect(outcome.errorText == "status 0\n")
        #expect(outcome.text.filter { !$0.isWhitespace } == "30000")
    }

    @Test func aFileThatVanishesBeforeItsTurnIsNamedAndTheRestIsRead() throws {
        try folder.write(accessLine(), to: "b.log")
        try folder.write(accessLine("/c"), to: "c.log")
        // The plan is made when the first bytes of the pipe are read, which comes first by its name.
        let script = """
            cd "$1" && mkfifo a && { "$0" events a b.log c.log 3>&- > out & } && exec 3> a
            cat b.log >&3; i=0
            while [ ! -s out ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
            rm b.log; exec 3>&-; wait $!; echo "status $?"; wc -l < out
            """
        let outcome = try Binary.shell(script, [folder.path])
        #expect(outcome.errorText == "logtrace: b.log: No such file or directory\n")
        #expect(outcome.text == "status 1\n2\n")
    }
}
