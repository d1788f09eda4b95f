// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Ctrl-C, and what of the result is there after it.
@Suite struct InterruptionTests {
    /// Its input never ends; the file of rejects is open from the start, and holds the line that no format fits.
    @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func anInterruptedRunSaysSoAndLeavesNothingHalfWritten(signal: String, status: Int) throws {
        let folder = try TemporaryFolder()
        let script = """
            cd "$1" && mkfifo pipe && exec 3<> pipe
            env --default-signal=INT "$0" -o report.json --rejects rejects.ndjson pipe & run=$!
            i=0; while [ "$(ls -A | wc -l)" -lt 2 ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
            kill -s "$2" $run; wait $run; echo "status $?"; ls -A
            """
        let outcome = try Binary.shell(script, [folder.path, signal])
        #expect(outcome.text == "status \(status)\npipe\n")
        #expect(outcome.errorText.hasPrefix("logtrace: interrupted: 0 "))
        #expect(outcome.errorText.hasSuffix(", 0 B and 0 lines were read; no file is half written\n"))
    }

    /// One log was read, and two lines of another that does not end.
    @Test(arguments: [("INT", 130), ("TERM", 143)])
    func anInterruptedRunSaysWhatWasRead(signal: String, status: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write(accessLine("/a") + accessLine("/b") + accessLine("/c"), to: "a.log")
        try folder.write(accessLine("/d") + accessLine("/e"), to: "piped")
        let bytes = 5 * accessLine("/a").utf8.count
        let script = """
            cd "$1" && mkfifo pipe && exec 3<> pipe
            env --default-signal=INT "$0" events a.log pipe >out & run=$!
            cat piped >&3
            i=0; while [ "$(wc -l <out)" -lt 5 ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done
            kill -s "$2" $run; wait $run; echo "status $?"; wc -l <out
            """
        let outcome = try Binary.shell(script, [folder.path, signal])
        #expect(outcome.text == "status \(status)\n5\n")
        #expect(
            outcome.errorText
                == "logtrace: interrupted: 1 of 2 files, \(bytes) B and 5 lines were read; no file is half written\n")
    }

    /// The names of files that are written anew in place of others stay theirs until the end.
    @Test func whatWasThereBeforeStays() throws {
        let folder = try TemporaryFolder()
        let script = """
            cd "$1" && mkfifo pipe && exec 3<> pipe && echo old | tee rejects.ndjson >report.json
            env --default-signal=INT "$0" -o report.json --rejects rejects.ndjson pipe & run=$!
            i=0; while [ "$(ls -A | wc -l)" -lt 4 ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
            kill -s INT $run; wait $run; echo "status $?"; ls -A; cat rejects.ndjson report.json
            """
        let outcome = try Binary.shell(script, [folder.path])
        #expect(outcome.text == "status 130\npipe\nrejects.ndjson\nreport.json\nold\nold\n")
    }

    /// A terminal says `^C` itself; a reader that takes nothing holds nobody up.
    @Test func aReaderThatTakesNothingDoesNotHoldUpTheEnd() throws {
        let folder = try TemporaryFolder()
        let log = try folder.write(String(repeating: accessLine(), count: 4000), to: "access.log")
        let script = """
            mkfifo "$1/pipe" && exec 3<> "$1/pipe"
            env --default-signal=INT timeout --foreground -s KILL 120 "$0" events "$2" >&3 & run=$!
            i=0; while ! pid=$(pgrep -P $run) && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
            i=0; while ! grep -q pipe_write "/proc/$pid/task/$pid/wchan" && [ $i -lt 30 ]; do sleep 0.1; i=$((i + 1)); done
            kill -s INT $pid; wait $run; echo "status $?"
            """
        let outcome = try Binary.shell(script, [folder.path, log])
        #expect(outcome.text == "status 130\n")
        #expect(outcome.errorText.hasPrefix("logtrace: interrupted: 0 of 1 file, "))
    }

    @Test func whoeverHasInterruptionsIgnoredKeepsThem() throws {
        let folder = try TemporaryFolder()
        let log = try folder.write(accessLine(), to: "access.log")
        let script = """
            mkfifo "$1/pipe" && exec 3<> "$1/pipe"
            env --ignore-signal=HUP "$0" events "$1/pipe" 3>&- & run=$!
            sleep 0.5; kill -s HUP $run; cat "$2" >&3; exec 3>&-; wait $run
            """
        let outcome = try Binary.shell(script, [folder.path, log])
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 1)
    }
}
