// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import Foundation
import Reporting

/// Tells a terminal what there is to read, how far that is while it is read, and what came of it:
///
///     logtrace: 3 series, 12 files, 2.9 GB
///     logtrace: 1.2 GB of 2.9 GB, 42 %, 350.0 MB/s, 5 s left, 1 problem; var/log/apache2/access.log.3.gz
///     logtrace: 12 files, 2.9 GB, 9,876,543 lines in 8 s: 9,876,540 events, 0 ignored, 3 malformed, 0 duplicate
///
/// It has a thread of its own, since those of the tasks are all busy reading.
final class ProgressLine: Sendable {
    private static let interval = 0.2
    private let progress: ReadingProgress
    private let stopping = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)

    init(_ progress: ReadingProgress) {
        self.progress = progress
        Thread.detachNewThread { [self] in
            run()
            hasEnded.signal()
        }
    }

    /// Takes the line away, and says what was read.
    func stop() {
        stopping.signal()
        hasEnded.wait()
    }

    private func run() {
        let begin = ContinuousClock.now
        var isExtentTold = false
        func look() -> (state: ReadingProgress.State, seconds: Double) {
            let state = progress.current
            // Where the evidence is dealt out, that is known only once reading has begun.
            if !isExtentTold, let all = state.all {
                Self.say(ProgressText.extent(series: all.seriesCount, files: all.fileCount, bytes: all.byteCount))
                isExtentTold = true
            }
            return (state, (ContinuousClock.now - begin).inSeconds)
        }
        repeat {
            let (state, seconds) = look()
            // What takes no time needs no line.
            if seconds > 1 { show(state, seconds: seconds) }
        } while stopping.wait(timeout: .now() + Self.interval) == .timedOut
        let (state, seconds) = look()
        Self.say(
            ProgressText.result(
                files: state.fileCount, bytes: state.byteCount, lines: state.lines, problems: state.problemCount,
                seconds: seconds))
    }

    private func show(_ state: ReadingProgress.State, seconds: Double) {
        TerminalLine.show(
            ProgressText.line(
                read: state.byteCount, of: state.all?.byteCount, seconds: seconds, problems: state.problemCount,
                file: state.fileInWork, columns: TerminalLine.columns))
    }

    private static func say(_ text: String) { TerminalLine.writeAbove("logtrace: \(text)\n") }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
