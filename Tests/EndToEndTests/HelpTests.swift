// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
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

    /// What the examples name, with small programs in place of those that may not be installed or would go on for ever.
    private static func folderOfExamples() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["mnt/copy/var/log/apache2/access.log", "mnt/image/access.log", "var/log/access.log", "access.log"]
        {
            try folder.write(accessLine(), to: name)
        }
        try folder.write(gzip(Array(accessLine("/b").utf8)), to: "access.log.2.gz")
        try folder.write("path,size,mtime\n/a,1,2015-03-04T00:00:00Z\n", to: "files.csv")
        for name in ["case.yaml", "cases/jones/case.yaml", "cases/smith/case.yaml"] {
            try folder.write("evidence: [access.log]\n", to: name)
        }
        for name in ["cases/jones/access.log", "cases/smith/access.log"] { try folder.write(accessLine(), to: name) }
        for (name, text) in [
            ("logtrace", "\"$BINARY\" \"$@\"; status=$?; echo $status >>statuses; exit $status"), ("jq", "cat"),
            ("tail", "cat access.log"),
        ] {
            try folder.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)")
        }
        let script = """
            cd "$1" && chmod +x bin/* && "$0" scan mnt/copy -o case.ledger
            for n in 1 2; do "$0" scan --share $n/2 mnt/copy -o $n.ledger; done
            """
        #expect(try Binary.shell(script, [folder.path]).status == 0)
        return folder
    }

    /// By the shell, as somebody who copies them does.
    @Test func everyExampleRuns() throws {
        let folder = try Self.folderOfExamples()
        let examples = try ([nil] + commands).flatMap { try Self.examples($0) }
        for example in examples {
            // Nothing of this machine is read.
            var line = example.replacing("/mnt/", with: "mnt/")
            if line.hasSuffix(" /") { line = line.dropLast() + "mnt/image" }
            let script = """
                cp -r "$1" "$1.run" && cd "$1.run" && PATH=$1.run/bin:$PATH && \(line) >/dev/null; cat statuses; rm -r "$1.run"
                """
            let outcome = try Binary.shell(script, [folder.path], environment: ["BINARY": Binary.path])
            #expect(outcome.text == "0\n", "\(example): \(outcome.errorText)")
        }
        #expect(examples.count > 20)
    }
}
