// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

/// What scripts go by: the status, and on standard error every artifact that was not read as it should be.
@Suite struct ExitStatusTests {
    private let folder: TemporaryFolder
    private let log: String

    init() throws {
        folder = try TemporaryFolder()
        log = try folder.write(accessLine(), to: "access.log")
    }

    @Test(arguments: ["report", "events", "inspect"])
    func wholeEvidenceIsStatus0AndNothingIsSaid(command: String) throws {
        let outcome = try Binary.run([command, log])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        #expect(!outcome.output.isEmpty)
    }

    @Test(arguments: ["report", "events", "inspect"])
    func aTruncatedGzipIsStatus1(command: String) throws {
        // Stored, not deflated: what lies before the cut can be told.
        let stored = gzip(Array(String(repeating: accessLine(), count: 3).utf8), level: 0)
        let cut = try folder.write(Array(stored.prefix(15 + 2 * accessLine().utf8.count + 10)), to: "cut.log.1.gz")
        let outcome = try Binary.run([command, cut])
        #expect(outcome.status == 1)
        let size = 15 + 2 * accessLine().utf8.count + 10
        #expect(
            outcome.errorText
                == "logtrace: cut.log.1.gz: truncated_gzip: the compressed stream ends after \(size) bytes, "
                + "before its end mark\n")
        let report = try ReportDocument.make([cut], status: 1)
        let artifact = try report.artifact("cut.log.1.gz")
        #expect(artifact.lines == .init(events: 2, malformed: 1))
        #expect(artifact.damage.map(\.kind) == ["truncated_gzip"])
    }

    @Test(arguments: ["report", "events", "inspect"])
    func aCorruptGzipIsStatus1AndItsNextMemberIsRead(command: String) throws {
        var member = gzip(Array(accessLine().utf8), level: 0)
        member[member.count - 8] ^= 1
        let corrupt = try folder.write(member + gzip(Array(accessLine("/b").utf8)), to: "corrupt.log.1.gz")
        let outcome = try Binary.run([command, corrupt])
        #expect(outcome.status == 1)
        #expect(
            outcome.errorText
                == "logtrace: corrupt.log.1.gz: corrupt_gzip: incorrect data check near compressed byte "
                + "\(member.count - 4)\n")
        #expect(try ReportDocument.make([corrupt], status: 1).artifact("corrupt.log.1.gz").lines == .init(events: 2))
    }

    @Test(arguments: ["report", "events", "inspect"])
    func aMissingPathBesideAGoodOneIsStatus1(command: String) throws {
        let outcome = try Binary.run([command, "missing.log", log])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "logtrace: missing.log: No such file or directory\n")
        #expect(!outcome.output.isEmpty)
    }

    /// The system's words, whatever keeps a path from being read.
    @Test(arguments: ["report", "events", "inspect"])
    func aPathThatCannotBeReadIsNamedWithTheSystemsWords(command: String) throws {
        #expect(symlink("nowhere", folder.path + "/dangling.log") == 0)
        let long = String(repeating: "x", count: 256)
        let outcome = try Binary.run(
            [command, "access.log/inner", "dangling.log", long, "access.log"], folder: folder.url)
        #expect(outcome.status == 1)
        #expect(
            outcome.errorText == """
                logtrace: access.log/inner: Not a directory
                logtrace: dangling.log: No such file or directory
                logtrace: \(long): File name too long

                """)
        #expect(outcome.text.contains("access.log"))
    }

    @Test(.disabled(if: geteuid() == 0, "nothing is forbidden to root"), arguments: ["report", "events", "inspect"])
    func aPathThatMayNotBeReadIsNamedAndTheRestIsRead(command: String) throws {
        let secret = try folder.write(accessLine(), to: "secret.log")
        try #require(chmod(secret, 0) == 0)
        let outcome = try Binary.run([command, "secret.log", "access.log"], folder: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "logtrace: secret.log: Permission denied\n")
        #expect(outcome.text.contains("access.log"))
    }

    @Test func aMissingPathIsInTheReport() throws {
        let report = try ReportDocument.make(["missing.log", log], status: 1)
        let missing = try report.artifact("missing.log")
        #expect(missing.unreadBecause == "No such file or directory")
        #expect(missing.sha256 == nil && missing.lines == nil)
        #expect(report.accounting == .init(events: 1))
    }

    @Test func aLinkThatLeadsToItselfIsNamedWithTheSystemsWords() throws {
        let loop = folder.path + "/loop"
        #expect(symlink("loop", loop) == 0)
        let outcome = try Binary.run([loop, log])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "logtrace: \(loop): Too many levels of symbolic links\n")
    }

    @Test func onlyMissingPathsAreStatus2AndNoReport() throws {
        let outcome = try Binary.run(["missing.log", "missing too.log"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errorText == """
                logtrace: missing too.log: No such file or directory
                logtrace: missing.log: No such file or directory
                logtrace: nothing could be read, so there is no report; name evidence that is there, as a user who may read it

                """)
    }

    @Test(arguments: ["events", "inspect"])
    func onlyMissingPathsAreStatus2ForEveryCommand(command: String) throws {
        let outcome = try Binary.run([command, "missing.log"])
        #expect(outcome.status == 2)
        #expect(outcome.firstErrorLine == "logtrace: missing.log: No such file or directory")
    }

    @Test func anInventoryThatCannotBeReadIsStatus2() throws {
        let outcome = try Binary.run(["--inventory", "missing.csv", log])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "logtrace: --inventory missing.csv: No such file or directory\n")

        let isFolder = try Binary.run(["--inventory", folder.path, log])
        #expect(isFolder.status == 2)
        #expect(isFolder.errorText == "logtrace: --inventory \(folder.path): Is a directory\n")
    }

    @Test func aFileThatIsNoInventoryIsStatus2() throws {
        let garbage = try folder.write("neither this\nnor that\n", to: "garbage.csv")
        let outcome = try Binary.run(["--inventory", garbage, log])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.hasPrefix("logtrace: \(garbage): line 1: no line is part of an inventory; give "))
    }

    @Test func lostLinesOfAnInventoryAreSaid() throws {
        let inventory = try folder.write("path,size\ncalls/a.wav,1000\na,b,c\n", to: "inventory.csv")
        let outcome = try Binary.run(["--inventory", inventory, log])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "logtrace: \(inventory): 1 line is no entry, the first at line 3\n")
        let report = String(decoding: outcome.output, as: UTF8.self)
        #expect(report.contains("1 line of the inventory could not be read, so that more lay there than this."))
    }

    @Test func quietSaysNothingAndKeepsTheStatus() throws {
        let noisy = try Binary.run(["missing.log", log])
        for option in ["--quiet", "-q"] {
            let outcome = try Binary.run([option, "missing.log", log])
            #expect(outcome.status == 1)
            #expect(outcome.errorText == "")
            #expect(outcome.output == noisy.output)
        }
    }

    @Test func quietStillSaysWhyThereIsNoReport() throws {
        let outcome = try Binary.run(["--quiet", "missing.log"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "logtrace: nothing could be read, so there is no report; name evidence that is there, as a user who may read it\n"
        )
    }
}
