// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CaseBatch
import EvidenceModel
import Foundation
import Reporting
import SystemPackage

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Many cases at once: a folder of results for each, and an index across them.",
        discussion: """
            A case is a folder with a case.yaml in it, a folder that is evidence as a whole, or a case file. Each gets a \
            folder named after it, with report.json, report.html, tables in csv/, and manifest.json with the digests of \
            what went in and came out; index.html and index.json tell of all, and of addresses, files and evidence that \
            more than one case has.

            Each case has a process of its own, so that none can stop the others: one that fails is named, with its \
            message, and the rest go on. Results get their name only when they are complete. After an interruption of \
            any kind the same command with --resume does what is missing.

            EXAMPLES
              logtrace batch cases/* -o results/
              logtrace batch cases/* -o results/ --resume
              logtrace batch --jobs 8 --memory 16GiB cases/*/case.yaml -o results/

            EXIT STATUS
              0   every case has a report, all evidence read
              1   some case has no report, or some of its evidence could not be read or was damaged
              2   no case has a report, or the index could not be written
            """)

    @Argument(help: ArgumentHelp("Folders or case files, each a case.", valueName: "case"))
    var cases: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for the results. It is made where it is not there.", valueName: "folder"))
    var output: String

    @Flag(
        help:
            "Go on with the results in the folder: cases whose evidence, options and program are the same, by their digests, are not done again."
    )
    var resume = false

    @OptionGroup var logs: LogOptions

    @Option(
        help: ArgumentHelp(
            "Count only retrievals of files that this names, in every case without an inventory; repeatable, see 'logtrace help report'.",
            valueName: "glob"))
    var scope: [String] = []

    @Option(
        name: .shortAndLong,
        help:
            "How many files to read at the same time, over all cases; as many as there are processors, if not given. The results are the same for any."
    )
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Memory for all cases that run at one time, as 8GiB or 500MB; three quarters of what the machine or its control group has, if not given. What a case takes is estimated from the size of its evidence; one that is larger runs alone.",
            valueName: "size"))
    var memory: MemoryArgument?

    @Flag(help: "Let any line that no format fits make the status 1.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but what ends the run.")
    var quiet = false

    @Flag(help: "Show no progress on the terminal.")
    var noProgress = false

    private var diagnostics: Diagnostics { Diagnostics(isQuiet: quiet) }
    private var jobCount: Int { jobs ?? Surroundings.processorCount }

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs takes a number from 1 to 256, not \(jobs).")
        }
        for (name, time) in [("--since", logs.since), ("--until", logs.until)] {
            guard let time, time.isAge else { continue }
            throw ValidationError(
                "\(name) takes a date in a batch, not an age: by the time that it is resumed, \(time.text) is another.")
        }
        if scope.contains("") { throw ValidationError("--scope names no file: it is empty.") }
    }

    func run() throws {
        let named = BatchCases(cases)
        for double in named.repeated {
            diagnostics.note("\(double.path): the same case as \(double.id); it counts once")
        }
        let jobsOfCase = max(1, jobCount / named.cases.count)
        let works = named.cases.map { CaseWork($0, arguments(jobsOfCase: jobsOfCase)) }
        for work in works { try work.refuse(output: output) }
        let folder = try openFolder(named.cases)
        let progress = BatchProgress(
            works, isShown: !quiet && !noProgress && Surroundings.isErrorTerminal, isQuiet: quiet)

        var done: [BatchIndex.Case] = []
        func end(_ work: CaseWork, _ ending: CaseEnding) {
            let entry = work.entry(ending, results: folder.results(of: work.batchCase.id))
            done.append(entry)
            progress.ended(entry, isUnchanged: ending == .unchanged)
        }
        for work in works {
            if let failure = work.failure { end(work, failure.settingAsideResults(of: work.batchCase.id, in: folder)) }
        }
        let workOfTask = Dictionary(uniqueKeysWithValues: works.map { ($0.batchCase.id, $0) })
        try perform(works.compactMap { $0.task(jobs: jobsOfCase) }, in: folder, progress) {
            end(workOfTask[$0.id]!, $1)
        }
        try writeIndex(done.sorted { $0.id < $1.id }, folder)
    }

    private func openFolder(_ cases: [BatchCase]) throws -> BatchFolder {
        do throws(BatchFolder.Refusal) {
            let folder = try BatchFolder(output, mayHaveResults: resume)
            do {
                for name in try folder.others(than: cases) {
                    diagnostics.note("\(output): \(name) is of no case named here; it stays, and is not in the index")
                }
            } catch {
                throw .failed(error)
            }
            return folder
        } catch {
            switch error {
            case .failed(let failure): throw diagnostics.failure(failure.description).exitCode
            case .locked: throw diagnostics.failure("\(output): another batch is writing to it").exitCode
            case .notEmpty:
                throw diagnostics.failure(
                    "\(output): is not empty: --resume goes on with the batch in it, and another name begins a new one"
                ).exitCode
            }
        }
    }

    private func perform(
        _ tasks: [CaseTask], in folder: BatchFolder, _ progress: BatchProgress, ended: (CaseTask, CaseEnding) -> Void
    ) throws {
        let listener: Interruption.Listener
        do {
            listener = try Interruption.Listener()
        } catch {
            throw diagnostics.failure("a pipe: \(error)").exitCode
        }
        let run = BatchRun(
            folder, program: "/proc/self/exe",
            environment: ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }, jobs: jobCount,
            budget: MemoryBudget(total: memory?.byteCount ?? Surroundings.memoryShare),
            interruption: listener.descriptor)
        let isDone = run.run(tasks, ended: ended, progressed: progress.show)
        TerminalLine.clear()
        guard isDone else {
            diagnostics.note(
                "interrupted: \(progress.doneText); the same command with --resume does the others")
            listener.endRun()
        }
    }

    private func writeIndex(_ cases: [BatchIndex.Case], _ folder: BatchFolder) throws {
        let index: BatchIndex
        do {
            index = BatchIndex(
                toolVersion: LogTrace.version, generatedAt: Surroundings.reportTime, cases: cases,
                shared: try SharedItems.find(
                    in: cases.map { $0.hasFailed ? nil : folder.results(of: $0.id).appending(SeenList.fileName) }))
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
        do {
            var json = try OutputFile.file(folder.path.appending("index.json").string)
            try BatchIndexJSON.render(index) { bytes throws(OutputError) in try json.write(bytes) }
            try json.finish()
            var page = try OutputFile.file(folder.path.appending("index.html").string)
            try page.write(BatchIndexPage.render(index))
            try page.finish()
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
        let reported = cases.count - index.failed.count
        diagnostics.note(
            "\(reported) of \(Quantities.count(cases.count, "case has", "cases have")) a report: \(folder.path.appending("index.html"))"
        )
        if reported == 0 { throw ExitStatus.noReport.exitCode }
        if reported < cases.count || index.incompleteCount > 0 { throw ExitStatus.incomplete.exitCode }
    }

    /// Of `logtrace report`, for any case.
    private func arguments(jobsOfCase: Int) -> [String] {
        logs.arguments + scope.map { "--scope=\($0)" } + (strict ? ["--strict"] : []) + ["--jobs=\(jobsOfCase)"]
    }
}
