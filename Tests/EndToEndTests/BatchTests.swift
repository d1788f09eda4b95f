// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What a batch makes of its cases.
@Suite struct BatchTests {
    private let batch: BatchRunner

    init() throws { batch = try BatchRunner() }

    @Test func eachCaseHasTheResultsThatReportWritesOfIt() throws {
        try batch.addTwo()
        let outcome = try batch.run(["cases/smith", "cases/jones", "-o", "out"])
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.hasSuffix("logtrace: 2 of 2 cases have a report: out/index.html\n"))
        #expect(outcome.errorText.contains("logtrace: smith: report made\n"))
        #expect(try batch.names("out") == [".lock", "index.html", "index.json", "jones", "smith"])
        #expect(
            try batch.names("out/smith") == ["csv", "manifest.json", "report.html", "report.json", "seen.tsv"])
        for arguments in [["--case", "cases/smith/case.yaml"], ["cases/jones"]] {
            let name = arguments.last!.contains("smith") ? "smith" : "jones"
            for format in ["json", "html"] {
                let alone = try Binary.run(["report", "--format", format] + arguments, folder: batch.folder.url).output
                #expect(try batch.contents("out/\(name)/report.\(format)") == alone, "\(name) \(format)")
            }
        }
    }

    @Test func theManifestHasTheDigestsOfWhatWentInAndCameOut() throws {
        try batch.addTwo()
        #expect(try batch.run(["cases/smith", "--strict", "--timezone", "+01:00", "-o", "out"]).status == 0)
        let script = #"cd "$1" && find . -type f ! -name manifest.json | sort | cut -c3- | xargs sha256sum"#
        let sums = try Binary.shell(script, [batch.path("out/smith")]).text
        let manifest = try batch.text("out/smith/manifest.json")
        #expect(sums.split(separator: "\n").count > 10)
        for line in sums.split(separator: "\n") {
            let parts = line.split(separator: " ")
            #expect(manifest.contains("{\"path\": \"\(parts[1])\",\"path_pct\": null,\"size\": "))
            #expect(manifest.contains("\"sha256\": \"\(parts[0])\",\"modified\": null}"))
        }
        for (name, path) in [
            ("cases/smith/case.yaml", "cases/smith/case.yaml"), ("access.log", "cases/smith/evidence/access.log"),
        ] {
            let digest = try Binary.shell(#"sha256sum "$1" | cut -c1-64"#, [batch.path(path)]).text.dropLast()
            #expect(manifest.contains("\"path\": \"\(name)\""))
            #expect(manifest.contains(String(digest)))
        }
        for part in [
            #""version": "0.1.0""#, #"{"name": "timezone","values": ["+01:00"]}"#, #""status": 0"#,
            #"{"name": "strict","values": []}"#,
        ] {
            #expect(manifest.contains(part), "\(part)")
        }
    }

    @Test func aCaseThatFailsIsNamedAndStopsNoOther() throws {
        try batch.addTwo()
        try batch.add("wrong", caseFile: "evidence: [evidence]\nclaim: none\n", accessLine())
        try batch.add("empty", caseFile: "name: nothing here\n")
        try batch.add("lost", caseFile: "evidence: [nowhere]\n")
        let names = ["wrong", "empty", "lost", "smith", "nowhere", "jones"]
        let outcome = try batch.run(names.map { "cases/\($0)" } + ["-o", "out"])
        #expect(outcome.status == 1)
        let index = try batch.index()
        #expect(index.totals == .init(cases: 6, complete: 2, incomplete: 0, failed: 4))
        let failed = Dictionary(uniqueKeysWithValues: index.cases.map { ($0.id, $0) })
        for (id, status, problem) in [
            ("wrong", 64, "--case cases/wrong/case.yaml: line 2: claim: is not a key here; known: "),
            ("empty", 64, "--case cases/empty/case.yaml: names no evidence"),
            ("lost", 2, "cases/lost/nowhere: No such file or directory"),
            ("nowhere", 2, "cases/nowhere: No such file or directory"),
        ] {
            let found = try #require(failed[id])
            #expect(found.state == "failed" && found.status == status && found.signal == nil, "\(id)")
            #expect(found.problems.first?.hasPrefix(problem) == true, "\(found.problems)")
            #expect(outcome.errorText.contains("logtrace: \(id): FAILED (status \(status)): \(problem)"), "\(id)")
            #expect(!FileManager.default.fileExists(atPath: batch.path("out/\(id)")))
        }
        #expect(try batch.names("out") == [".lock", "index.html", "index.json", "jones", "smith"])
    }

    @Test func standardInputBelongsToNoCase() throws {
        try batch.folder.write("evidence: ['-']\n", to: "piped.yaml")
        let outcome = try batch.run(["piped.yaml", "-o", "out"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText.hasPrefix(
                "logtrace: piped: FAILED (status 64): --case piped.yaml: evidence: standard input (-) belongs to no case of a batch.\n"
            ))
    }

    @Test func evidenceThatCouldNotBeReadIsToldOfACaseThatHasAReport() throws {
        try batch.addTwo()
        try batch.add("cut", accessLine())
        try batch.folder.write(Array(gzip(Array(accessLine().utf8)).dropLast(9)), to: "cases/cut/access.log.1.gz")
        let outcome = try batch.run(["cases/cut", "cases/jones", "-o", "out"])
        #expect(outcome.status == 1)
        let index = try batch.index()
        #expect(index.totals == .init(cases: 2, complete: 1, incomplete: 1, failed: 0))
        #expect(index.cases[0].state == "incomplete" && index.cases[0].status == 1)
        #expect(index.cases[0].problems.count == 1)
        #expect(index.cases[0].problems[0].hasPrefix("access.log.1.gz: truncated_gzip: "))
        #expect(try batch.run(["cases/jones", "-o", "other"]).status == 0)
    }

    @Test func withoutAnyReportTheStatusIs2() throws {
        let outcome = try batch.run(["cases/nobody", "-o", "out"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "logtrace: nobody: FAILED (status 2): cases/nobody: No such file or directory\n"
                + "logtrace: 0 of 1 case has a report: out/index.html\n")
        #expect(try batch.index().totals.failed == 1)
    }

    @Test func whatSeveralCasesHaveIsTold() throws {
        try batch.addTwo()
        try batch.add("third", accessLine("/calls/c.wav", client: "192.0.2.9"))
        try batch.add("fourth", accessLine("/calls/c.wav", client: "192.0.2.9"))
        #expect(
            try batch.run(["jones", "smith", "third", "fourth"].map { "cases/\($0)" } + ["-o", "out"]).status == 0)
        let index = try batch.index()
        #expect(index.cases.map(\.id) == ["fourth", "jones", "smith", "third"])
        #expect(index.cases.map { $0.summary?.proven.files } == [1, 2, 2, 1])
        #expect(index.cases[2].summary?.name == "The Smith case")
        #expect(index.actors.map(\.id) == ["192.0.2.7", "192.0.2.9"])
        #expect(index.files.map(\.path) == ["/calls/a.wav", "/calls/c.wav"])
        #expect(
            index.files[1].cases == [
                .init(case: "fourth", retrievals: 1), .init(case: "smith", retrievals: 1),
                .init(case: "third", retrievals: 1),
            ])
        #expect(index.evidence.map(\.size) == [accessLine("/calls/c.wav").utf8.count])
    }

    @Test func theSameCaseNamedTwiceCountsOnce() throws {
        try batch.addTwo()
        let outcome = try batch.run(["cases/smith", "cases/smith/case.yaml", "./cases/smith", "-o", "out"])
        #expect(outcome.status == 0)
        #expect(try batch.index().totals.cases == 1)
        #expect(outcome.errorText.contains("logtrace: cases/smith/case.yaml: the same case as smith; it counts once\n"))
    }

    @Test func noNumberOfJobsAndNoOrderChangesAByte() throws {
        try batch.addTwo()
        try batch.add("third", accessLine("/calls/c.wav"))
        try batch.add("broken", caseFile: "nonsense: 1\n")
        let cases = ["broken", "jones", "smith", "third"].map { "cases/\($0)" }
        #expect(try batch.run(cases + ["-o", "one", "--jobs", "1"]).status == 1)
        #expect(try batch.run(cases.reversed() + ["-o", "four", "--jobs", "4", "--memory", "1MB"]).status == 1)
        #expect(try batch.differences("one", "four") == [])
    }

    @Test func aFolderWithResultsIsRefusedWithAWayOn() throws {
        try batch.addTwo()
        #expect(try batch.run(["cases/smith", "-o", "out"]).status == 0)
        let outcome = try batch.run(["cases/smith", "-o", "out"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "logtrace: out: is not empty: --resume goes on with the batch in it, and another name begins a new one\n"
        )
    }

    @Test(arguments: [
        (["cases/smith"], "Error: Missing expected argument '--output <folder>'"),
        (["-o", "out"], "Error: Missing expected argument '<case> ...'"),
        (
            ["cases/smith", "-o", "out", "--since", "30d"],
            "Error: --since takes a date in a batch, not an age: by the time that it is resumed, 30d is another."
        ),
        (["cases/smith", "-o", "out", "--memory", "much"], "Error: The value 'much' is invalid for '--memory <size>'"),
        (["cases/smith", "-o", "out", "--memory", "0MB"], "Error: The value '0MB' is invalid for '--memory <size>'"),
        (["cases/smith", "-o", "out", "--jobs", "0"], "Error: --jobs takes a number from 1 to 256, not 0."),
        (
            ["cases/smith", "-o", "cases/smith/evidence/out"],
            "Error: --output: 'cases/smith/evidence/out' lies in the evidence of cases/smith, which is never written."
        ),
    ])
    func wrongUsageIsStatus64(arguments: [String], message: String) throws {
        try batch.addTwo()
        let outcome = try batch.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.firstErrorLine.hasPrefix(message), "\(outcome.firstErrorLine)")
        #expect(try batch.names(".") == ["cases"])
        #expect(try batch.names("cases/smith/evidence") == ["access.log"])
    }

    @Test func quietSaysNothing() throws {
        try batch.addTwo()
        let outcome = try batch.run(["cases/smith", "cases/nowhere", "-o", "out", "--quiet"])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "")
    }
}
