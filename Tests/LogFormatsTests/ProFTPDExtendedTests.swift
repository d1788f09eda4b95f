// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// What only several lines together tell.
struct ProFTPDExtendedTests {
    private var log = format("proftpd.extended")

    /// The path that the last of `lines` states; each is minute, second and the rest.
    private mutating func path(_ lines: [(String, String)]) -> String? {
        var path: String?
        for (time, rest) in lines {
            let line = "192.0.2.7 UNKNOWN anna [04/Mar/2015:10:\(time) +0100] \(rest)"
            let (outcome, event) = log.parse(line)
            path = outcome == .event ? event.string(event.filePath) : nil
        }
        return path
    }

    private static func login(at minute: String) -> [(String, String)] {
        [("\(minute):00", #""USER anna" 331 -"#), ("\(minute):01", #""PASS (hidden)" 230 -"#)]
    }

    private static let enter = ("27:10", #""CWD /calls" 250 -"#)
    private static let fetch = ("27:20", #""RETR x.wav" 226 5"#)

    @Test mutating func aRelativeNameIsJoinedWithTheFolderLastEntered() {
        #expect(path(Self.login(at: "27") + [Self.enter, Self.fetch]) == "/calls/x.wav")
    }

    @Test mutating func afterALoginTheFolderIsNotKnown() {
        #expect(path(Self.login(at: "27") + [Self.fetch]) == "x.wav")
        #expect(path([("27:30", #""CWD sub" 250 -"#), Self.fetch]) == "x.wav")
    }

    @Test mutating func aFolderThatCouldNotBeEnteredIsNone() {
        #expect(
            path(Self.login(at: "27") + [Self.enter, ("27:11", #""CWD /other" 550 -"#), Self.fetch]) == "/calls/x.wav")
    }

    @Test mutating func ofTwoSessionsAtOnceNoneLendsItsFolderToTheOther() {
        let lines = Self.login(at: "26") + Self.login(at: "27") + [Self.enter, Self.fetch]
        #expect(path(lines) == "x.wav")
    }

    @Test mutating func aSessionThatEndedIsForgotten() {
        let quit = [("27:30", #""QUIT" 221 -"#)]
        #expect(path(Self.login(at: "27") + [Self.enter] + quit + Self.login(at: "28") + [Self.fetch]) == "x.wav")
        #expect(path([Self.enter, Self.fetch]) == "/calls/x.wav")
    }

    @Test mutating func aSessionSilentForLongerThanTheServerAllowsHasEnded() {
        let lines = Self.login(at: "11") + Self.login(at: "27") + [Self.enter, Self.fetch]
        #expect(path(lines) == "/calls/x.wav")
    }

    @Test mutating func sessionsGoOnFromOneArtifactToTheNext() {
        _ = path(Self.login(at: "27") + [Self.enter])
        log.begin(ReadingContext())
        #expect(path([Self.fetch]) == "/calls/x.wav")
    }
}
