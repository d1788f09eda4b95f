// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// A case that is to be done.
package struct CaseTask: Sendable {
    package let id: String
    package let size: CaseSize
    /// What memory it is expected to take.
    package let memory: Int64
    /// Of `logtrace report`, but for where it goes.
    package let arguments: [String]

    package init(id: String, size: CaseSize, memory: Int64, arguments: [String]) {
        self.id = id
        self.size = size
        self.memory = memory
        self.arguments = arguments
    }
}

/// What became of a case.
package enum CaseEnding: Sendable, Equatable {
    /// Its results lie under their name.
    case reported
    /// Those from before hold still.
    case unchanged
    /// Nothing lies there. Without a status and a signal, its process could not be started.
    case failed(status: Int32?, signal: Int32?, problems: [String])
}

extension CaseEnding {
    /// Where a case has failed, its results from before get another name, and that is said.
    package func settingAsideResults(of id: String, in folder: BatchFolder) -> CaseEnding {
        guard case .failed(let status, let signal, var problems) = self else { return self }
        do {
            if let aside = try folder.setAsideResults(of: id) {
                problems.append("what was reported before, which may not hold any more, lies in \(aside)")
            }
        } catch {
            problems.append(error.description)
        }
        return .failed(status: status, signal: signal, problems: problems)
    }
}

/// How far a case that runs is, in bytes of its evidence.
package struct CaseProgress: Sendable, Equatable {
    package let id: String
    package let readByteCount: Int64
    package let byteCount: Int64
}

/// Runs a process for each case, as many at one time as jobs and memory allow.
///
/// All of it is one thread that waits for whichever process has something to say, so that nothing here needs a lock.
package struct BatchRun {
    private let folder: BatchFolder
    private let program: String
    private let environment: [String]
    private let jobs: Int
    private let budget: MemoryBudget
    /// Can be read once the run shall end; nil if nothing can end it.
    private let interruption: CInt?

    private struct Running {
        let task: CaseTask
        let process: CaseProcess
        let partial: FilePath
        var readByteCount: Int64 = 0
        var isUnchanged = false
    }

    private static let pollMilliseconds: CInt = 200

    package init(
        _ folder: BatchFolder, program: String, environment: [String], jobs: Int, budget: MemoryBudget,
        interruption: CInt?
    ) {
        self.folder = folder
        self.program = program
        self.environment = environment
        self.jobs = jobs
        self.budget = budget
        self.interruption = interruption
    }

    /// - Parameters:
    ///   - ended: Told of each case when it is done.
    ///   - progressed: Told several times a second of those that run.
    /// - Returns: Whether all were done; else the run was interrupted, and no process of it is left.
    package func run(
        _ tasks: [CaseTask], ended: (CaseTask, CaseEnding) -> Void, progressed: ([CaseProgress]) -> Void
    ) -> Bool {
        // The largest first, so that none of them is left for the end.
        var waiting = tasks.sorted { ($1.memory, $0.id) < ($0.memory, $1.id) }
        var running: [Running] = []
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs,
                let next = budget.next(of: waiting.map(\.memory), beside: running.map(\.task.memory))
            {
                let task = waiting.remove(at: next)
                do {
                    running.append(try start(task))
                } catch {
                    ended(task, .failed(status: nil, signal: nil, problems: [error.description]))
                }
            }
            if wait(for: &running) {
                for each in running { abandon(each) }
                return false
            }
            for (index, each) in running.enumerated().reversed() where each.process.hasFallenSilent {
                ended(each.task, finish(each))
                running.remove(at: index)
            }
            progressed(
                running.map {
                    CaseProgress(id: $0.task.id, readByteCount: $0.readByteCount, byteCount: $0.task.size.byteCount)
                })
        }
        return true
    }

    private func start(_ task: CaseTask) throws(BatchFolder.Failure) -> Running {
        let partial = try folder.beginResults(of: task.id)
        var arguments = ["report", "--batch-results=\(partial)"]
        if folder.hasResults(of: task.id) { arguments.append("--batch-before=\(folder.results(of: task.id))") }
        for name in ["report.json", "report.html", BatchFolder.tablesName + "/"] {
            arguments.append("--output=\(partial)/\(name)")
        }
        arguments += task.arguments
        do throws(Errno) {
            return Running(
                task: task, process: try CaseProcess(program, arguments, environment: environment), partial: partial)
        } catch {
            remove(partial)
            throw BatchFolder.Failure(path: program, errno: error)
        }
    }

    /// Waits until a process says something, and takes that; true if the run shall end.
    private func wait(for running: inout [Running]) -> Bool {
        var polled = running.flatMap { each in
            [each.process.output, each.process.errors].map { pollfd(fd: $0 ?? -1, events: Int16(POLLIN), revents: 0) }
        }
        polled.append(pollfd(fd: interruption ?? -1, events: Int16(POLLIN), revents: 0))
        guard poll(&polled, nfds_t(polled.count), Self.pollMilliseconds) > 0 else { return false }
        if polled[polled.count - 1].revents != 0 { return true }
        for index in running.indices {
            if polled[2 * index].revents != 0 {
                for line in running[index].process.readOutput() { Self.take(line, &running[index]) }
            }
            if polled[2 * index + 1].revents != 0 { running[index].process.readErrors() }
        }
        return false
    }

    private static func take(_ line: String, _ running: inout Running) {
        if line == CaseMessage.unchanged {
            running.isUnchanged = true
        } else if let count = CaseMessage.readByteCount(line) {
            running.readByteCount = count
        }
    }

    private func finish(_ ended: Running) -> CaseEnding {
        let problems = ended.process.problems.map {
            // Where it has written so far is of no use to a reader.
            $0.replacing(ended.partial.string, with: folder.results(of: ended.task.id).string)
        }
        let ending: CaseEnding
        switch ended.process.end() {
        case .exited(0), .exited(1):
            if ended.isUnchanged {
                ending = .unchanged
            } else {
                do {
                    try folder.finishResults(of: ended.task.id, in: ended.partial)
                    return .reported
                } catch {
                    ending = .failed(status: 2, signal: nil, problems: problems + [error.description])
                }
            }
        case .exited(let status): ending = .failed(status: status, signal: nil, problems: problems)
        case .signalled(let signal):
            let words =
                "ended by signal \(signal) (\(String(cString: strsignal(signal))))"
                + (signal == SIGKILL ? ", which is what the kernel does where memory runs out" : "")
            ending = .failed(status: nil, signal: signal, problems: problems + [words])
        }
        remove(ended.partial)
        return ending.settingAsideResults(of: ended.task.id, in: folder)
    }

    private func abandon(_ running: Running) {
        running.process.kill()
        remove(running.partial)
    }

    private func remove(_ partial: FilePath) {
        do {
            try folder.remove(partial)
        } catch {
            // The next run removes it.
        }
    }
}

/// What the process of a case tells the batch, a line each.
package enum CaseMessage {
    /// Its results from before hold still.
    package static let unchanged = "unchanged"

    package static func read(_ byteCount: Int64) -> String { "read \(byteCount)" }

    static func readByteCount(_ line: String) -> Int64? {
        line.hasPrefix("read ") ? Int64(line.dropFirst(5)) : nil
    }
}
