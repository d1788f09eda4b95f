// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// What `--help` shows to somebody who was never here.
@Suite struct HelpTests {
    private let commands: [String]

    init() throws {
        let lines = try Self.help().drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
        // The rest of a description stands further to the right.
        commands = lines.filter { !$0.hasPrefix("   ") }.map { String($0.split(separator: " ")[0]) }
    }

    /// Of a command, or of the program; wide enough for every example to keep its line.
    private static func help(_ command: String? = nil) throws -> [Substring] {
        let outcome = try Binary.run(["help"] + (command.map { [$0] } ?? []), environment: ["COLUMNS": "200"])
        #expect(outcome.status == 0)
        return outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private static func examples(_ command: String? = nil) throws -> ArraySlice<Substring> {
        try help(command).drop { $0 != "EXAMPLES" }.dropFirst().prefix { !$0.isEmpty }
    }

    @Test func everyCommandHasExamplesThatNameIt() throws {
        #expect(Set(commands).isSuperset(of: ["report", "events", "inspect", "audit", "batch", "scan", "merge"]))
        for command in commands {
            let count = try Self.examples(command).count { $0.contains("logtrace \(command)") }
            #expect(count >= 2, "\(command) has \(count) examples")
        }
        #expect(try Self.examples().count >= 3)
    }

    @Test func examplesHaveOnlyOptionsThatTheirCommandHas() throws {
        var optionCount = 0
        for example in try ([nil] + commands).flatMap({ try Self.examples($0) }) {
            let words = example.split(separator: " ").drop { $0 != "logtrace" }.dropFirst()
                .prefix { $0 != "|" && $0 != ">" }
            let command = words.first.map(String.init).flatMap { commands.contains($0) ? $0 : nil } ?? "report"
            let known = Set(try Self.help(command).flatMap { $0.split { " ,".contains($0) } })
            for option in words where option.hasPrefix("-") && option != "-" {
                #expect(known.contains(option), "\(example): \(option)")
                optionCount += 1
            }
        }
        #expect(optionCount > 15)
    }
}
