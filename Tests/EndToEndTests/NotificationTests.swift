// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The notification worksheet of the sample case, in every language and medium.
@Suite struct NotificationTests {
    private static let arguments = ["report", "--quiet", "--case", "\(Case1177.folder)/case.yaml"]

    private static func run(_ arguments: [String]) throws -> String {
        let outcome = try Binary.run(Self.arguments + arguments)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        return String(decoding: outcome.output, as: UTF8.self)
    }

    /// With the worksheet in it, as JSON and as Markdown.
    private static func report(_ code: String) throws -> (json: [String: Any], markdown: String) {
        let folder = try TemporaryFolder()
        _ = try run(["--notification", code, "-o", folder.path + "/r.json", "-o", folder.path + "/r.md"])
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: folder.url.appendingPathComponent("r.json")))
        return (
            try #require(json as? [String: Any]),
            try String(contentsOf: folder.url.appendingPathComponent("r.md"), encoding: .utf8)
        )
    }

    // MARK: its numbers

    /// As English and Swedish write what JSON has.
    private static func written(_ number: Any, _ code: String) throws -> String {
        let formatter = NumberFormatter()
        formatter.numberStyle = .decimal
        formatter.usesGroupingSeparator = true
        formatter.groupingSeparator = code == "sv" ? "\u{a0}" : ","
        formatter.maximumFractionDigits = 0
        return try #require(formatter.string(from: number as! NSNumber))
    }

    @Test(arguments: ["en", "sv"]) func everyNumberIsThatOfTheReport(code: String) throws {
        let (json, sheet) = try Self.report(code)
        func value(_ place: String...) throws -> Any {
            try #require(place.reduce(json as Any?) { ($0 as? [String: Any])?[$1] }, "\(place)")
        }
        var known: [String] = []
        for place in [
            ["exposure", "accessible", "files"], ["exposure", "proven", "files"], ["exposure", "proven", "clients"],
            ["exposure", "proven", "complete_files"], ["exposure", "proven", "retrievals"],
            ["exposure", "channel_time", "exposed_hours"], ["exposure", "channel_time", "observed_hours"],
        ] {
            let number = try #require(place.reduce(json as Any?) { ($0 as? [String: Any])?[$1] }, "\(place)")
            known.append(try Self.written(number, code))
        }
        for list in ["data_subjects", "owners"] {
            for entry in try #require(try value("exposure", list) as? [[String: Any]]) {
                known += try entry.values.compactMap { $0 as? NSNumber }.map { try Self.written($0, code) }
            }
        }
        let (comma, hard) = (code == "sv" ? "," : ".", "\u{a0}")
        func share(_ value: Any?) throws -> String {
            let number = try #require(value as? Double)
            return String(format: "%.2f", number * 100).replacing(".", with: comma) + hard + "%"
        }
        known.append(try share(try value("exposure", "channel_time", "coverage")))
        for channel in try #require(json["channels"] as? [[String: Any]])
        where channel["state"] as? String == "partly_observed" {
            known.append(try share(channel["coverage"]))
        }
        for place in [["exposure", "accessible", "bytes"], ["exposure", "proven", "bytes"]] {
            let bytes = try #require(place.reduce(json as Any?) { ($0 as? [String: Any])?[$1] } as? Int)
            known.append("\(bytes / 1_000_000)\(comma)\(bytes / 100_000 % 10)\(hard)MB")
        }
        let begin = try #require(sheet.range(of: code == "sv" ? "## Anmälan" : "## Notification"))
        let end = try #require(sheet[begin.upperBound...].range(of: "\n## "))
        let section = sheet[begin.upperBound..<end.lowerBound]
        for number in known { #expect(section.contains(number), "\(number) is not in the worksheet") }

        // And there is no other: what is left without them, dates and what the case file says is no number.
        let heading = try #require(section.range(of: code == "sv" ? "### Personuppgiftsincidentens" : "### Nature"))
        let next = try #require(section[heading.upperBound...].range(of: "\n### "))
        var rest = section[heading.upperBound..<next.lowerBound].split(separator: "\n").filter {
            !$0.contains("”") && !$0.contains("\u{201c}") && !$0.contains("33")
        }.joined(separator: "\n")
        for number in known.sorted(by: { $0.count > $1.count }) { rest = rest.replacing(number, with: "") }
        rest = rest.replacing(/\d+ \p{L}+ \d{4}(?:,| kl\.)\s\d\d[:.]\d\d[:.]\d\d/, with: "")
        rest = rest.replacing(/var\/log\/apache2/, with: "")
        #expect(rest.firstMatch(of: /.*\d.*/) == nil, "\(rest.firstMatch(of: /.*\d.*/)!.0)")
    }

    @Test func missingLogsAndVerdictsAreThoseOfTheReport() throws {
        let (json, sheet) = try Self.report("en")
        let losses = try #require(json["gaps"] as? [[String: Any]]).filter {
            ["missing", "missing_or_outage"].contains($0["verdict"] as? String)
        }
        #expect(sheet.components(separatedBy: ": records are missing").count - 1 == losses.count)
        #expect(losses.count == 5)
        for claim in try #require(json["claims"] as? [[String: Any]]) {
            #expect(sheet.contains("“\(claim["text"]!)” ("))
        }
        let notification = try #require(json["notification"] as? [String: Any])
        #expect(notification["open_points"] as? [String] == ["contact"])
        #expect(notification["contact"] is NSNull)
        let score = try #require((notification["severity"] as? [String: Any])?["score"] as? [String: Double])
        #expect(score == ["low": 4.5, "high": 5])
    }

    // MARK: the options

    /// Nothing but the worksheet and the option itself is added to the report.
    @Test func theRestOfTheReportStaysAsItIs() throws {
        let without = try Self.run([])
        let with = try Self.run(["--notification"])
        let begin = try #require(with.range(of: "NOTIFICATION OF A PERSONAL DATA BREACH: WORKSHEET\n"))
        let end = try #require(with[begin.upperBound...].range(of: "\n\nGAPS IN THE LOGS\n"))
        var rest = with
        rest.removeSubrange(begin.lowerBound..<with.index(end.lowerBound, offsetBy: 2))
        #expect(rest.replacing("  --notification en\n", with: "") == without)
    }

    @Test(arguments: [
        (["--notification=xx"], "--notification: the worksheet has no language 'xx'; known: en, sv."),
        (["--notification", "evidence"], "--notification: the worksheet has no language 'evidence'; known: en, sv."),
        (
            ["--worksheet", "a.json"],
            "--worksheet: 'a.json' has no extension that names a format; known: .txt, .md, .html."
        ),
    ])
    func whatIsNoLanguageAndNoFormatIsWrongUsage(arguments: [String], words: String) throws {
        let outcome = try Binary.run(["report"] + arguments + [Case1177.evidence])
        #expect(outcome.status == 64)
        #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    }

    @Test func evidenceMayStandBehindTheOption() throws {
        let outcome = try Binary.run(["report", "--quiet", "--notification", Case1177.evidence + "/var/log/rsyncd.log"])
        #expect(outcome.status == 0)
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("BREACH: WORKSHEET\n"))
    }
}
