// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import CasePipeline
import EvidenceModel
import Glibc

/// What the search for gaps costs beside reading.
struct Gaps: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read logs as a report does, look for gaps only, and print what either took.")

    @Option(help: "How many files to read at the same time.")
    var jobs = 1

    @Argument(help: "Files or folders.")
    var evidence: [String]

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    }

    func run() async {
        let clock = ContinuousClock()
        let start = clock.now
        var ledger = await CaseReading(evidence, .init(jobs: jobs)).ledger()
        let read = clock.now
        let peak = Self.peakKibibytes
        ledger.silences.unite()
        let channels = [ChannelSet](repeating: [], count: ledger.seriesNames.count)
        let found = CoverageFinder(ledger, channels: channels, configuration: MachineConfiguration())
        let searched = clock.now
        print(
            "Gaps: \(found.gaps.count) in \(ledger.seriesNames.count) logs; reading \(Self.milliseconds(read - start)) ms, "
                + "search \(Self.milliseconds(searched - read)) ms, which raised the peak by "
                + "\(Self.peakKibibytes - peak) KiB")
    }

    private static func milliseconds(_ time: Duration) -> Int { Int((time / .milliseconds(1)).rounded()) }

    static var peakKibibytes: Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss
    }
}
