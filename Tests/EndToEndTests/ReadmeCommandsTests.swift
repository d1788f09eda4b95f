// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Whoever types what the README says gets what it says.
@Suite struct ReadmeCommandsTests {
    /// What is too long, or needs more than the program, to be run here, and why.
    private static let standIns = [
        "scripts/demo.sh": "makes a release build",
        "scripts/check.sh": "makes all builds, and runs these tests",
        "scripts/bench.sh": "measures for minutes; scripts/check.sh runs it on a small scale",
        "scripts/memory.py": "measures for minutes, with a release build",
        "scripts/pages/look.py": "needs Chromium; scripts/check.sh runs it where that is",
        "scripts/pages/hostile.py": "needs Chromium; scripts/check.sh runs it where that is",
        "scripts/pages/large_case.py": "writes half a million lines",
        "scripts/batch-kill.sh": "kills batches for minutes",
        "scripts/articles.sh": "builds the site of the articles with the package's own build folder",
        "spark-submit": "needs Spark",
        "scripts/spark/test.sh": "needs Spark",
    ]
    /// Those that end with another status than 0: the sample has channels that no log accounts for.
    private static let statuses = ["logtrace audit ROOT": Int32(1)]
    /// Words that stand for what the reader has.
    private static let placeholders = [
        ("EVIDENCE...", "evidence"), ("ROOT", "evidence"), ("CASE...", "cases/*"), ("PART.ledger...", "part.ledger"),
        (" /mnt/copy", " mnt/copy"),
    ]

    @Test func everyCommandRuns() throws {
        let readme = try String(contentsOf: Binary.repository.appendingPathComponent("README.md"), encoding: .utf8)
        let commands = ReadmeCommands.all(in: readme)
        #expect(commands.count > 20)
        let folder = try Self.desk()
        for command in commands {
            let program = String(command.prefix { $0 != " " })
            if Self.standIns[program] != nil {
                try expectScript(program)
                continue
            }
            let line = Self.placeholders.reduce(command) { $0.replacing($1.0, with: $1.1) }
            let script = #"cd "$1" && ln -sf "$0" bin/logtrace && PATH=$PWD/bin:$PATH HOME=$PWD LOGTRACE=$0 sh -c "$2""#
            let outcome = try Binary.shell(script, [folder.path, line])
            #expect(outcome.status == Self.statuses[command] ?? 0, "\(command): \(outcome.errorText)")
            #expect(!outcome.output.isEmpty || line.contains(" -o ") || line.contains(" --ledger "), "\(command)")
        }
        // All that they were to write is there.
        for name in [
            "report.json", "report.txt", "report.html", "tables/summary.csv", "notification.md", "out/index.html",
            "results/index.json", "part.ledger", "both.ledger", ".local/share/bash-completion/completions/logtrace",
            ".local/share/man/man1/logtrace.report.1",
        ] {
            let file = folder.url.appendingPathComponent(name).path
            #expect(FileManager.default.fileExists(atPath: file), "\(name) was not written")
        }
    }

    @Test func commandsAreFoundWhereverTheyStand() {
        let text = """
            Run `scripts/one.sh` or `logtrace two`, not `logtrace`.

                three --a b     what it does,
                                over two lines
                four | five
            ```console
            $ six
            …
                seven is printed
            ```
            ```sh
            # what it does
            eight
            ```
            """
        #expect(
            ReadmeCommands.all(in: text)
                == ["scripts/one.sh", "logtrace two", "three --a b", "four | five", "six", "eight"])
    }

    /// It is there, can be run, and if for the shell, is understood by it.
    private func expectScript(_ program: String) throws {
        guard program.hasPrefix("scripts/") else { return }
        #expect(
            FileManager.default.isExecutableFile(atPath: Binary.repository.appendingPathComponent(program).path),
            "\(program)")
        guard program.hasSuffix(".sh") else { return }
        #expect(try Binary.shell(#"exec bash -n "$1""#, [program]).status == 0, "\(program)")
    }

    /// A folder in which all lies that the commands name.
    private static func desk() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let script = """
            repository=$PWD; cd "$1"; mkdir bin mnt cases
            cp -r "$repository"/\(Case1177.folder)/* .
            cp -r evidence mnt/copy
            ln -s evidence/var var
            ln -s evidence/var/log/apache2/access.log* .
            ln -s "$repository/samples" "$repository/scripts" .
            ln -s "$repository/\(Case1177.folder)" cases/
            printf '0|/srv/a.wav|1|r/rrw-r--r--|33|33|1000|1450517718|1450514118|1450514118|1450514118\\n' > bodyfile
            "$0" scan mnt/copy -o case.ledger
            """
        let outcome = try Binary.shell("set -e\n" + script, [folder.path])
        try #require(outcome.status == 0, "\(outcome.errorText)")
        return folder
    }
}
