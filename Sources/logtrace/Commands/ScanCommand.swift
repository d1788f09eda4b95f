// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CasePipeline
import EvidenceModel
import SystemPackage

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read a part of a case into a ledger file; merge makes the report of all parts.",
        discussion: """
            EXAMPLES
              logtrace scan --root /mnt/copy /mnt/copy/var/log/apache2 -o web.ledger
              logtrace scan --share 1/8 /mnt/copy -o 1.ledger
              logtrace scan --known case.ledger /mnt/copy -o case.ledger
              logtrace merge *.ledger -o report.html

            The parts of a case may be any files of it. Where one part tells how another is to be read (a configuration, a time \
            zone, a log of sessions that goes on), merge reads those lines again, and for that needs the evidence where it \
            lay. With --share every scan looks at all of the evidence and reads its share, so that nothing is read twice. Plain \
            access logs of more than 256 MiB are then read in ranges, so that one large file is the work of several scans, unless \
            --since, --until or --rejects is given. A scan without --share keeps every retrieval by itself, as another part may \
            tell of it too; --share 1/1 of a whole case keeps only what its report needs.
            """)

    @OptionGroup var evidence: EvidenceOptions
    @OptionGroup var jobs: JobsOption

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write the ledger to this file, which it replaces when it is whole; a device or a pipe is written into.",
            valueName: "file"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The folder that all evidence of the case lies in. Files are named by their paths below it, as in one run over the folder.",
            valueName: "folder"))
    var root: String?

    @Option(
        help: ArgumentHelp(
            "Read only the n-th of m shares of the evidence, as 2/8. Each scan must name the same evidence.",
            valueName: "n/m"))
    var share: ShareArgument?

    @Option(
        help: ArgumentHelp(
            "With --share, read plain access logs of more bytes in ranges of so many; the same for every share.",
            valueName: "bytes", visibility: .hidden))
    var rangeBytes: Int64?

    @Option(
        help: ArgumentHelp(
            "A ledger of the same case: files that it has, by their digests, are taken from there and not read again.",
            valueName: "ledger"))
    var known: String?

    func validate() throws {
        if let rangeBytes, rangeBytes < 1 { throw ValidationError("--range-bytes is at least 1.") }
        if output.isEmpty { throw ValidationError("--output names no file: it is empty.") }
    }

    func run() async throws {
        let diagnostics = evidence.diagnostics
        let loaded = try evidence.loadedCase()
        let knownLedger = try known.map { try LedgerFiles.open($0, diagnostics) }
        let settings = evidence.logs.settings(caseTimezone: loaded?.description.zone)
        let progress = evidence.beginReading()
        let rejects = try evidence.openRejects()
        var options = try evidence.options(loaded, jobs: jobs.count, rejects, progress)
        if let rangeBytes { options.rangeByteCount = rangeBytes }
        let scan: CaseScan
        do {
            scan = try CaseScan(
                evidence.streamOr(evidence.named(loaded)), below: root,
                options, settings, share: share?.share,
                known: knownLedger)
        } catch let error as OutsideRoot {
            throw ValidationError("'\(error.argument)' does not lie in --root \(error.root).")
        } catch let error as LedgerFileError {
            throw diagnostics.failure("\(known ?? ""): \(error)").exitCode
        }
        if let problem = scan.plan.zone.problem { diagnostics.note("the evidence's time zone: \(problem)") }
        let line = evidence.show(progress)
        let (ledger, artifacts) = await scan.file()
        line?.stop()
        try evidence.finish(rejects)
        let status = artifacts.isEmpty ? .complete : diagnostics.status(of: artifacts)
        do {
            var file = try OutputFile.file(output)
            try file.write(ledger.bytes)
            try file.finish()
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
        // A part of which nothing could be read is one of the case all the same.
        if status != .complete { throw ExitStatus.incomplete.exitCode }
    }
}

/// `2/8`: the second of eight shares.
struct ShareArgument: ExpressibleByArgument {
    let share: LedgerFile.Share

    init?(argument: String) {
        let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
            let share = LedgerFile.Share(number: number, of: count)
        else { return nil }
        self.share = share
    }
}
