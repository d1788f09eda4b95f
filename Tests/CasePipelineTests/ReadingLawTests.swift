// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport
import Testing

/// What holds for any evidence.
@Suite struct ReadingLawTests {
    @Test(arguments: 1...15 as ClosedRange<UInt64>)
    func everyLineIsInOneAccountAndTheNumberOfJobsChangesNothing(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let evidence = try CaseFolder()
        var lineCounts: [String: Int64] = [:]
        for number in 0..<Int.random(in: 1...12, using: &random) {
            let text = Self.text(&random)
            let isPacked = Bool.random(using: &random)
            let name = ["access.log.\(number)", "ftp/xferlog.\(number)", "\(number).txt"].randomElement(using: &random)!
            try evidence.folder.write(isPacked ? gzip(text) : text, to: name)
            if Bool.random(using: &random) { try evidence.folder.write(text, to: "copy/\(name)") }
            let unterminated: Int64 = text.last.map { $0 != 0x0a } ?? false ? 1 : 0
            lineCounts[name] = Int64(text.count { $0 == 0x0a }) + unterminated
            lineCounts["copy/" + name] = lineCounts[name]
        }

        let answers = await evidence.answers()
        for artifact in answers.evidence {
            guard let lines = artifact.lines else { continue }
            let name = String(decoding: artifact.path, as: UTF8.self)
            #expect(lines.total == lineCounts[name], "\(name)")
            #expect((lines.duplicate > 0) == (artifact.duplicateOf != nil && lines.total > 0), "\(name)")
        }
        #expect(answers.channels.reduce(0) { $0 + $1.events } <= answers.lines.events)
        #expect(answers.series.reduce(0) { $0 + $1.events } == answers.lines.events)
        for jobs in [2, 5] { #expect(await Self.text(evidence.answers(.init(jobs: jobs))) == Self.text(answers)) }
    }

    /// All of the answers.
    private static func text(_ answers: CaseAnswers) -> String {
        "\(answers.evidence)\n\(answers.lines)\n\(answers.series)\n\(answers.channels)\n\(answers.retrievals)\n"
            + "\(answers.actors)\n\(answers.exposure)"
    }

    /// Lines of all formats, some cut, some changed, between lines of any bytes.
    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...150, using: &random) {
            let number = Int.random(in: 0...5000, using: &random)
            var line: [UInt8]
            switch Int.random(in: 0..<8, using: &random) {
            case 0...2: line = Array(LogLines.apache([number]).utf8)
            case 3: line = Array(LogLines.xferlog([number]).utf8)
            case 4: line = Array(LogLines.rsyncd([number]).utf8)
            case 5: line = Array(LogLines.rsyncSummary.utf8)
            case 6: line = [0x0a]
            default:
                line = (0..<number % 200).map { _ in UInt8.random(in: 0x20...0xff, using: &random) } + [0x0a]
            }
            if Int.random(in: 0..<10, using: &random) == 0 {
                line[line.indices.randomElement(using: &random)!] = UInt8.random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<10, using: &random) == 0 { line.removeLast(min(line.count, 7)) }
            text += line
        }
        return text
    }
}
