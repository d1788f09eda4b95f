// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting
import TestSupport
import Testing

/// `samples/report.schema.json` against the reports that there are.
@Suite struct ReportSchemaTests {
    private let schema: JSONSchema

    init() throws {
        schema = try JSONSchema(Data(contentsOf: samplesFolder.appendingPathComponent("report.schema.json")))
    }

    @Test(arguments: ["1177", "ssh"]) func theReportOfASampleCaseIsAsTheSchemaHasIt(name: String) throws {
        let file = samplesFolder.appendingPathComponent("cases/\(name)/expected/report.json")
        expectNone(schema.problems(of: try JSONValue(Data(contentsOf: file))))
    }

    @Test(arguments: HTMLRendererTests.hostile) func aReportOfHostileNamesIsToo(name: String) throws {
        let report = JSONRenderer().output(of: reportOfHostileNames(Array(name.utf8)))
        expectNone(schema.problems(of: try JSONValue(report)))
    }

    @Test(arguments: HTMLRendererTests.hostile) func aNotificationIsAsTheSchemaHasIt(name: String) throws {
        let report = JSONRenderer().output(of: reportOfHostileNames(Array(name.utf8), notification: "sv"))
        let value = try JSONValue(report)
        #expect(value["notification", "controller"] == .text(name))
        expectNone(schema.problems(of: value))
    }

    @Test func aNotificationOfWhichNothingIsKnownIsTooAndAllOfItIsNull() throws {
        let value = try JSONValue(JSONRenderer().output(of: emptyReport(notification: "en")))
        for key in ["phase", "controller", "aware", "deadline", "timing", "record_categories", "measures_taken"] {
            #expect(value["notification", key] == .null, "\(key)")
        }
        #expect(value["notification", "severity", "data", "level"] == .null)
        expectNone(schema.problems(of: value))
    }

    private func expectNone(_ problems: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(problems.isEmpty, "\(problems.prefix(5).joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    @Test func whatIsOtherwiseIsFound() throws {
        let report = JSONRenderer().output(of: reportOfHostileNames(Array("/a".utf8)))
        let text = String(decoding: report, as: UTF8.self)
        for (part, other) in [
            (#""schema":"logtrace.report/1""#, #""schema":"logtrace.report/2""#),
            (#""in_scope":true"#, #""in_scope":null"#), (#""in_scope":true"#, #""in_range":true"#),
            (#""total_files":1"#, #""total_files":-1"#), (#""timezone_basis":"option""#, #""timezone_basis":"guess""#),
            ("1970-01-01T00:00:00Z", "1970-01-01 00:00"),
        ] {
            let broken = text.replacing(": ", with: ":").replacing(part, with: other)
            #expect(broken != text.replacing(": ", with: ":"), "\(part) is not in the report")
            #expect(schema.problems(of: try JSONValue(Array(broken.utf8))) != [], "\(other)")
        }
    }
}
