// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What the plan makes of names and heads before anything is read.
@Suite struct PlannerTests {
    private func series(_ evidence: CaseFolder) -> [String: String] {
        let pairs = evidence.plan().entries.compactMap { entry -> (String, String)? in
            guard case .readLog(_, let series) = entry.task else { return nil }
            return (String(decoding: entry.file.name, as: UTF8.self), series)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func rotatedFilesAreOneSeriesByTheirStem() throws {
        let evidence = try CaseFolder([
            "var/log/access.log": LogLines.apache(1...3), "var/log/access.log.1": LogLines.apache(4...6),
            "var/log/access.log.2.gz": LogLines.apache(7...9), "var/log/access.log-20150301": LogLines.apache(10...12),
            "other/access.log": LogLines.apache(20...21),
        ])
        #expect(
            series(evidence) == [
                "var/log/access.log": "var/log/access.log", "var/log/access.log.1": "var/log/access.log",
                "var/log/access.log.2.gz": "var/log/access.log", "var/log/access.log-20150301": "var/log/access.log",
                "other/access.log": "other/access.log",
            ])
    }

    @Test func twoFormatsUnderOneStemAreTwoSeries() throws {
        let evidence = try CaseFolder(["log.1": LogLines.apache(1...3), "log.2": LogLines.xferlog(1...3)])
        let series = series(evidence)
        #expect(series.values.sorted() == ["log (apache.access)", "log (xferlog)"])
        #expect(series["log.2"] == "log (xferlog)")
    }

    @Test func logsOfHostsNamedByAddressAreNoSeries() throws {
        let evidence = try CaseFolder(["10.0.0.1": LogLines.apache(1...3), "10.0.0.2": LogLines.apache(4...6)])
        #expect(series(evidence) == ["10.0.0.1": "10.0.0.1", "10.0.0.2": "10.0.0.2"])
    }

    @Test func theSeriesOfALogIsThatOfItsFormatAndNotOfItsDuplicates() throws {
        // The copy under another stem is no series of its own.
        let evidence = try CaseFolder([
            "access.log": LogLines.apache(1...3), "access.log.1": LogLines.apache(4...6),
            "copy.log": LogLines.apache(4...6),
        ])
        #expect(series(evidence) == ["access.log": "access.log", "access.log.1": "access.log"])
    }

    @Test func entriesComeInTheOrderOfTheirNames() throws {
        let evidence = try CaseFolder(["b": "b\n", "a": "a\n", "c/d": "d\n"])
        #expect(evidence.plan().entries.map { String(decoding: $0.file.name, as: UTF8.self) } == ["a", "b", "c/d"])
    }
}
