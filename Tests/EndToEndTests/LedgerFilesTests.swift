// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `logtrace scan` and `logtrace merge`, as a user runs them.
@Suite struct LedgerFilesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    private func scan(_ arguments: [String], to ledger: String, status: Int32 = 0) throws {
        let outcome = try Binary.run(["scan"] + arguments + ["-o", path(ledger)])
        try #require(outcome.status == status, "\(outcome.errorText)")
    }

    /// What the command says on standard error, with nothing on standard output and status 2.
    private func refusal(_ arguments: [String]) throws -> String {
        let outcome = try Binary.run(arguments, folder: folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        return outcome.errorText
    }

    /// A log and its ledger.
    private func addLedger(_ name: String = "a", line: String = accessLine(), _ options: [String] = []) throws {
        try folder.write(line, to: "\(name)/access.log")
        try scan(["--root", path(name), path(name)] + options, to: "\(name).ledger")
    }

    // MARK: laws

    @Test func partsAndSharesOfACaseMakeTheReportOfOneRun() throws {
        let evidence = Case1177.evidence
        let whole = try Binary.run(["report", "--format", "json", evidence])
        var random = SeededGenerator(seed: 1177)
        var parts = [[String]](repeating: [], count: 3)
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: Binary.repository.appendingPathComponent(evidence).path)
        for name in names.sorted() {
            var isFolder: ObjCBool = false
            let path = Binary.repository.appendingPathComponent("\(evidence)/\(name)").path
            let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
            guard
                isLink || (FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue)
            else { continue }
            parts[parts.indices.randomElement(using: &random)!].append("\(evidence)/\(name)")
        }
        for (number, part) in parts.enumerated() { try scan(["--root", evidence] + part, to: "\(number).part") }
        let ofParts = try Binary.run(["merge", "--format", "json"] + [2, 0, 1].map { path("\($0).part") })
        #expect(ofParts.status == 0)
        #expect(ofParts.output == whole.output)

        for number in 1...2 {
            try scan(["--share", "\(number)/2", "--jobs", "\(number)", evidence], to: "\(number).share")
        }
        let ofShares = try Binary.run(["merge", "--format", "json", path("2.share"), path("1.share")])
        #expect(ofShares.errorText == "")
        #expect(ofShares.output == whole.output)
    }

    /// One process after the other: nothing in them is by chance.
    @Test func theSameEvidenceMakesTheSameLedger() throws {
        try folder.write(
            "LogFormat \"%a|%{%s}t|%m|%U|%>s|%B\" own\nCustomLog /var/log/own.log own\n",
            to: "c/etc/apache2/apache2.conf")
        try folder.write("192.0.2.7|1425546000|GET|/calls/a.wav|200|1234\n", to: "c/var/log/own.log")
        try folder.write(accessLine() + accessLine("/b", client: "192.0.2.9"), to: "c/var/log/access.log")
        for number in 1...3 { try scan(["--jobs", "\(number)", path("c")], to: "\(number)") }
        #expect(try bytes("1") == bytes("2"))
        #expect(try bytes("1") == bytes("3"))
    }

    @Test func ledgersOfLedgersAreTheSameInEveryOrder() throws {
        for name in ["a", "b", "c"] {
            try folder.write(accessLine("/\(name)"), to: "case/\(name).log")
            try scan(["--root", path("case"), path("case/\(name).log")], to: name)
        }
        func merge(_ ledgers: [String], to name: String) throws {
            let outcome = try Binary.run(["merge"] + ledgers.map(path) + ["--ledger", path(name)])
            #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errorText.isEmpty)
        }
        try merge(["a", "b"], to: "ab")
        try merge(["ab", "c"], to: "(ab)c")
        try merge(["c", "b"], to: "cb")
        try merge(["cb", "a", "c"], to: "cbac")
        #expect(try bytes("(ab)c") == bytes("cbac"))
        try merge(["ab", "ab"], to: "twice")
        #expect(try bytes("twice") == bytes("ab"))
    }

    @Test func theOptionsOfTheScanAreThoseOfTheReport() throws {
        try folder.write(
            accessLine(at: "15/Feb/2019:12:00:01 +0000") + accessLine("/old", at: "15/Feb/2018:12:00:01 +0000"),
            to: "e/access.log")
        let options = ["--since", "2019-01-01", "--timezone", "Europe/Stockholm"]
        let whole = try Binary.run(["report", "--format", "json"] + options + [path("e")])
        try scan(options + [path("e")], to: "ledger")
        let merged = try Binary.run(["merge", "--format", "json", path("ledger")])
        #expect(merged.output == whole.output)
        #expect(try ReportDocument(merged.output).retrievals.files.map(\.path) == ["/calls/a.wav"])
    }

    @Test func damageIsStatus1InScanAndMerge() throws {
        let cut = Array(gzip(Array(String(repeating: accessLine(), count: 3).utf8), level: 0).prefix(200))
        try folder.write(cut, to: "e/cut.log.gz")
        let whole = try Binary.run(["report", "--format", "json", path("e")])
        #expect(whole.status == 1)
        try scan([path("e")], to: "ledger", status: 1)
        let merged = try Binary.run(["merge", "--format", "json", path("ledger")])
        #expect(merged.status == 1)
        #expect(merged.errorText == whole.errorText)
        #expect(merged.output == whole.output)
    }

    // MARK: refusals

    @Test func aDamagedLedgerIsRefusedByItsName() throws {
        try addLedger()
        let good = try bytes("a.ledger")
        var flipped = good
        flipped[good.count / 2] ^= 4
        try folder.write(flipped, to: "flipped")
        try folder.write(Array(good.dropLast(7)), to: "short")
        let damaged = "the ledger is damaged: its checksum is not that of its content; scan that evidence again\n"
        for name in ["flipped", "short"] {
            #expect(try refusal(["merge", "a.ledger", name]) == "logtrace: \(name): \(damaged)")
            #expect(try refusal(["scan", "a", "--known", name, "-o", "new"]) == "logtrace: \(name): \(damaged)")
        }
        try folder.write(accessLine(), to: "log")
        #expect(
            try refusal(["merge", "log"])
                == "logtrace: log: this is no ledger of logtrace; 'logtrace scan' makes them\n")
        var newer = good
        newer[16] = 7
        try folder.write(newer, to: "newer")
        #expect(
            try refusal(["merge", "newer"]) == """
                logtrace: newer: the ledger has version 7, and this logtrace reads up to 2; take a newer logtrace, or scan \
                the evidence again

                """)
        #expect(!FileManager.default.fileExists(atPath: path("new")))
    }

    @Test func ledgersThatDoNotAddUpAreRefusedByName() throws {
        try addLedger()
        try addLedger("b", line: accessLine("/calls/b.wav"))
        #expect(
            try refusal(["merge", "a.ledger", "b.ledger"]) == """
                logtrace: b.ledger: it has another file by the name 'access.log' than the ledgers before it; scan both under \
                names that differ

                """)
        try addLedger("c", ["--since", "2019-01-01"])
        let settings = "it was made with another --since than the ledgers before it; they do not add up\n"
        #expect(try refusal(["merge", "a.ledger", "c.ledger"]) == "logtrace: c.ledger: \(settings)")
        #expect(
            try refusal(["scan", "a", "--known", "c.ledger", "-o", "new"])
                == "logtrace: c.ledger: it was made with another --since than this scan; scan all of the evidence anew\n"
        )
    }

    @Test func aMissingShareIsNamed() throws {
        try folder.write(accessLine(), to: "e/access.log")
        try scan(["--share", "2/2", path("e")], to: "2")
        #expect(
            try refusal(["merge", "2"])
                == "logtrace: share 1/2 of the case is not among the ledgers, or was scanned when the evidence was "
                + "not the same; scan it with --share 1/2\n")
    }

    @Test func evidenceThatMustBeReadAgainIsNamed() throws {
        try folder.write(
            "LogFormat \"%a|%{%s}t|%m|%U|%>s|%B\" own\nCustomLog /var/log/own.log own\n",
            to: "c/etc/apache2/apache2.conf")
        try folder.write("192.0.2.7|1425546000|GET|/calls/a.wav|200|1234\n", to: "c/var/log/own.log")
        try scan(["--root", path("c"), path("c/etc")], to: "etc.ledger")
        try scan(["--root", path("c"), path("c/var")], to: "var.ledger", status: 0)
        let merged = try Binary.run(["merge", "--format", "json", path("etc.ledger"), path("var.ledger")])
        #expect(merged.errorText == "logtrace: 1 file is read again: another part tells how, or goes on\n")
        #expect(merged.output == (try Binary.run(["report", "--format", "json", path("c")])).output)

        try FileManager.default.moveItem(atPath: path("c"), toPath: path("gone"))
        #expect(
            try refusal(["merge", "etc.ledger", "var.ledger"]) == """
                logtrace: 'var/log/own.log' must be read again, together with what other ledgers hold, and cannot be found as \
                it was scanned; merge where the evidence lies, or scan it in shares (--share)

                """)
    }

    @Test func whatCannotBeOpenedOrWrittenIsNamed() throws {
        try addLedger()
        #expect(try refusal(["merge", "missing.ledger"]) == "logtrace: missing.ledger: No such file or directory\n")
        #expect(
            try refusal(["scan", "a", "--known", "missing", "-o", "new"])
                == "logtrace: missing: No such file or directory\n")
        for arguments in [
            ["scan", "a", "-o", "no/folder"], ["merge", "a.ledger", "--ledger", "no/folder"],
            ["merge", "a.ledger", "-o", "no/folder.json"],
        ] {
            let text = try refusal(arguments)
            #expect(text.hasPrefix("logtrace: no/folder"), "\(arguments)")
            #expect(text.hasSuffix(": No such file or directory\n"), "\(text)")
            #expect(text.filter { $0 == "\n" }.count == 1)
        }
    }

    @Test(arguments: [
        ["merge"], ["scan", "a"], ["scan", "a", "-o", "x", "--share", "3/2"],
        ["scan", "a", "-o", "x", "--share", "0/2"],
        ["scan", "b", "-o", "x", "--root", "a"], ["merge", "x", "--ledger", "y", "-o", "z.json"],
    ])
    func wrongUsageIsStatus64(arguments: [String]) throws {
        try folder.write(accessLine(), to: "a/access.log")
        let outcome = try Binary.run(arguments, folder: folder.url)
        #expect(outcome.status == 64)
        #expect(outcome.errorText.hasPrefix("Error: "))
        #expect(!FileManager.default.fileExists(atPath: path("x")))
    }
}
