// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the README shows is what the program prints.
@Suite struct ReadmeTests {
    /// A block that begins with `$ logtrace` is run; `…` in it stands for lines left out.
    @Test func runsShownPrintWhatIsShown() throws {
        let blocks = try Self.readme().components(separatedBy: "```").filter { $0.hasPrefix("console\n$ logtrace ") }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            let arguments = lines.first!.split(separator: " ").dropFirst(2).map(String.init)
            let outcome = try Binary.run(arguments)
            #expect(outcome.status == 0)
            var rest = Substring(String(decoding: outcome.output, as: UTF8.self))
            for part in lines.dropFirst().dropLast().split(separator: "…") {
                let text = part.joined(separator: "\n") + "\n"
                guard let found = rest.range(of: text) else {
                    Issue.record("not printed by logtrace \(arguments.joined(separator: " ")):\n\(text)")
                    break
                }
                rest = rest[found.upperBound...]
            }
        }
    }

    @Test func commandsAndExitStatusesAreThoseOfTheHelp() throws {
        let readme = try Self.readme()
        let help = String(decoding: try Binary.run(["--help"]).output, as: UTF8.self)
        for command in ["report", "events", "inspect", "audit", "batch", "scan", "merge"] {
            #expect(help.contains("\n  \(command) "))
            #expect(readme.contains("logtrace \(command) "))
        }
        let section = try #require(
            help.components(separatedBy: "EXIT STATUS\n").last?.components(separatedBy: "\n\n").first)
        for line in section.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            let meaning = words[1].trimmingCharacters(in: .whitespaces)
            let text = readme.replacingOccurrences(of: "\n", with: " ")
            #expect(text.contains("\(words[0]) \(meaning)"))
        }
    }

    private static func readme() throws -> String {
        try String(contentsOf: Binary.repository.appendingPathComponent("README.md"), encoding: .utf8)
    }
}
