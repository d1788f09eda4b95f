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

    /// As somebody watches who may still be there.
    @Test func eventsOfAFileThatGrowsComeThroughTail() throws {
        let folder = try TemporaryFolder()
        let log = try folder.write(accessLine(), to: "access.log")
        let script = """
            cd "$1" && mkfifo pipe && : > out && { "$0" events < pipe >> out & run=$!; tail -n +1 -F growing 2>tail >pipe & tail=$!; }
            await() { i=0; while [ "$(wc -l < out)" -lt "$1" ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done; wc -l < out; }
            cat "$2" >growing; await 1
            cat "$2" "$2" >>growing; await 3
            mv growing growing.1 && cat "$2" >growing; await 4
            kill $tail; wait $run; echo "status $?"
            """
        let outcome = try Binary.shell(script, [folder.path, log])
        #expect(outcome.text == "1\n3\n4\nstatus 0\n")
    }

    /// What is piped in is read without a name for it, plain and compressed files together.
    @Test func rotatedLogsComeThroughZcat() throws {
        let folder = try TemporaryFolder()
        try folder.write(accessLine("/a"), to: "access.log")
        try folder.write(accessLine("/b"), to: "access.log.1")
        try folder.write(gzip(Array((accessLine("/c") + accessLine("/d")).utf8)), to: "access.log.2.gz")
        let script = """
            cd "$1" && zcat -f access.log* | "$0" events | wc -l && zcat -f access.log* | "$0" --format json >report.json
            echo "status $?"
            """
        let outcome = try Binary.shell(script, [folder.path])
        #expect(outcome.text == "4\nstatus 0\n")
        #expect(outcome.errorText == "")
    }
}
