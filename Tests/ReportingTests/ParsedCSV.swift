// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// CSV as RFC 4180 has it, read slowly: a row is its cells without their quotes.
func parsedCSV(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell, isQuoted) = ([String](), "", false)
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
        switch (scalar, isQuoted) {
        case ("\"", true) where scalars.first == "\"":
            scalars.removeFirst()
            cell += "\""
        case ("\"", _): isQuoted.toggle()
        case (",", false):
            row.append(cell)
            cell = ""
        case ("\r", false) where scalars.first == "\n":
            scalars.removeFirst()
            rows.append(row + [cell])
            (row, cell) = ([], "")
        default: cell.unicodeScalars.append(scalar)
        }
    }
    return rows
}
