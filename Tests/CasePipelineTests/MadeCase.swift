// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Foundation
import SystemPackage
import TestSupport

/// A small case of which every part says something of the others, and its scans.
struct MadeCase {
    let evidence: CaseFolder
    private(set) var names: [String] = []
    static let settings = ScanSettings(timezone: nil, caseTimezone: nil, logFormats: [], since: nil, until: nil)

    init() throws { evidence = try CaseFolder() }

    /// - Parameter seed: What the case is made of, by chance.
    init(seed: UInt64) throws {
        try self.init()
        var random = SeededGenerator(seed: seed)
        let first = Int.random(in: 0...50, using: &random)
        try add("Europe/Stockholm\n", to: "etc/timezone")
        try add(
            "LogFormat \"%a|%{%s}t|%m|%U|%>s|%B\" own\nCustomLog /var/log/apache2/own.log own\n",
            to: "etc/apache2/apache2.conf")
        try add("192.0.2.7|1425546000|GET|/calls/a.wav|200|1234\n", to: "var/log/apache2/own.log.1")
        // Rotated with copytruncate: some lines stand in both.
        try add(LogLines.apache(first..<(first + 40)), to: "var/log/apache2/access.log.1")
        try add(LogLines.apache((first + 30)..<(first + 60)), to: "var/log/apache2/access.log")
        try add(gzip(Array(LogLines.apache(first..<(first + 40)).utf8)), to: "backup/access.log.1.gz")
        try add(LogLines.apache(first..<(first + 20)), to: "backup/begun.log")
        try add(LogLines.xferlog(first..<(first + 30)), to: "var/log/xferlog")
        try add(LogLines.rsyncd(0..<20), to: "var/log/rsyncd.log")
        // A session that begins in one file and ends in another, in logs that state no year.
        try add(
            Self.sftp(
                "session opened for local user anna from [192.0.2.7]", "open \"/calls/b.wav\" flags READ mode 0666"),
            to: "var/log/auth.log.1", modified: 1_425_460_100)
        try add(
            Self.sftp("close \"/calls/b.wav\" bytes read 5 written 0"), to: "var/log/auth.log", modified: 1_425_460_200)
        let packed = gzip((0..<300).flatMap { LogLines.apache([$0]).utf8 })
        try add(
            Array(packed.prefix(packed.count - Int.random(in: 9...200, using: &random))), to: "var/log/cut.log.2.gz")
        try add((0..<200).map { _ in UInt8.random(in: 0...8, using: &random) }, to: "var/log/wtmp")
        for name in ["var/log/empty.log", "var/log/empty.log.1", "etc/default/empty"] { try add("", to: name) }
        // Configuration that is the same twice.
        for name in ["etc/vsftpd.conf", "backup/etc/vsftpd.conf"] { try add("xferlog_enable=YES\n", to: name) }
        try add("no format fits this\nnor this\n", to: "notes.txt")
        try FileManager.default.createSymbolicLink(
            atPath: evidence.folder.path + "/etc/linked.conf", withDestinationPath: "vsftpd.conf")
        names.append("etc/linked.conf")
    }

    mutating func add(_ bytes: [UInt8], to name: String, modified: Int64 = 1_425_600_000) throws {
        let path = try evidence.folder.write(bytes, to: name)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: TimeInterval(modified))], ofItemAtPath: path)
        names.append(name)
    }

    mutating func add(_ text: String, to name: String, modified: Int64 = 1_425_600_000) throws {
        try add(Array(text.utf8), to: name, modified: modified)
    }

    private static func sftp(_ messages: String...) -> String {
        messages.map { "Mar  4 10:07:06 nas internal-sftp[545]: \($0)\n" }.joined()
    }

    // MARK: scans

    func path(_ name: String) -> String { evidence.folder.path + "/" + name }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: path(name), toPath: path(other))
    }

    /// A scan of some files, as it comes back from its file; all of the evidence, if nil.
    func scan(
        _ names: [String]? = nil, share: LedgerFile.Share? = nil, known: LedgerFile? = nil, jobs: Int = 1,
        rangeByteCount: Int64 = .max
    ) async throws -> LedgerFile {
        try await scanned(names, share: share, known: known, jobs: jobs, rangeByteCount: rangeByteCount).ledger
    }

    /// The scan, and the names of the files that were read for it.
    func scanned(
        _ names: [String]? = nil, share: LedgerFile.Share? = nil, known: LedgerFile? = nil, jobs: Int = 1,
        rangeByteCount: Int64 = .max
    ) async throws -> (ledger: LedgerFile, read: [String]) {
        var options = CaseReading.Options(jobs: jobs)
        options.rangeByteCount = rangeByteCount
        let scan = try CaseScan(
            names.map { $0.map(path) } ?? [evidence.folder.path], below: evidence.folder.path, options,
            Self.settings, share: share, known: known)
        let (file, artifacts) = await scan.file()
        return (try LedgerFile(file.bytes), artifacts.map { String(decoding: $0.path, as: UTF8.self) }.sorted())
    }

    /// All that one reading tells.
    func answers() async -> String {
        let reading = CaseReading([evidence.folder.path], .init())
        return Self.text(await reading.ledger(), reading.plan)
    }

    /// All that the merged ledgers tell.
    static func answers(_ ledger: LedgerFile, jobs: Int = 1) async throws -> String {
        let merge = try CaseMerge(ledger, .init(jobs: jobs))
        return text(try await merge.ledger(), merge.plan)
    }

    static func merged(_ ledgers: [LedgerFile]) throws -> LedgerFile {
        var sum = ledgers[0]
        for ledger in ledgers.dropFirst() { try sum.merge(ledger) }
        return sum
    }

    private static func text(_ ledger: Ledger, _ plan: ReadingPlan) -> String {
        var text = ""
        dump(CaseAnswers(ledger, inventory: nil, configuration: plan.configuration), to: &text)
        return text
    }
}

/// The first line in which two long texts differ; nil if they are the same.
func firstDifference(_ left: String, _ right: String) -> String? {
    guard left != right else { return nil }
    let lines = zip(left.split(separator: "\n"), right.split(separator: "\n"))
    return lines.first { $0 != $1 }.map { "\($0) ≠ \($1)" } ?? "one is longer"
}
