// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Reporting

/// What a batch says while it runs: a line for each case that is done, and, on a terminal, one that tells how far all are.
///
///     logtrace: 8 cases, 1,234 files, 2.9 GB
///     logtrace: 2 of 8 cases, 1.2 GB of 2.9 GB, 42 %, 350.0 MB/s, 5 s left; smith 55 %, jones 12 %
final class BatchProgress {
    private let diagnostics: Diagnostics
    private let isShown: Bool
    private let sizes: [String: Int64]
    private let total: Int64
    private let start = ContinuousClock.now
    private var doneByteCount: Int64 = 0
    private var doneCount = 0

    init(_ works: [CaseWork], isShown: Bool, isQuiet: Bool) {
        diagnostics = Diagnostics(isQuiet: isQuiet)
        self.isShown = isShown
        sizes = Dictionary(uniqueKeysWithValues: works.map { ($0.batchCase.id, $0.size.byteCount) })
        total = sizes.values.reduce(0, +)
        guard isShown else { return }
        let files = Quantities.count(works.reduce(0) { $0 + $1.size.fileCount }, "file", "files")
        diagnostics.note(
            "\(Quantities.count(works.count, "case", "cases")), \(files), \(Quantities.bytes(total))")
    }

    /// `2 of 8 cases are done`
    var doneText: String { "\(doneCount) of \(Quantities.count(sizes.count, "case is", "cases are")) done" }

    func ended(_ entry: BatchIndex.Case, isUnchanged: Bool) {
        doneByteCount += sizes[entry.id] ?? 0
        let words: String
        switch entry.outcome {
        case .reported(_, let isComplete):
            doneCount += 1
            words =
                (isUnchanged ? "unchanged, its report stays" : "report made")
                + (isComplete ? "" : "; some evidence could not be read or was damaged")
        case .failed(let status, _):
            words =
                "FAILED" + (status.map { " (status \($0))" } ?? "")
                + (entry.problems.isEmpty ? "" : ": " + Self.told(entry.problems))
        }
        diagnostics.note("\(entry.id): \(words)")
    }

    /// The first says what went wrong, the last what came of it.
    private static func told(_ problems: [String]) -> String {
        guard problems.count > 2 else { return problems.joined(separator: "; ") }
        return "\(problems[0]); … \(Quantities.count(problems.count - 2)) more; \(problems[problems.count - 1])"
    }

    /// Shows those that run.
    func show(_ running: [CaseProgress]) {
        let seconds = (ContinuousClock.now - start).inSeconds
        // What takes no time needs no line.
        guard isShown, seconds > 1 else { return }
        TerminalLine.show(
            ProgressText.line(
                cases: doneCount, of: sizes.count,
                read: doneByteCount + running.reduce(0) { $0 + min($1.readByteCount, $1.byteCount) }, of: total,
                seconds: seconds,
                running: running.map { one in
                    let share = one.byteCount > 0 ? min(100, one.readByteCount * 100 / one.byteCount) : 0
                    return (one.id, share)
                }, columns: TerminalLine.columns))
    }
}
