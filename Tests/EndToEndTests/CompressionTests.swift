// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Logs that an installed program decompresses.
@Suite struct CompressionTests {
    private static let programs = [("bzip2", "bzip2"), ("xz", "xz-utils"), ("zstd", "zstd")]
    private let folder: TemporaryFolder
    private let lines = (0..<500).map { accessLine("/calls/\($0).wav") }.joined()

    init() throws {
        folder = try TemporaryFolder()
    }

    private func compressed(with program: String) throws -> [UInt8] {
        try folder.write(lines, to: "plain/text")
        return try shellOutput("\(program) -c < '\(folder.path)/plain/text'")
    }

    @Test(arguments: programs)
    func aLogIsReadThroughTheProgramWhateverItIsCalled(program: String, package: String) throws {
        let bytes = try compressed(with: program)
        let log = try folder.write(bytes, to: "access.log.1")
        let artifact = try ReportDocument.make([log]).artifact("access.log.1")
        #expect(artifact.lines == .init(events: 500))
        #expect(artifact.compression == program)
        #expect(artifact.size == bytes.count)
        #expect(try ReportDocument.make([], input: bytes).artifact("-").lines == .init(events: 500))
    }

    @Test(arguments: programs)
    func aProgramThatIsNotInstalledIsNamedWithItsPackage(program: String, package: String) throws {
        let log = try folder.write(compressed(with: program), to: "access.log.1")
        let outcome = try Binary.run(["inspect", log], environment: ["PATH": folder.path])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "logtrace: access.log.1: compressed for the program \(program), which is not installed "
                + "(Debian package \(package))\n")
    }

    @Test func whatIsBesideALogThatCannotBeDecompressedIsRead() throws {
        try folder.write(compressed(with: "xz"), to: "logs/access.log.1.xz")
        try folder.write(accessLine(), to: "logs/access.log")
        let outcome = try Binary.run(["inspect", folder.path + "/logs"], environment: ["PATH": folder.path])
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("UNREADABLE: compressed for the program xz, which is not installed"))
    }

    @Test(arguments: programs)
    func aCutLogIsDamaged(program: String, package: String) throws {
        let whole = try compressed(with: program)
        let log = try folder.write(Array(whole.dropLast(20)), to: "access.log.1")
        let artifact = try ReportDocument.make([log], status: 1).artifact("access.log.1")
        #expect(artifact.damage.map(\.kind).contains("corrupt_compressed"))
    }

    @Test func theSameLogCompressedInEveryWayCountsOnce() throws {
        for (program, _) in Self.programs {
            try folder.write(compressed(with: program), to: "logs/access.log.1.\(program)")
        }
        try folder.write(gzip(Array(lines.utf8)), to: "logs/access.log.1.gz")
        try folder.write(lines, to: "logs/access.log.1")
        let report = try ReportDocument.make([folder.path + "/logs"])
        #expect(report.accounting == .init(events: 500, duplicate: 2000))
    }

    /// 100 MB of one line in 340 KB.
    @Test func aBombIsReadInConstantMemoryAndTold() throws {
        let bomb = try folder.write(
            shellOutput("yes '\(accessLine().dropLast())' | head -c 100000000 | gzip -9"), to: "access.log.1.gz")
        let outcome = try Binary.shell("ulimit -v 4000000; \"$0\" inspect \"$1\"", [bomb])
        #expect(outcome.status == 1)
        #expect(outcome.errorText.contains("access.log.1.gz: decompression_bomb: "))
    }
}
