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

    private let json: [String: Any]
    private let folder: TemporaryFolder

    init() throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let names = ["r.json", "r.txt", "r.html", "r.md", "t/"].flatMap { ["-o", folder.path + "/" + $0] }
        let outcome = try Binary.run(["report", "--case", "\(Case1177.folder)/case.yaml"] + names)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        let data = try Data(contentsOf: folder.url.appendingPathComponent("r.json"))
        json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)
    }

    private func value(_ place: [String]) throws -> Any {
        let value = place.reduce(json as Any?) { ($0 as? [String: Any])?[$1] }
        return try #require(value, "\(place) is not in the JSON report")
    }

    /// Text as it is; numbers so that 0.5 equals 0.50.
    private func isSame(_ text: String, _ value: Any) -> Bool {
        if let words = value as? String { return text == words }
        guard let number = (value as? NSNumber)?.doubleValue, let other = Double(text) else { return false }
        return abs(number - other) <= 1e-9 * max(1, abs(number))
    }

    @Test func theTablesHaveTheFiguresOfTheJSONReport() throws {
        // No figure before the last column holds a quotation mark.
        let rows = try text("t/summary.csv").split(separator: "\r\n").map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        for (figure, place) in Self.places where figure != "unobserved_not_identifiable" {
            let row = try #require(rows.first { $0[0] == figure }, "\(figure) is not in summary.csv")
            #expect(isSame(row[row.count - 1], try value(place)), "\(figure): \(row)")
        }
    }

    @Test func thePageHasThem() throws {
        let page = try text("r.html")
        for (figure, place) in Self.places {
            let expected = try value(place)
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

    @Test func markdownAndTextHaveThemAsTheyAreRead() throws {
        let (markdown, plain) = (try text("r.md"), try text("r.txt"))
        let grouped = NumberFormatter()
        grouped.numberStyle = .decimal
        grouped.groupingSeparator = ","
        grouped.usesGroupingSeparator = true
        func readable(_ place: [String]) throws -> String {
            let value = try value(place)
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
        #expect(try text("r.html").contains("<b>\(proven) files</b> provably left"))
    }

    @Test func eachClaimHasTheSameVerdictEverywhere() throws {
        let claims = try #require(json["claims"] as? [[String: Any]])
        #expect(!claims.isEmpty)
        for claim in claims {
            let (verdict, words) = (claim["verdict"] as! String, claim["text"] as! String)
            #expect(try text("r.txt").contains("\(verdict.uppercased()) \(words)"))
            #expect(try text("r.md").contains("| \(verdict) | \(words) |"))
            #expect(try text("r.html").contains("\(verdict)</span>: “\(words)”"))
            #expect(try text("t/claims.csv").contains(",\(verdict),\(words),"))
        }
    }
}
