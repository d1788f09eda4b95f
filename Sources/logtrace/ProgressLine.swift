// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import Foundation
import Reporting
import Synchronization

/// One line on the terminal that tells how far reading is:
///
///     logtrace: 42 %, 1.2 GB of 2.9 GB, 350 MB/s, 5 s left
///
/// It has a thread of its own, since those of the tasks are all busy reading.
final class ProgressLine: Sendable {
    private static let interval = 0.2
    private let progress: ReadingProgress
    private let isStopped = Mutex(false)
    private let hasEnded = DispatchSemaphore(value: 0)

    init(_ progress: ReadingProgress) {
        self.progress = progress
        let start = ContinuousClock.now
        Thread.detachNewThread { [self] in
            var isShown = false
            while !isStopped.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: Self.interval)
                let seconds =
                    Double((ContinuousClock.now - start).components.attoseconds) / 1e18
                    + Double((ContinuousClock.now - start).components.seconds)
                // What takes no time needs no line.
                guard seconds > 1 else { continue }
                Self.write("\r\u{1b}[K" + Self.text(read: progress.readByteCount, of: progress.total, seconds: seconds))
                isShown = true
            }
            if isShown { Self.write("\r\u{1b}[K") }
            hasEnded.signal()
        }
    }

    /// Takes the line away.
    func stop() {
        isStopped.withLock { $0 = true }
        hasEnded.wait()
    }

    static func text(read: Int64, of total: Int64?, seconds: Double) -> String {
        let rate = Double(read) / max(seconds, 0.001)
        var parts = [Quantities.bytes(read)]
        if let total, total > 0 {
            parts = ["\(min(100, read * 100 / total)) %", "\(Quantities.bytes(read)) of \(Quantities.bytes(total))"]
        }
        parts.append("\(Quantities.bytes(Int64(rate)))/s")
        if let total, rate > 0, read < total { parts.append("\(Int64(Double(total - read) / rate)) s left") }
        return "logtrace: " + parts.joined(separator: ", ")
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
