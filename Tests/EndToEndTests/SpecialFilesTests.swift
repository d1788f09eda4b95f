// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

@Suite struct SpecialFilesTests {
    @Test(arguments: ["report", "events", "inspect"])
    func aFolderWithLoopsAndAPipeIsReadToItsEnd(command: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(accessLine(), to: "inner/access.log")
        #expect(symlink("..", folder.path + "/inner/up") == 0)
        #expect(symlink("loop", folder.path + "/loop") == 0)
        #expect(symlink("/dev/zero", folder.path + "/endless.log") == 0)
        #expect(mkfifo(folder.path + "/pipe.log", 0o600) == 0)

        let outcome = try Binary.run([command, folder.path])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        #expect(outcome.text.contains("inner/access.log"))
    }

    @Test func whatIsNotFollowedAndNotOpenedIsListed() throws {
        let folder = try TemporaryFolder()
        try folder.write(accessLine(), to: "access.log")
        #expect(symlink("access.log", folder.path + "/link.log") == 0)
        #expect(mkfifo(folder.path + "/pipe.log", 0o600) == 0)
        let report = try ReportDocument.make([folder.path])
        #expect(report.evidence.map(\.path) == ["access.log", "link.log", "pipe.log"])
        #expect(report.evidence.map(\.format) == ["apache.access", "symbolic_link", "special_file"])
        #expect(report.evidence.map(\.unreadBecause) == [nil, "link to access.log", "a pipe, socket or device"])
        #expect(report.accounting == .init(events: 1))
    }
}
