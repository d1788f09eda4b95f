// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import Synchronization

/// What a run has to say beside its result, on standard error.
struct Diagnostics {
    /// Only what ends the run is said.
    let isQuiet: Bool
    /// A line that no format fits makes the run incomplete.
    var isStrict = false

    func note(_ text: String) {
        if !isQuiet { Self.write(text) }
    }

    /// Says why there is no result, and gives the status for it.
    func failure(_ text: String) -> ExitStatus {
        Self.write(text)
        return .noReport
    }

    /// Names every artifact that was not read as it should be, and tells what that makes of the run.
    func status(of evidence: [Artifact]) -> ExitStatus {
        var status = ExitStatus.complete
        var wasAnythingRead = evidence.isEmpty
        for artifact in evidence {
            let name = TerminalText.escaped(artifact.path)
            if case .unreadable(let reason) = artifact.content {
                note("\(name): \(reason)")
                status = .incomplete
            } else {
                wasAnythingRead = true
            }
            if isStrict, let first = artifact.malformedLines.first, let lines = artifact.lines {
                let count = Quantities.count(lines.malformed, "line fits", "lines fit")
                note("\(name): \(count) no format, the first is line \(first.lineNumber)")
                status = .incomplete
            }
            for damage in artifact.damage {
                note("\(name): \(damage.kind.rawValue): \(damage.detail)")
                status = .incomplete
            }
        }
        return wasAnythingRead ? status : .noReport
    }

    /// What was said so far in this run: the manifest of a case tells it too.
    static var problems: [String] { said.withLock { $0 } }

    private static let said = Mutex<[String]>([])

    /// One line, whatever the names in it hold; what is escaped already stays as it is.
    private static func write(_ text: String) {
        said.withLock { $0.append(text) }
        TerminalLine.writeAbove("logtrace: \(TerminalText.escaped(Array(text.utf8)))\n")
    }
}
