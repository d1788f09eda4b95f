// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct PathGlobTests {
    @Test(arguments: [
        ("/calls/**", "/calls/2015/01/x.wav", true), ("/calls/*", "/calls/2015/x.wav", false),
        ("/calls/*", "/calls/x.wav", true), ("**/x.wav", "/a/b/x.wav", true), ("**.wav", "/a/b/x.wav", true),
        ("/calls/?.wav", "/calls/x.wav", true), ("/calls/?.wav", "/calls/xy.wav", false),
        ("/calls", "/calls/", false), ("", "", true), ("", "a", false), ("*", "", true), ("**", "/", true),
        ("192.0.2.*", "192.0.2.77", true), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false),
        ("/*/x", "/a/b/x", false), ("[a]", "[a]", true),
    ])
    func wholeTextsAreMatched(glob: String, text: String, matches: Bool) {
        #expect(PathGlob(glob).matches(Array(text.utf8)) == matches)
    }

    /// Patterns that make backtracking matchers slow.
    @Test func manyStarsTakeNoLonger() {
        let glob = PathGlob(String(repeating: "*a", count: 60) + "b")
        #expect(!glob.matches([UInt8](repeating: UInt8(ascii: "a"), count: 4000)))
    }
}
