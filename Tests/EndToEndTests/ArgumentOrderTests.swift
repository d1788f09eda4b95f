// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Evidence has no first and no last: arguments in another order give the same bytes.
@Suite struct ArgumentOrderTests {
    private let parts: [String]

    init() throws {
        let logs = Case1177.evidence + "/var/log"
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Binary.repository.appendingPathComponent(logs).path)
        parts = [Case1177.evidence + "/etc"] + names.sorted().map { "\(logs)/\($0)" }
    }

    @Test(arguments: ["text", "json"])
    func argumentsInAnotherOrderGiveTheSameReport(format: String) throws {
        func report(_ evidence: [String]) throws -> ChildProcess.Outcome {
            try Binary.run(["report", "--format", format, "--inventory", Case1177.inventory] + evidence)
        }
        try #require(parts.count > 2)
        let first = try report(parts)
        #expect(first.status == 0)
        var random = SeededGenerator(seed: 7)
        for other in [parts.reversed(), parts.shuffled(using: &random)] {
            let outcome = try report(other)
            #expect(outcome.status == 0)
            #expect(outcome.output == first.output, "\(other)")
        }
    }

    @Test func argumentsInAnotherOrderGiveTheSameEvents() throws {
        func events(_ evidence: [String]) throws -> Set<Substring> {
            Set(try Binary.run(["events"] + evidence).text.split(separator: "\n"))
        }
        #expect(try events(parts) == events(parts.reversed()))
    }
}
