// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A table in text: columns as wide as their content, two blanks between them.
package struct TextTable {
    package enum Alignment {
        case left, right
    }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    package init(_ columns: [(title: String, alignment: Alignment)]) {
        self.columns = columns
    }

    /// - Precondition: there is one cell for each column.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has \(cells.count) cells for \(columns.count) columns")
        rows.append(cells)
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// Each line begins with `indent` and ends without blanks.
    package func lines(indent: String = "  ") -> [String] {
        let titles = columns.map(\.title)
        let all = titles.allSatisfy(\.isEmpty) ? rows : [titles] + rows
        let widths = columns.indices.map { column in all.map { TextStyle.width($0[column]) }.max() ?? 0 }
        return all.map { cells in
            let padded = cells.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - TextStyle.width(cells[column]))
                return columns[column].alignment == .left ? cells[column] + padding : padding + cells[column]
            }
            return (indent + padded.joined(separator: "  ")).droppingTrailingBlanks
        }
    }
}

extension String {
    fileprivate var droppingTrailingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
