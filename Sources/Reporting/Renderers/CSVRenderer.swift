// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The tables of the report as CSV (RFC 4180), complete.
///
/// In one file they stand below each other, each under its name, with an empty line between; in a folder each is a file.
/// Numbers are exact and without units, unknown is an empty cell, and no cell is a formula (`CSVText`).
package struct CSVRenderer: ReportRenderer {
    package static let fileExtension = "csv"

    /// One file of the folder.
    package struct File: Sendable {
        /// `gaps.csv`
        package let name: String
        fileprivate let table: ReportTable

        package func write<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
            try CSVRenderer.write(table, to: write)
        }
    }

    package init() {}

    package static func files(_ report: CaseReport) -> [File] {
        ReportTables.all(report).map { File(name: "\($0.name).csv", table: $0) }
    }

    package func render<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        for (number, table) in ReportTables.all(report).enumerated() {
            try write(Array(((number > 0 ? "\r\n" : "") + "\(table.name)\r\n").utf8))
            try Self.write(table, to: write)
        }
    }

    private static func write<Failure: Error>(
        _ table: ReportTable, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var bytes = line(table.columns.map(\.name))
        for number in 0..<table.rowCount {
            bytes += line(table.row(number).map(\.exact))
            if bytes.count > pieceSize {
                try write(bytes)
                bytes = []
            }
        }
        try write(bytes)
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(CSVText.cell).joined(separator: ",") + "\r\n").utf8)
    }

    private static let pieceSize = 64 << 10
}
