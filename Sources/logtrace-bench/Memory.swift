// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ArgumentParser
import EvidenceModel

/// Logs that need as much memory as logs can, and no files: what one log more, or one year more, costs is the difference
/// of the peaks of two runs.
struct Memory: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Fold made logs with as many silences as are kept, and look for their gaps; print the peaks of memory in KiB, then and then."
    )

    @Option(help: "How many logs.")
    var logs = 10

    @Option(help: "Of how many years each.")
    var years = 1

    /// All logs have the same, so that their names weigh nothing in a difference.
    private static let clients = (0..<1000).map { Array("192.0.2.\($0 % 256)-\($0 / 256)".utf8) }
    /// With a silence after each but the last: as many as are kept.
    private static let recordsPerLog: Int64 = 1 << 16

    func validate() throws {
        guard logs >= 1, years >= 1 else { throw ValidationError("--logs and --years must be at least 1.") }
    }

    func run() {
        // Two workers read, and one ledger is made of theirs.
        var ledger = read(0..<logs / 2)
        ledger.merge(read(logs / 2..<logs))
        ledger.silences.unite()
        let folded = Gaps.peakKibibytes
        let channels = [ChannelSet](repeating: [], count: ledger.seriesNames.count)
        _ = CoverageFinder(ledger, channels: channels, configuration: MachineConfiguration())
        print(folded, Gaps.peakKibibytes)
    }

    private func artifact(series: String) -> Artifact {
        var artifact = Artifact(path: Array(series.utf8), content: .empty)
        artifact.series = series
        return artifact
    }

    private func read(_ numbers: Range<Int>) -> Ledger {
        var ledger = Ledger()
        var event = Event()
        for number in numbers {
            let series = ledger.seriesNumber("log\(number)")
            ledger.artifacts.append(artifact(series: "log\(number)"))
            // xorshift64
            var random = UInt64(number) &* 0x9e37_79b9_7f4a_7c15 | 1
            let step = Int64(years) * 31_557_600 / Self.recordsPerLog
            for record in 0..<Self.recordsPerLog {
                random ^= random << 13
                random ^= random >> 7
                random ^= random << 17
                let client = Self.clients[Int(random >> 32) % Self.clients.count]
                event.begin(client.span)
                event.source = EventField(0..<client.count)
                event.time = Instant(seconds: 1_500_000_000 + record * step + Int64(random % UInt64(step - 2)))
                ledger.observe(event, series: series)
                // Fifty rotated files.
                if record % (Self.recordsPerLog / 50) == 0 { ledger.endArtifact(series: series) }
            }
            ledger.endArtifact(series: series)
        }
        return ledger
    }
}
