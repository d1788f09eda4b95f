// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CaseBatch
import Foundation
import Glibc
import Reporting

/// What a batch says while it runs: a line for each case that is done, and, on a terminal, one that tells how far all are.
///
///     logtrace: 2 of 8 cases, 42 %, 1.2 GB of 2.9 GB, 350 MB/s, 5 s left; smith 55 %, jones 12 %
final class BatchProgress {
    private let diagnostics: Diagnostics
    private let isShown: Bool
    private let sizes: [String: Int64]
    private let total: Int64
    private let start = ContinuousClock.now
    private var doneByteCount: Int64 = 0
    private var doneCount = 0
    private var hasLine = false

    init(_ works: [CaseWork], isShown: Bool, isQuiet: Bool) {
        diagnostics = Diagnostics(isQuiet: isQuiet)
        self.isShown = isShown
        sizes = Dictionary(uniqueKeysWithValues: works.map { ($0.batchCase.id, $0.size.byteCount) })
        total = sizes.values.reduce(0, +)
    }

    /// `2 of 8 cases are done`
    var doneText: String { "\(doneCount) of \(Quantities.count(sizes.count, "case is", "cases are")) done" }

    func ended(_ entry: BatchIndex.Case, isUnchanged: Bool) {
        doneByteCount += sizes[entry.id] ?? 0
        clear()
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
        let elapsed = (ContinuousClock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        // What takes no time needs no line.
        guard isShown, seconds > 1 else { return }
        hasLine = true
        Self.write("\r\u{1b}[K" + text(running, seconds: seconds).prefix(Surroundings.terminalWidth - 1))
    }

    func text(_ running: [CaseProgress], seconds: Double) -> String {
        let read = doneByteCount + running.reduce(0) { $0 + min($1.readByteCount, $1.byteCount) }
        let all = ProgressLine.text(read: read, of: total, seconds: seconds).dropFirst("logtrace: ".count)
        let each = running.map { one in
            let share = one.byteCount > 0 ? min(100, one.readByteCount * 100 / one.byteCount) : 0
            return "\(TerminalText.escaped(Array(one.id.utf8))) \(share) %"
        }
        return "logtrace: \(doneCount) of \(Quantities.count(sizes.count, "case", "cases")), \(all)"
            + (each.isEmpty ? "" : "; " + each.joined(separator: ", "))
    }

    /// Takes the line away.
    func clear() {
        if hasLine { Self.write("\r\u{1b}[K") }
        hasLine = false
    }

    private static func write(_ text: some StringProtocol) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
