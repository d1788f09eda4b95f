// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What ends a batch, or a case of it, before its time.
@Suite struct BatchInterruptionTests {
    private let batch: BatchRunner

    /// Two quick cases, and one that waits for a log until it is ended.
    init() throws {
        batch = try BatchRunner()
        try batch.addTwo()
        try batch.add("waiting", caseFile: "evidence: [pipe]\n")
    }

    /// Begins the batch in the background, and goes on once both quick cases have their name.
    private func shell(_ script: String, errors: String = "errors") throws -> ChildProcess.Outcome {
        let begin = """
            cd "$1" && mkfifo cases/waiting/pipe && mark="--batch-results=$1/out/"
            until_ends() { i=0; while pgrep -f -- "$mark" >pids && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done; cat pids; }
            env --default-signal=INT "$0" batch cases/* -o "$1/out" --jobs 3 2>"$2" & run=$!
            i=0; while ! [ -e out/jones -a -e out/smith ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done
            """
        return try Binary.shell(begin + "\n" + script, [batch.folder.path, errors])
    }

    @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func anInterruptedBatchEndsItsCasesAndSaysWhatIsDone(signal: String, status: Int) throws {
        let outcome = try shell(
            "kill -s \(signal) $run; wait $run; echo \"status $?\"; pgrep -f -- \"$mark\"; ls -A out")
        #expect(outcome.text == "status \(status)\n.lock\njones\nsmith\n")
        #expect(
            try batch.text("errors").hasSuffix(
                "logtrace: interrupted: 2 of 3 cases are done; the same command with --resume does the others\n"))
    }

    @Test func aTerminalIsToldHowFarAllAndEachAre() throws {
        let terminal = try PseudoTerminal()
        let script = "i=0; while [ $i -lt 30 ]; do sleep 0.1; i=$((i + 1)); done; kill $run; wait $run"
        _ = try shell(script, errors: try terminal.name())
        let shown = terminal.written()
        #expect(shown.contains("logtrace: smith: report made"))
        #expect(shown.hasPrefix("logtrace: 3 cases, 2 files, "))
        #expect(shown.contains(/\r\x1b\[Klogtrace: 2 of 3 cases, [0-9]+ B of [0-9]+ B, 100 %, [0-9]+ B\/s/))
        #expect(shown.contains("; waiting 0 %"))
        #expect(shown.contains("\r\u{1b}[Klogtrace: interrupted: 2 of 3 cases are done; "))
    }

    @Test func aCaseWhoseProcessIsKilledIsNamedAndStopsNoOther() throws {
        let outcome = try shell("pkill -9 -f -- \"$mark.waiting\"; wait $run; echo \"status $?\"; ls -A out")
        #expect(outcome.text == "status 1\n.lock\nindex.html\nindex.json\njones\nsmith\n")
        #expect(try batch.text("errors").contains("logtrace: waiting: FAILED: ended by signal 9 (Killed), which "))
        let index = try batch.index()
        #expect(index.totals == .init(cases: 3, complete: 2, incomplete: 0, failed: 1))
        #expect(index.cases[2].signal == 9 && index.cases[2].status == nil)
    }

    /// Three hundred megabytes of names, with less than that to be had for each process.
    @Test func aCaseThatRunsOutOfMemoryIsNamedAndStopsNoOther() throws {
        let script = #"""
            cd "$1" && rm -r cases/waiting && mkdir cases/large
            awk 'BEGIN {
                name = "x"; while (length(name) < 100000) name = name name
                for (i = 1; i <= 3000; i++)
                    print "192.0.2.7 - - [04/Mar/2015:09:08:02 +0100] \"GET /" i name " HTTP/1.1\" 200 151730"
            }' | gzip -1 >cases/large/access.log.gz
            ulimit -v 400000
            "$0" batch cases/* -o out 2>errors; echo "status $?"; ls -A out
            """#
        let outcome = try Binary.shell(script, [batch.folder.path])
        #expect(outcome.text == "status 1\n.lock\nindex.html\nindex.json\njones\nsmith\n")
        let failure = try batch.text("errors").split(separator: "\n").first { $0.contains("large: FAILED: ") }
        #expect(failure?.contains("ended by signal ") == true)
        let index = try batch.index()
        #expect(index.totals == .init(cases: 3, complete: 2, incomplete: 0, failed: 1))
        #expect(index.cases[1].status == nil)
    }

    @Test func processesThatHaveLostTheirBatchEndByThemselves() throws {
        let outcome = try shell("kill -9 $run; wait $run; until_ends; ls -A out")
        let names = outcome.text.split(separator: "\n")
        // What the case has begun lies under no name of its own, and goes with the next run.
        #expect(names.count == 4 && names[0].hasPrefix(".lock") && names[1].hasPrefix(".waiting."), "\(names)")
        #expect(names.suffix(2) == ["jones", "smith"])
        #expect(try batch.run(["cases/jones", "cases/smith", "-o", "out", "--resume"]).status == 0)
        #expect(try batch.names("out") == [".lock", "index.html", "index.json", "jones", "smith"])
    }

    @Test func twoBatchesDoNotWriteToOneFolder() throws {
        let outcome = try shell(
            "\"$0\" batch cases/jones -o \"$1/out\" --resume; echo \"status $?\"; kill $run; wait $run; echo \"status $?\""
        )
        #expect(outcome.text == "status 2\nstatus 143\n")
        #expect(outcome.errorText == "logtrace: \(batch.path("out")): another batch is writing to it\n")
    }

    @Test func aFolderThatCannotBeMadeIsOneLineAndStatus2() throws {
        try batch.folder.write("", to: "file")
        for (path, reason) in [
            ("file/out", "Not a directory"), ("none/out", "No such file or directory"), ("file", "Not a directory"),
        ] {
            let outcome = try batch.run(["cases/jones", "-o", path])
            #expect(outcome.status == 2)
            #expect(outcome.errorText == "logtrace: \(path): \(reason)\n")
        }
    }

    /// On a file system of 256 KiB, which nobody else sees.
    @Test(.enabled(if: Self.canMount, "no file system may be mounted here"))
    func aDiskThatIsFullLeavesWholeCasesAndNoneInPart() throws {
        // Where all of it does not fit, the first still may.
        for name in ["jones", "smith"] {
            let lines = (0..<400).map { accessLine("/calls/\(name)-\($0).wav") }.joined()
            try batch.folder.write(
                lines, to: name == "jones" ? "cases/jones/access.log" : "cases/smith/evidence/access.log")
        }
        let script = """
            cd "$1" && mkdir small && mount -t tmpfs -o size=256k tmpfs small && cp cases/jones/access.log small/filler
            "$0" batch cases/jones cases/smith -o small/out --jobs 1; echo "status $?"; ls -A small/out
            "$0" report cases/jones -o small/report.json; echo "status $?"; ls -A small
            """
        let outcome = try Binary.shell("exec unshare -rm sh -c '\(script)' \"$0\" \"$1\"", [batch.folder.path])
        let parts = outcome.text.components(separatedBy: "status ")
        try #require(parts.count == 3, "\(outcome.errorText)")
        #expect(parts[1].hasPrefix("1\n") || parts[1].hasPrefix("2\n"))
        #expect(outcome.errorText.contains(": No space left on device\n"))
        let names = parts[1].split(separator: "\n").dropFirst().map(String.init)
        #expect(names.allSatisfy { [".lock", "index.html", "index.json", "jones", "smith"].contains($0) }, "\(names)")
        #expect(!(names.contains("jones") && names.contains("smith")))
        // No report either, or a whole one.
        let left = parts[2].split(separator: "\n").map(String.init)
        #expect(left == ["2", "filler", "out"] || left == ["0", "filler", "out", "report.json"], "\(left)")
    }

    private static let canMount: Bool = {
        do {
            return try Binary.shell("unshare -rm mount -t tmpfs -o size=64k tmpfs /tmp 2>&1").status == 0
        } catch {
            return false
        }
    }()

    /// A limit on the size of files stands for a disk that fills up.
    @Test func resultsThatDoNotFitNeverHaveTheirName() throws {
        let script = #"cd "$1"; trap '' XFSZ; ulimit -f 8; exec "$0" batch cases/jones cases/smith -o out"#
        let outcome = try Binary.shell(script, [batch.folder.path])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText.contains("logtrace: jones: FAILED (status 2): out/jones/report.json: File too large\n"))
        #expect(try batch.names("out").allSatisfy { [".lock", "index.html", "index.json"].contains($0) })
    }
}
