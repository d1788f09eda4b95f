// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `--scope`: which retrievals are counted where no inventory tells what lay there.
@Suite struct ScopeOptionTests {
    private let folder: TemporaryFolder
    private let log: String

    init() throws {
        folder = try TemporaryFolder()
        log = try folder.write(
            accessLine("/calls/2015/a.wav") + accessLine("/calls/2015/b.wav") + accessLine("/icons/folder.png"),
            to: "access.log")
    }

    private func filesInScope(_ arguments: [String]) throws -> [String] {
        try ReportDocument.make(arguments).retrievals.files.filter(\.inScope).map(\.path)
    }

    @Test func withoutItEveryRetrievedFileCounts() throws {
        #expect(try filesInScope([log]) == ["/calls/2015/a.wav", "/calls/2015/b.wav", "/icons/folder.png"])
    }

    @Test func onlyFilesThatItNamesCount() throws {
        #expect(try filesInScope(["--scope", "calls/**", log]) == ["/calls/2015/a.wav", "/calls/2015/b.wav"])
        #expect(
            try filesInScope(["--scope", "/calls/*/a.wav", "--scope", "**.png", log])
                == ["/calls/2015/a.wav", "/icons/folder.png"])
        let report = try ReportDocument.make(["--scope", "calls/**", "--scope", "**.png", log])
        #expect(report.case.options == ["scope": .list(["calls/**", "**.png"])])
    }

    @Test func theTextSaysWhatIsOutOfScope() throws {
        let some = try Binary.run(["--scope", "calls/**", log])
        #expect(some.status == 0)
        #expect(some.text.contains("  2 files left in 2 retrievals by 1 client;"))
        #expect(some.text.contains("  1 other path out of scope: all in the JSON report.\n"))
        #expect(some.text.contains("  --scope calls/**\n"))
        let none = try Binary.run(["--scope", "nothing", log])
        #expect(none.text.contains("  No retrieval of a file in scope was found."))
    }

    @Test func anAddressAndTheFileThatItLeadsToBothNameIt() throws {
        try folder.write("DocumentRoot /srv/nas\n", to: "etc/apache2/apache2.conf")
        for glob in ["/srv/nas/calls/**", "calls/**"] {
            let report = try ReportDocument.make(["--scope", glob, folder.path])
            #expect(
                report.retrievals.files.filter(\.inScope).map(\.path)
                    == ["/srv/nas/calls/2015/a.wav", "/srv/nas/calls/2015/b.wav"])
        }
    }

    @Test func withAnInventoryItsFilesAreTheScope() throws {
        let inventory = try folder.write("path,size\nicons/folder.png,1000\n", to: "inventory.csv")
        let outcome = try Binary.run(["--inventory", inventory, "--scope", "calls/**", "--format", "json", log])
        #expect(outcome.status == 0)
        #expect(
            outcome.errorText == "logtrace: --scope has no effect: the files of the inventory are the scope\n")
        let report = try ReportDocument(outcome.output)
        #expect(report.retrievals.files.filter(\.inScope).map(\.path) == ["icons/folder.png"])
    }

    @Test func theCaseFilesRulesHoldWhereItIsNotGiven() throws {
        let file = try folder.write("scope: [{paths: \"calls/**\", owner: anna}]\n", to: "case.yaml")
        #expect(try filesInScope(["--case", file, log]) == ["/calls/2015/a.wav", "/calls/2015/b.wav"])
        #expect(try filesInScope(["--case", file, "--scope", "icons/*", log]) == ["/icons/folder.png"])
    }

    @Test func anEmptyOneIsWrongUsage() throws {
        let outcome = try Binary.run(["--scope", "", log])
        #expect(outcome.status == 64)
        #expect(outcome.firstErrorLine == "Error: --scope names no file: it is empty.")
    }
}
