// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Lines that no format fits: all of them in a file, and a status of their own.
@Suite struct RejectsTests {
    private let folder: TemporaryFolder
    private let log: String

    init() throws {
        folder = try TemporaryFolder()
        log = try folder.write(accessLine() + "no \"such\" line\n" + accessLine(), to: "access.log")
    }

    private func rejects(_ arguments: [String], status: Int32 = 0) throws -> String {
        let file = folder.path + "/rejects.ndjson"
        let outcome = try Binary.run(arguments + ["--rejects", file])
        #expect(outcome.status == status)
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }

    @Test(arguments: ["report", "events", "inspect"])
    func aRejectedLineIsToldWithItsPlaceAndText(command: String) throws {
        #expect(
            try rejects([command, log])
                == #"{"log":{"file":{"path":"access.log"},"offset":\#(accessLine().utf8.count)},"#
                + #""logtrace":{"line":2,"expected":"timestamp","position":0},"#
                + #""event":{"original":"no \"such\" line"}}"# + "\n")
    }

    @Test func allRejectedLinesAreThereInTheSameOrderForAnyJobs() throws {
        for name in 0..<5 {
            let lines = (0..<150 + name).map { "line \($0) of \(name)\n" }.joined()
            try folder.write(accessLine("/\(name)") + lines, to: "many/\(name)/access.log")
        }
        let text = try rejects(["--jobs", "1", folder.path + "/many"])
        #expect(text.split(separator: "\n").count == 760)
        #expect(try rejects(["--jobs", "4", folder.path + "/many"]) == text)
    }

    @Test func aLineBeyondTheBoundIsToldWithoutItsText() throws {
        let long = try folder.write(accessLine() + String(repeating: "x", count: 2 << 20) + "\n", to: "long.log")
        #expect(
            try rejects([long]) == #"{"log":{"file":{"path":"long.log"},"offset":\#(accessLine().utf8.count)},"#
                + #""logtrace":{"line":2,"expected":"record of at most 1 MiB","position":0}}"# + "\n")
    }

    @Test func aFileThatCannotBeWrittenIsToldBeforeAnythingIsRead() throws {
        let outcome = try Binary.run([log, "--rejects", folder.path + "/missing/rejects"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "logtrace: \(folder.path)/missing/rejects: No such file or directory\n")
    }

    @Test(arguments: ["report", "events", "inspect"])
    func strictMakesARejectedLineStatus1(command: String) throws {
        let outcome = try Binary.run([command, "--strict", log])
        #expect(outcome.status == 1)
        #expect(outcome.errorText == "logtrace: access.log: 1 line fits no format, the first is line 2\n")
        #expect(try Binary.run([command, log]).status == 0)
    }

    @Test func strictChangesNothingWhereAllLinesFit() throws {
        let whole = try folder.write(accessLine(), to: "whole.log")
        let outcome = try Binary.run(["--strict", whole])
        #expect(outcome.status == 0)
        #expect(outcome.errorText == "")
    }
}
