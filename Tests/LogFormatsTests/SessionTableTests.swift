// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import LogFormats
import Testing

struct SessionTableTests {
    @Test func whatIsAskedForAgainIsKeptHoweverManyCome() {
        var sessions = SessionTable<Int, String>()
        sessions[-1] = "kept"
        for key in 0..<50_000 {
            sessions[key] = "passing"
            if key % 1000 == 0 { #expect(sessions[-1] == "kept") }
        }
        #expect(sessions[-1] == "kept")
        #expect(sessions[49_999] == "passing")
        #expect(sessions[0] == nil)
    }

    @Test func anEndedSessionIsGoneAlsoFromAmongTheOlder() {
        var sessions = SessionTable<Int, String>()
        for key in 0..<5000 { sessions[key] = "open" }
        sessions[1] = nil
        sessions[4999] = nil
        #expect(sessions[1] == nil)
        #expect(sessions[4999] == nil)
        #expect(sessions[2] == "open")
    }
}
