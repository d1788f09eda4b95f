// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Names and texts that would clear a screen, forge a line or turn a name around.
@Suite struct HostileNamesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let log =
            accessLine("/calls/\u{1b}[2J\u{202e}gpj.wav", agent: "\u{1b}]0;title\u{07}")
            + accessLine("/calls/%1B%5B31m%0AFORGED%E2%80%AE") + accessLine("/calls/\u{9b}31m")
        try folder.write(log, to: "\u{1b}[31mred\nnew\u{202e}.log")
        try folder.write(Array(gzip(Array(log.utf8)).dropLast(9)), to: "\u{1b}[31mcut\u{202e}.log.1.gz")
    }

    @Test(arguments: ["report", "inspect"])
    func theTextHoldsNoCharacterThatATerminalObeys(command: String) throws {
        let outcome = try Binary.run([command, folder.path])
        #expect(outcome.status == 1)
        expectHarmless(outcome.text)
        #expect(outcome.text.contains("\\x1b[31mred\\x0anew\\u{202e}.log"))
        expectHarmless(outcome.errorText)
        #expect(outcome.errorText.hasPrefix("logtrace: \\x1b[31mcut\\u{202e}.log.1.gz: truncated_gzip: "))
        if command == "report" {
            #expect(outcome.text.contains("/calls/\\x1b[2J\\u{202e}gpj.wav"))
            #expect(outcome.text.contains("/calls/\\x1b[31m\\x0aFORGED\\u{202e}"))
            #expect(outcome.text.contains("/calls/\\u{009b}31m"))
        }
    }

    @Test func aNameOfTheCommandLineIsSaidHarmlessly() throws {
        let name = "\u{1b}[31mmissing\n\u{202e}.log"
        for arguments in [[name], ["--inventory", name, "-"], ["-o", "missing/\(name).json", "-"]] {
            let outcome = try Binary.run(arguments, folder: folder.url)
            #expect(outcome.status == 2)
            #expect(outcome.firstErrorLine.contains("\\x1b[31mmissing\\x0a\\u{202e}.log"))
            expectHarmless(outcome.errorText)
        }
    }

    @Test func aFormulaInACellIsText() throws {
        let log = accessLine("/a", agent: "=HYPERLINK(1)") + accessLine("/b", agent: "@SUM(1,2)\u{1b}[2J")
        let outcome = try Binary.run(["events", "--format", "csv"], input: .bytes(Array(log.utf8)))
        #expect(outcome.status == 0)
        #expect(outcome.text.contains(",'=HYPERLINK(1),"))
        #expect(outcome.text.contains(",\"'@SUM(1,2)\\x1b[2J\","))
        #expect(!outcome.text.contains("\u{1b}"))
    }

    @Test func theNDJSONOfAnEventIsOneLine() throws {
        let outcome = try Binary.run(["events", folder.path])
        #expect(outcome.output.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
        for line in outcome.output.split(separator: 0x0a) {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line)) }
        }
    }

    private func expectHarmless(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let obeyed = text.unicodeScalars.filter { scalar in
            scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
        }
        #expect(obeyed.isEmpty, "\(obeyed.map { String($0.value, radix: 16) })", sourceLocation: sourceLocation)
    }
}
