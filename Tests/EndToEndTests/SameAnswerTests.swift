// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What must not change the answer.
@Suite struct SameAnswerTests {
    @Test(arguments: ["text", "json"])
    func theReportIsTheSameWithAnyNumberOfJobs(format: String) throws {
        func report(_ jobs: String) throws -> ChildProcess.Outcome {
            try Binary.run([
                "report", "--format", format, "--jobs", jobs, "--inventory", Case1177.inventory, Case1177.evidence,
            ])
        }
        let alone = try report("1")
        #expect(alone.status == 0)
        for jobs in ["2", "7"] {
            let outcome = try report(jobs)
            #expect(outcome.status == 0)
            #expect(outcome.output == alone.output, "--jobs \(jobs)")
        }
    }

    @Test func aPipeOfTheLogsOldestFirstGivesTheFilesOfTheFolder() throws {
        let folder = Binary.repository.appendingPathComponent("\(Case1177.evidence)/var/log/apache2")
        let logs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("access.log") }
            .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
        #expect(logs.first == "access.log.68.gz" && logs.last == "access.log")
        let paths = logs.map { folder.appendingPathComponent($0).path }

        let piped = try Binary.shell(#"zcat -f "$@" | "$0" report --format json"#, paths)
        #expect(piped.errorText == "")
        #expect(piped.status == 0)
        let fromPipe = try ReportDocument(piped.output)
        let fromFiles = try ReportDocument.make(paths)
        #expect(fromPipe.retrievals.files.count > 100)
        #expect(fromPipe.retrievals.files == fromFiles.retrievals.files)
        #expect(fromPipe.accounting == fromFiles.accounting)
        #expect(fromPipe.evidence.map(\.path) == ["-"])
    }

    @Test func theThreeFormsOfAnInventoryGiveTheSameFiles() throws {
        let folder = try TemporaryFolder()
        let csv = try folder.write(
            """
            path,size,mtime
            "calls/a, b.wav",1000,2017-10-08T13:55:59Z
            calls/c.wav,2000,2017-10-08T13:56:00Z
            calls/never.wav,3000,2017-10-08T13:56:01Z

            """, to: "inventory.csv")
        let bodyfile = try folder.write(
            """
            0|calls|1|d/drwxr-xr-x|33|33|4096|0|1507470959|0|0
            0|calls/a, b.wav|2|r/rrw-r--r--|33|33|1000|0|1507470959|0|0
            0|calls/c.wav|3|r/rrw-r--r--|33|33|2000|0|1507470960|0|0
            0|calls/never.wav|4|r/rrw-r--r--|33|33|3000|0|1507470961|0|0

            """, to: "inventory.body")
        let find = try folder.write(
            """
            1000\t1507470959.0000000000\t./calls/a, b.wav
            2000\t1507470960.0000000000\t./calls/c.wav
            3000\t1507470961.0000000000\t./calls/never.wav

            """, to: "inventory.find")
        let log = try folder.write(
            accessLine("/calls/a,%20b.wav") + accessLine("/calls/c.wav", client: "192.0.2.8", bytes: 500)
                + accessLine("/index.html"), to: "evidence/access.log")

        let reports = try [csv, bodyfile, find].map { try ReportDocument.make(["--inventory", $0, log]) }
        let inScope = reports[0].retrievals.files.filter(\.inScope)
        #expect(inScope.map(\.path) == ["calls/a, b.wav", "calls/c.wav"])
        #expect(inScope.map(\.size) == [1000, 2000])
        #expect(inScope.map(\.clients) == [["192.0.2.7"], ["192.0.2.8"]])
        for report in reports { #expect(report.retrievals.files == reports[0].retrievals.files) }
    }
}
