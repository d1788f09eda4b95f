// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// A log that is still being written, through a pipe.
@Suite struct LiveStreamTests {
    @Test func eventsOfAnIdlePipeComeWithoutItsEnd() throws {
        let folder = try TemporaryFolder()
        let log = try folder.write(accessLine(), to: "access.log")
        // The pipe stays open until each line has come out, or for 20 seconds.
        let script = """
            cd "$1" && mkfifo pipe && { "$0" events < pipe > out & exec 3> pipe; }
            await() { i=0; while [ "$(wc -l < out)" -lt "$1" ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done; wc -l < out; }
            cat "$2" >&3; await 1
            cat "$2" >&3; await 2
            exec 3>&-; wait
            """
        let outcome = try Binary.shell(script, [folder.path, log])
        #expect(outcome.text == "1\n2\n")
        #expect(outcome.errorText == "")
    }
}
