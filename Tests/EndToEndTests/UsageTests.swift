// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct UsageTests {
    @Test(arguments: [
        (["--colour"], "Error: Unknown option '--colour'"),
        (["--jobs", "0"], "Error: --jobs takes a number from 1 to 256, not 0."),
        (["--jobs", "257"], "Error: --jobs takes a number from 1 to 256, not 257."),
        (["--jobs", "many"], "Error: The value 'many' is invalid for '--jobs <jobs>'"),
        (
            ["--timezone", "Mars/Phobos"],
            "Error: --timezone: the rules of zone 'Mars/Phobos' cannot be read from /usr/share/zoneinfo "
                + "(No such file or directory); is tzdata installed, and the name right, as in Europe/Stockholm?"
        ),
        (
            ["--timezone", "../../etc/passwd"],
            "Error: --timezone: '../../etc/passwd' is neither an offset such as +01:00 nor a zone such as Europe/Stockholm"
        ),
        (["--log-format", "%h %Y"], "Error: --log-format %h %Y: '%Y' is no directive."),
        (["--log-format", #"%h %u "%r""#], #"Error: --log-format %h %u "%r": it does not have the time, as %t."#),
        (["--since", "yesterday"], "Error: The value 'yesterday' is invalid for '--since <time>'"),
        (["--until", "2019-02-30"], "Error: The value '2019-02-30' is invalid for '--until <time>'"),
        (
            ["--since", "2019-02-16", "--until", "2019-02-15T23:59"],
            "Error: --since 2019-02-16 is not before --until 2019-02-15T23:59: no event lies between."
        ),
        (["-o", "report.pdf"], "Error: --output: 'report.pdf' has no extension that names a format; known: "),
        (["-o", "report"], "Error: --output: 'report' has no extension that names a format; known: "),
        (["--format", "xml"], "Error: The value 'xml' is invalid for '--format <format>'. Please provide one of "),
        (["-", "-"], "Error: Standard input (-) can be read only once."),
    ])
    func wrongUsageIsStatus64AndSaysWhatWouldBeRight(arguments: [String], message: String) throws {
        let outcome = try Binary.run(["report"] + arguments + [Case1177.evidence])
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.firstErrorLine.hasPrefix(message), "\(outcome.firstErrorLine)")
        #expect(outcome.errorText.contains("\nUsage: logtrace report "))
    }

    @Test(arguments: [[], ["report"], ["events"], ["inspect"]])
    func noEvidenceIsWrongUsageOnATerminal(arguments: [String]) throws {
        let terminal = try PseudoTerminal()
        let outcome = try Binary.run(arguments, input: .descriptor(terminal.descriptor))
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.firstErrorLine
                == "Error: No evidence: name files or folders, or pipe a log in, as in 'zcat -f access.log* | logtrace'."
        )
    }

    @Test func noEvidenceReadsStandardInputWhereItIsNoTerminal() throws {
        let log = Array(accessLine().utf8)
        #expect(try ReportDocument.make([], input: log).accounting == .init(events: 1))
        #expect(try ReportDocument.make(["-"], input: log).accounting == .init(events: 1))
        #expect(try ReportDocument.make([]).accounting == .init())
    }

    @Test func reportIsTheDefaultCommand() throws {
        let log = Array(accessLine().utf8)
        let named = try Binary.run(["report"], input: .bytes(log))
        let unnamed = try Binary.run([], input: .bytes(log))
        #expect(named.status == 0 && unnamed.status == 0)
        #expect(named.output == unnamed.output)
        #expect(named.text.hasPrefix("logtrace "))
    }

    @Test(arguments: [["--help"], ["-h"], ["help"]])
    func helpNamesTheCommandsAndTheStatuses(arguments: [String]) throws {
        let outcome = try Binary.run(arguments)
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        for text in [
            "\nUSAGE: logtrace <subcommand>\n", "\n  report (default) ", "\n  events ", "\n  inspect ",
            "\nEXIT STATUS\n", "\n  0   report made, all evidence read\n", "\n  64  wrong usage\n",
        ] {
            #expect(outcome.text.contains(text), "\(text)")
        }
    }

    @Test(arguments: ["report", "events", "inspect", "audit", "batch"])
    func everyCommandHasHelpWithExamples(command: String) throws {
        let outcome = try Binary.run([command, "--help"])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
        #expect(outcome.text.contains("\nEXAMPLES\n  "))
        #expect(outcome.text.contains("\nUSAGE: logtrace \(command) "))
    }

    @Test func theVersionIsThatOfTheReport() throws {
        let version = try Binary.run(["--version"])
        #expect(version.status == 0)
        #expect(version.errorText == "")
        let parts = version.text.dropLast().split(separator: ".")
        #expect(parts.count == 3 && parts.allSatisfy { Int($0) != nil } && version.text.hasSuffix("\n"))
        let report = try Binary.run([])
        #expect(
            report.text.hasPrefix("logtrace \(version.text.dropLast()): exposure report, made 2023-11-14T22:13:20Z\n"))
    }
}
