// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Ctrl-C, and what of the result is there after it.
@Suite struct InterruptionTests {
    @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func anInterruptedRunSaysSoAndLeavesNothingHalfWritten(signal: String, status: Int) throws {
        let folder = try TemporaryFolder()
        // Its input never ends; the file of rejects is open from the start.
        let script = """
            cd "$1" && mkfifo pipe && exec 3<> pipe
            env --default-signal=INT "$0" -o report.json --rejects rejects.ndjson pipe & run=$!
            i=0; while [ "$(ls -A | wc -l)" -lt 2 ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
            kill -s "$2" $run; wait $run; echo "status $?"; ls -A
            """
        let outcome = try Binary.shell(script, [folder.path, signal])
        #expect(outcome.text == "status \(status)\npipe\n")
        #expect(outcome.errorText.contains("\nlogtrace: interrupted\n"))
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
