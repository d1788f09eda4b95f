// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

@testable import Reporting
import Testing

@Suite struct TextStyleTests {
    private let lines = ["CHANNELS", "  rsync  \(TextStyle.alarm("BLIND"))", "", "  é"]

    @Test func plainTextHasNoMark() {
        #expect(String(decoding: TextStyle.plain.rendered(lines), as: UTF8.self) == "CHANNELS\n  rsync  BLIND\n\n  é\n")
    }

    @Test func headingsAreBoldAndAlarmsRed() {
        #expect(
            String(decoding: TextStyle.coloured.rendered(lines), as: UTF8.self)
                == "\u{1b}[1mCHANNELS\u{1b}[0m\n  rsync  \u{1b}[1;31mBLIND\u{1b}[0m\n\n  é\n")
    }

    @Test func aMarkTakesNoColumn() {
        #expect(TextStyle.width(TextStyle.alarm("BLIND")) == 5)
    }
}
