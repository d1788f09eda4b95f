// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct ScopeTests {
    @Test(arguments: [
        ("calls/**", "/calls/2015/a.wav", true), ("/calls/**", "calls/2015/a.wav", true),
        ("calls/*", "/calls/2015/a.wav", false), ("**/a.wav", "/a.wav", true), ("**.wav", "/calls/a.mp3", false),
        ("calls/**", "/old/calls/a.wav", false), ("/srv/nas/calls/?.wav", "/srv/nas/calls/a.wav", true),
    ])
    func aSlashInFrontMakesNoDifference(glob: String, path: String, isIncluded: Bool) {
        #expect(Scope(globs: ["nothing", glob]).includes(Array(path.utf8)) == isIncluded)
    }

    @Test func withoutAGlobEveryFileIsInScope() {
        #expect(Scope.all.includes(Array("/a".utf8)))
        #expect(Scope(globs: []).includes([]))
    }
}
