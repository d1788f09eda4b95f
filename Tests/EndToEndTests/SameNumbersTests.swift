// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What one format says, all say.
@Suite struct SameNumbersTests {
    /// Figures by their place in JSON.
    private static let places: [(figure: String, place: [String])] = [
        ("accessible_files", ["exposure", "accessible", "files"]),
        ("accessible_bytes", ["exposure", "accessible", "bytes"]),
        ("proven_files", ["exposure", "proven", "files"]),
        ("proven_complete_files", ["exposure", "proven", "complete_files"]),
        ("proven_bytes", ["exposure", "proven", "bytes"]), ("proven_clients", ["exposure", "proven", "clients"]),
        ("proven_retrievals", ["exposure", "proven", "retrievals"]),
        ("missing_periods", ["exposure", "unobserved", "gaps"]),
        ("unobserved_not_identifiable", ["exposure", "unobserved", "not_identifiable"]),
        ("earliest_possible", ["exposure", "window", "earliest_possible"]),
        ("earliest_proven", ["exposure", "window", "earliest_proven"]),
        ("latest_proven", ["exposure", "window", "latest_proven"]),
        ("latest_possible", ["exposure", "window", "latest_possible"]),
        ("exposed_hours", ["exposure", "channel_time", "exposed_hours"]),
        ("observed_hours", ["exposure", "channel_time", "observed_hours"]),
        ("coverage", ["exposure", "channel_time", "coverage"]),
        ("coverage_all", ["exposure", "channel_time", "coverage_all"]),
        ("single_channel", ["single_channel", "verdict"]), ("lines", ["accounting", "total"]),
        ("events", ["accounting", "events"]), ("malformed", ["accounting", "malformed"]),
    ]

    /// One case in every format.
    private struct Reports {
        let json: [String: Any]
        let folder: TemporaryFolder

        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
        }

        func value(_ place: [String]) throws -> Any {
            let value = place.reduce(json as Any?) { ($0 as? [String: Any])?[$1] }
            return try #require(value, "\(place) is not in the JSON report")
        }
    }

    private func reports(of sample: String) throws -> Reports {
        let folder = try TemporaryFolder()
        let names = ["r.json", "r.txt", "r.html", "r.md", "t/"].flatMap { ["-o", folder.path + "/" + $0] }
        let outcome = try Binary.run(["report", "--case", "\(sample)/case.yaml"] + names)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        let data = try Data(contentsOf: folder.url.appendingPathComponent("r.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return Reports(json: json, folder: folder)
    }

    /// Text as it is; numbers so that 0.5 equals 0.50.
    private func isSame(_ text: String, _ value: Any) -> Bool {
        if let words = value as? String { return text == words }
        guard let number = (value as? NSNumber)?.doubleValue, let other = Double(text) else { return false }
        return abs(number - other) <= 1e-9 * max(1, abs(number))
    }

    @Test(arguments: sampleCases) func theTablesHaveTheFiguresOfTheJSONReport(sample: String) throws {
        let reports = try reports(of: sample)
        // No figure before the last column holds a quotation mark.
        let rows = try reports.text("t/summary.csv").split(separator: "\r\n").map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        for (figure, place) in Self.places where figure != "unobserved_not_identifiable" {
            let row = try #require(rows.first { $0[0] == figure }, "\(figure) is not in summary.csv")
            #expect(isSame(row[row.count - 1], try reports.value(place)), "\(figure): \(row)")
        }
    }

    @Test(arguments: sampleCases) func thePageHasThem(sample: String) throws {
        let reports = try reports(of: sample)
        let page = try reports.text("r.html")
        for (figure, place) in Self.places {
            let expected = try reports.value(place)
            let row = try #require(page.range(of: ">\(figure)</td>"), "\(figure) is not on the page")
            let rest = page[row.upperBound...]
            let cells = rest[..<rest.range(of: "</tr>")!.lowerBound]
            let found =
                cells.firstMatch(of: /<data value="([^"]*)">/)?.1 ?? cells.firstMatch(of: /<time datetime="([^"]*)">/)?
                .1
                ?? cells.matches(of: />([^<>]+)<\/td>/).last?.1 ?? ""
            #expect(isSame(String(found), expected), "\(figure): \(found)")
        }
    }

    @Test(arguments: sampleCases) func markdownAndTextHaveThemAsTheyAreRead(sample: String) throws {
        let reports = try reports(of: sample)
        let (markdown, plain) = (try reports.text("r.md"), try reports.text("r.txt"))
        let grouped = NumberFormatter()
        grouped.numberStyle = .decimal
        grouped.groupingSeparator = ","
        grouped.usesGroupingSeparator = true
        func readable(_ place: [String]) throws -> String {
            let value = try reports.value(place)
            return (value as? String) ?? grouped.string(from: value as! NSNumber)!
        }
        let unscaled = Set([
            "proven_files", "proven_complete_files", "proven_clients", "proven_retrievals", "accessible_files",
        ])
        for (figure, place) in Self.places {
            let isRead = unscaled.contains(figure) || figure.hasSuffix("_proven") || figure.hasSuffix("_possible")
            guard isRead || place[0] == "accounting" else { continue }
            let words = try readable(place)
            let line = markdown.split(separator: "\n").first {
                $0.hasPrefix("| \(figure.replacing("_", with: "\\_")) |")
            }
            #expect(line?.hasSuffix("| \(words) |") == true, "\(figure): \(words) is not in \(line ?? "")")
            #expect(plain.contains(words), "\(figure): \(words) is not in the text")
        }
        let proven = try readable(["exposure", "proven", "files"])
        #expect(plain.contains("  \(proven) files left in "))
        #expect(try reports.text("r.html").contains("<b>\(proven) files</b> provably left"))
    }

    @Test(arguments: sampleCases) func eachClaimHasTheSameVerdictEverywhere(sample: String) throws {
        let reports = try reports(of: sample)
        let claims = try #require(reports.json["claims"] as? [[String: Any]])
        #expect(!claims.isEmpty)
        for claim in claims {
            let (verdict, words) = (claim["verdict"] as! String, claim["text"] as! String)
            #expect(try reports.text("r.txt").contains("\(verdict.uppercased()) \(words)"))
            #expect(try reports.text("r.md").contains("| \(verdict) | \(words) |"))
            #expect(try reports.text("r.html").contains("\(verdict)</span>: “\(words)”"))
            #expect(try reports.text("t/claims.csv").contains(",\(verdict),\(words),"))
        }
    }
}
