// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport
import Testing

/// Where a result goes, and that no half of one is ever taken for it.
@Suite struct OutputTests {
    private let evidence: TemporaryFolder
    private let results: TemporaryFolder
    private let log: String

    init() throws {
        evidence = try TemporaryFolder()
        results = try TemporaryFolder()
        log = try evidence.write(accessLine(), to: "access.log")
    }

    private func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private func contents(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: results.url.appendingPathComponent(name)))
    }

    @Test func eachFileHoldsTheReportInTheFormatOfItsName() throws {
        let outcome = try Binary.run(["-o", "report.txt", "--output", "report.json", log], folder: results.url)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "")
        #expect(try names(in: results.path) == ["report.json", "report.txt"])
        #expect(try contents("report.txt") == Binary.run(["--format", "text", log]).output)
        #expect(try contents("report.json") == Binary.run(["--format", "json", log]).output)
    }

    @Test func aReportIsWrittenOverTheOneBefore() throws {
        try results.write(String(repeating: "old", count: 10_000), to: "report.txt")
        let outcome = try Binary.run(["-o", "report.txt", log], folder: results.url)
        #expect(outcome.status == 0)
        #expect(try contents("report.txt") == Binary.run([log]).output)
        #expect(try names(in: results.path) == ["report.txt"])
    }

    @Test func withoutAReportTheOneBeforeStays() throws {
        try results.write("old", to: "report.txt")
        let outcome = try Binary.run(["-o", "report.txt", "missing.log"], folder: results.url)
        #expect(outcome.status == 2)
        #expect(try contents("report.txt") == Array("old".utf8))
        #expect(try names(in: results.path) == ["report.txt"])
    }

    @Test func aFolderThatIsNotThereIsStatus2() throws {
        let outcome = try Binary.run(["-o", "missing/report.json", log], folder: results.url)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "logtrace: missing/report.json: No such file or directory\n")
        #expect(try names(in: results.path) == [])
    }

    @Test func aNameThatIsTakenByAFolderIsStatus2AndLeavesNoPart() throws {
        try FileManager.default.createDirectory(
            atPath: results.path + "/report.json", withIntermediateDirectories: true)
        let outcome = try Binary.run(["-o", "report.json", log], folder: results.url)
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: report.json: Is a directory\n")
        #expect(try names(in: results.path) == ["report.json"])
        #expect(try names(in: results.path + "/report.json") == [])
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func aFolderThatMayNotBeWrittenIsStatus2AndLeavesNoPart() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: results.path)
        let outcome = try Binary.run(["-o", "report.json", log], folder: results.url)
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: report.json: Permission denied\n")
        #expect(try names(in: results.path) == [])
    }

    /// A file system that takes no new file from anybody stands for a folder that may not be written.
    @Test(.enabled(if: access("/sys/kernel", F_OK) == 0, "no such file system here"))
    func aFolderThatTakesNoFileIsStatus2() throws {
        let outcome = try Binary.run(["-o", "/sys/kernel/report.json", log])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            ["Permission denied", "Read-only file system"].map { "logtrace: /sys/kernel/report.json: \($0)\n" }
                .contains(outcome.errorText))
    }

    @Test func aNameBelowAFileIsStatus2() throws {
        let outcome = try Binary.run(["-o", "\(log)/report.json", log])
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: \(log)/report.json: Not a directory\n")
        #expect(try names(in: evidence.path) == ["access.log"])
    }

    @Test(arguments: ["report", "inspect"])
    func aReaderThatIsGoneGetsNoHalfReportForAWholeOne(command: String) throws {
        // The reader ends before the report is begun; where SIGPIPE is ignored, the write fails instead.
        let script = #"trap '' PIPE; { sleep 0.3; "$0" "$1" "$2"; echo "status $?" >&2; } | true"#
        let outcome = try Binary.shell(script, [command, log])
        #expect(outcome.errorText == "logtrace: standard output: Broken pipe\nstatus 2\n")
    }

    /// Whoever reads from it gets what a file would hold, and nothing takes its name.
    @Test(arguments: ["report -o", "report --worksheet", "scan -o", "merge --ledger", "events --rejects"])
    func aPipeIsWrittenIntoAndStaysOne(option: String) throws {
        try results.write(accessLine() + "no format fits\n", to: "access.log")
        let script = """
            cd "$1" && "$0" scan access.log -o 1.ledger && mkfifo pipe.txt || exit
            evidence=access.log; case $2 in merge*) evidence=1.ledger ;; esac
            "$0" $2 file.txt "$evidence" >out
            timeout 60 cat pipe.txt >read & timeout 60 "$0" $2 pipe.txt "$evidence" >out; echo "status $?"; wait
            [ -p pipe.txt ] && [ -s read ] && cmp read file.txt && ls -A
            """
        let outcome = try Binary.shell(script, [results.path, option])
        #expect(outcome.errorText == "")
        #expect(outcome.text == "status 0\n1.ledger\naccess.log\nfile.txt\nout\npipe.txt\nread\n")
    }

    /// A link to a device stands for the device, which a failure must not cost the machine.
    @Test(arguments: [("/dev/null", 0, ""), ("/dev/full", 2, "logtrace: report.json: No space left on device\n")])
    func aDeviceIsWrittenIntoAndItsLinkStays(device: String, status: Int, errors: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: results.path + "/report.json", withDestinationPath: device)
        let outcome = try Binary.run(["-o", "report.json", log], folder: results.url)
        #expect(outcome.status == status)
        #expect(outcome.errorText == errors)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: results.path + "/report.json") == device)
        #expect(try names(in: results.path) == ["report.json"])
    }

    @Test func aSocketIsNotReplaced() throws {
        let script = """
            import socket, sys
            socket.socket(socket.AF_UNIX).bind("report.json")
            """
        let outcome = try Binary.shell(
            #"cd "$1" && python3 -c "$2" && "$0" -o report.json "$3"; echo "status $?"; [ -S report.json ] && ls -A"#,
            [results.path, script, log])
        #expect(outcome.errorText == "logtrace: report.json: No such device or address\n")
        #expect(outcome.text == "status 2\nreport.json\n")
    }

    /// Links that lead on are followed to the end, and the file there may be new.
    @Test(arguments: [true, false]) func ofALinkItsFileIsReplaced(isThere: Bool) throws {
        if isThere {
            try results.write("old", to: "folder/real.json")
        } else {
            try results.write("", to: "folder/.keep")
        }
        for (link, target) in [("report.json", "folder/link.json"), ("folder/link.json", "real.json")] {
            try FileManager.default.createSymbolicLink(
                atPath: results.path + "/" + link, withDestinationPath: target)
        }
        let outcome = try Binary.run(["-o", "report.json", log], folder: results.url)
        #expect(outcome.status == 0 && outcome.errorText == "")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: results.path + "/report.json")
                == "folder/link.json")
        #expect(try contents("folder/real.json") == Binary.run(["--format", "json", log]).output)
        #expect(
            try names(in: results.path + "/folder") == (isThere ? [] : [".keep"]) + ["link.json", "real.json"])
    }

    @Test func aLinkToItselfIsStatus2() throws {
        try FileManager.default.createSymbolicLink(
            atPath: results.path + "/report.json", withDestinationPath: "report.json")
        let outcome = try Binary.run(["-o", "report.json", log], folder: results.url)
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: report.json: Too many levels of symbolic links\n")
        #expect(try names(in: results.path) == ["report.json"])
    }

    /// A limit on the size of files stands for a disk that fills up while the report is written.
    @Test func aReportThatDoesNotFitNeverHasTheFinalName() throws {
        try results.write("old", to: "report.json")
        let outcome = try Binary.shell(
            #"trap '' XFSZ; ulimit -f 1; exec "$0" -o "$1/report.json" "$2""#, [results.path, Case1177.evidence])
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: \(results.path)/report.json: File too large\n")
        #expect(try contents("report.json") == Array("old".utf8))
        #expect(try names(in: results.path) == ["report.json"])
    }

    @Test(arguments: ["report", "events", "inspect"])
    func aFullDiskBehindStandardOutputIsStatus2(command: String) throws {
        let outcome = try Binary.shell(#"exec "$0" "$1" "$2" >/dev/full"#, [command, log])
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "logtrace: standard output: No space left on device\n")
    }

    @Test func evidenceIsNotTouched() throws {
        func facts() throws -> [stat] {
            try [evidence.path, log].map { path in
                var facts = stat()
                try #require(lstat(path, &facts) == 0)
                return facts
            }
        }
        // An access time this old would be updated by any ordinary reading.
        var times = [timeval(tv_sec: 1_000_000_000, tv_usec: 0), timeval(tv_sec: 1_100_000_000, tv_usec: 0)]
        try #require(utimes(log, &times) == 0)
        let before = try facts()
        for command in ["report", "events", "inspect"] {
            #expect(try Binary.run([command, evidence.path]).status == 0)
        }
        for (old, new) in zip(before, try facts()) {
            #expect(old.st_mtim.tv_sec == new.st_mtim.tv_sec && old.st_mtim.tv_nsec == new.st_mtim.tv_nsec)
            #expect(old.st_ctim.tv_sec == new.st_ctim.tv_sec && old.st_ctim.tv_nsec == new.st_ctim.tv_nsec)
            #expect(old.st_size == new.st_size && old.st_ino == new.st_ino)
        }
        #expect(try facts()[1].st_atim.tv_sec == 1_000_000_000)
        #expect(try names(in: evidence.path) == ["access.log"])
    }
}
