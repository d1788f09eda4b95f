// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

@Suite struct TextTableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        var table = TextTable([("file", .left), ("lines", .right), ("last", .left)])
        table.add(["access.log", "1", "2019"])
        table.add(["a", "1,000,000", ""])
        #expect(
            table.lines() == [
                "  file            lines  last", "  access.log          1  2019", "  a           1,000,000",
            ])
    }

    @Test func theIndentIsTheCallersAndLinesEndWithoutBlanks() {
        var table = TextTable([("a", .left), ("b", .left)])
        table.add(["x", ""])
        table.add(["", ""])
        #expect(table.lines(indent: "") == ["a  b", "x", ""])
        #expect(table.lines(indent: "> ") == ["> a  b", "> x", ">"])
    }

    @Test func aTableWithoutTitlesHasNoLineForThem() {
        var table = TextTable([("", .left), ("", .right)])
        table.add(["one", "1"])
        table.add(["eleven", "11"])
        #expect(table.lines() == ["  one      1", "  eleven  11"])
    }

    /// `ö` has two bytes and, in one of its spellings, two scalars; a column counts what stands on the screen.
    @Test func lettersBeyondASCIITakeOneColumn() {
        var table = TextTable([("n", .left), ("m", .left)])
        table.add(["röst", "1"])
        table.add(["rost", "2"])
        #expect(table.lines(indent: "") == ["n     m", "röst  1", "rost  2"])
    }

    @Test func aTableWithoutRowsIsEmpty() {
        var table = TextTable([("a", .left)])
        #expect(table.isEmpty)
        table.add([""])
        #expect(!table.isEmpty)
    }
}
