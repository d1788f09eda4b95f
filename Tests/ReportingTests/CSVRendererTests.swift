// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

@Suite struct CSVRendererTests {
    private func files(_ name: String) -> [String: [[String]]] {
        Dictionary(
            uniqueKeysWithValues: CSVRenderer.files(reportOfHostileNames(Array(name.utf8))).map { file in
                var bytes: [UInt8] = []
                file.write { bytes += $0 }
                return (file.name, parsedCSV(String(decoding: bytes, as: UTF8.self)))
            })
    }

    @Test(arguments: [
        "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a,b", "a\"b", "a\nb", "\"=1\"",
    ])
    func aNameIsOneCellAndNoFormula(name: String) throws {
        for (file, rows) in files(name) {
            let columns = try #require(rows.first, "\(file)")
            for row in rows {
                #expect(row.count == columns.count, "\(file)")
                for cell in row where cell != "-" {
                    #expect(
                        cell.unicodeScalars.first.map { !"=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(file)"
                    )
                }
            }
        }
    }

    @Test func tablesAreCompleteAndUnknownIsAnEmptyCell() throws {
        let files = files("/a")
        #expect(files["files.csv"]?.count == 2)
        #expect(files["evidence.csv"]?.count == 4)
        #expect(files["files.csv"]?[1].prefix(4) == ["/a", "", "", "2"])
        #expect(files["summary.csv"]?.first { $0[0] == "accessible_files" }?[2] == "")
        #expect(files["summary.csv"]?.first { $0[0] == "proven_files" }?[2] == "1")
    }

    @Test func inOneFileTheTablesStandBelowEachOther() {
        let text = String(decoding: CSVRenderer().output(of: reportOfHostileNames(Array("/a".utf8))), as: UTF8.self)
        let rows = parsedCSV(text)
        #expect(rows.first == ["summary"])
        #expect(rows.count { $0 == [""] } == CSVRenderer.files(reportOfHostileNames(Array("/a".utf8))).count - 1)
    }
}
