// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

/// What the search for gaps keeps of logs that need as much as logs can: more silences than are kept, and clients in
/// every hour.
@Suite struct GapMemoryTests {
    private let year = 31_557_600

    /// Each log's records are spread evenly by chance; every log is rotated fifty times, and every other file is read by
    /// another worker.
    private func ledger(logs: Int, years: Int) -> Ledger {
        let recordsPerLog = 72_000
        var parts = [Ledger(), Ledger()]
        var event = PlainEvent.retrieval("/f", at: 0).event
        let clients = (0..<500).map { Array("192.0.2.\($0 % 250)\($0 / 250)".utf8) }
        for log in 0..<logs {
            var random = SeededGenerator(seed: UInt64(log + 1))
            let step = years * year / recordsPerLog
            let numbers = parts.indices.map { parts[$0].seriesNumber("log\(log)") }
            for record in 0..<recordsPerLog {
                let part = record * 50 / recordsPerLog % 2
                let client = clients[Int.random(in: clients.indices, using: &random)]
                event.begin(client.span)
                event.source = EventField(0..<client.count)
                event.time = Instant(
                    seconds: Int64(1_400_000_000 + record * step + Int.random(in: 0..<step, using: &random)))
                parts[part].observe(event, series: numbers[part])
                if record * 50 % recordsPerLog < 50 { parts[part].endArtifact(series: numbers[part]) }
            }
        }
        var ledger = parts[0]
        ledger.merge(parts[1])
        ledger.silences.unite()
        return ledger
    }

    @Test(arguments: [(1, 1), (2, 4)] as [(Int, Int)])
    func aLogTakesTwoMegabytesAndHalfAMegabyteForEachYear(logs: Int, years: Int) throws {
        let ledger = ledger(logs: logs, years: years)
        for number in 0..<logs {
            let silences = ledger.silences.silences(of: number)
            #expect(silences.silences.count > SilenceList.limit * 3 / 4)
            let times = RecordTimes(
                first: silences.span!.lowerBound, last: silences.span!.upperBound, silences: silences.silences,
                leastLength: silences.leastLength)
            let model = try #require(SilenceModel(times))
            let byteCount =
                ledger.silences.byteCount(of: number) + ledger.hours.byteCount(of: number) + model.byteCount
            #expect(byteCount <= 2_000_000 + 500_000 * years)
            // The bytes of the year are there to be counted, not left out.
            #expect(ledger.hours.byteCount(of: number) > 8766 * years * 16)
        }
    }

    /// So each log's silences are counted above once, though both the ledger and the search have them.
    @Test func silencesOfUnitedArtifactsAreNotCopied() {
        var fold = SilenceFold()
        for second in stride(from: Int64(0), to: 10_000, by: 10) { fold.observe(Instant(seconds: second), series: 0) }
        fold.unite()
        let addresses = (0..<2).map { _ in
            fold.silences(of: 0).silences.withUnsafeBufferPointer { $0.baseAddress }
        }
        #expect(addresses[0] != nil)
        #expect(addresses[0] == addresses[1])
    }
}
