// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Foundation
import TestSupport
import Testing

/// Whatever happens to the bytes of a log, all of its lines are in one account and in none twice.
@Suite struct SampleFuzzTests {
    /// Folders of samples, one for each format.
    private static let formats: [String] = {
        let folder = samplesFolder.appendingPathComponent("formats").path
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            preconditionFailure("the samples are part of the repository: \(error)")
        }
    }()

    private static func samples(_ format: String) throws -> [[UInt8]] {
        let folder = samplesFolder.appendingPathComponent("formats").appendingPathComponent(format)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".log") }
        return try names.sorted().map { try [UInt8](Data(contentsOf: folder.appendingPathComponent($0))) }
    }

    @Test(arguments: formats, 1...2 as ClosedRange<UInt64>)
    func aChangedLogIsAccountedForToTheLastLine(format: String, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let evidence = try CaseFolder()
        var lineCounts: [String: Int64] = [:]
        for (number, sample) in try Self.samples(format).enumerated() {
            for copy in 0..<6 {
                let text = Self.changed(sample, &random)
                let name = "log\(number)/\(format).\(copy)"
                try evidence.folder.write(copy == 5 ? gzip(text) : text, to: name)
                let isUnterminated = text.last.map { $0 != 0x0a } ?? false
                lineCounts[name] = Int64(text.count { $0 == 0x0a }) + (isUnterminated ? 1 : 0)
            }
        }
        let answers = await evidence.answers()
        #expect(answers.evidence.count == lineCounts.count)
        for artifact in answers.evidence {
            // What is no text any more is not read line by line.
            guard let lines = artifact.lines else { continue }
            #expect(lines.total == lineCounts[String(decoding: artifact.path, as: UTF8.self)])
        }
        #expect(answers.series.reduce(0) { $0 + $1.events } >= answers.lines.events)
    }

    /// A few bytes changed, removed, doubled or put in; whole lines repeated, swapped or joined; the end cut off.
    private static func changed(_ sample: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var text = sample
        for _ in 0..<Int.random(in: 1...8, using: &random) where !text.isEmpty {
            let index = text.indices.randomElement(using: &random)!
            let end = min(text.count, index + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: text[index] = UInt8.random(in: 0...255, using: &random)
            case 2: text[index] = Array(" \"\\[]:-/.0%\n".utf8).randomElement(using: &random)!
            case 3: text.remove(at: index)
            case 4: text.insert(contentsOf: text[index..<end], at: index)
            case 5: text.removeSubrange(index..<end)
            case 6: text.swapAt(index, text.indices.randomElement(using: &random)!)
            default:
                if Int.random(in: 0..<4, using: &random) == 0 { text.removeSubrange(index...) }
            }
        }
        return text
    }
}
