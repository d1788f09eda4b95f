// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Names that FTP servers changed are files of the inventory only where exactly one fits.
@Suite struct InexactNamesTests {
    private func file(
        _ logged: String, _ channel: Channel = .ftp, in paths: [String]
    ) -> (path: [UInt8], isNameInexact: Bool)? {
        let answers = CaseAnswers([.retrieval(logged, channel)], inventory: Inventory(paths: paths))
        return answers.retrievals.files.first { $0.isInScope }.map { ($0.path, $0.ways[0].isNameInexact) }
    }

    @Test(arguments: [
        ("/calls/2015/??sa_??berg.wav", "calls/2015/Åsa Öberg.wav"), ("/calls/??sa 1.wav", "calls/Åsa 1.wav"),
        ("/calls/a_b.wav", "calls/a b.wav"), ("/calls/a_b.wav", "calls/a\tb.wav"), ("a b.wav", "calls/a  b.wav"),
        ("a b.wav", "calls/a\tb.wav"), ("x.wav", "calls/2015/x.wav"),
        ("/srv/nas/calls/a_b.wav", "calls/a b.wav"), ("/calls/tab?name.wav", "calls/tab\tname.wav"),
        ("/calls/new?line.wav", "calls/new\nline.wav"),
        ("/calls/a_b?.wav", "/srv/nas/calls/a b\u{7f}.wav"),
    ])
    func theOnlyFileThatFitsIsTaken(logged: String, path: String) {
        let file = file(logged, in: [path, "calls/other.wav"])
        #expect(file?.path == Array(path.utf8))
        #expect(file?.isNameInexact == true)
    }

    @Test func ofTwoFilesThatFitNoneIsTaken() {
        #expect(file("/calls/a_b.wav", in: ["x/calls/a b.wav", "y/calls/a\tb.wav"]) == nil)
        #expect(file("/calls/?.wav", in: ["calls/\u{1}.wav", "calls/\u{2}.wav"]) == nil)
        #expect(file("x.wav", in: ["calls/2015/x.wav", "calls/2016/x.wav"]) == nil)
    }

    /// The character stands for one that the server cannot have replaced by it.
    @Test(arguments: [
        ("/calls/a b.wav", "calls/a_b.wav"), ("/calls/a?b.wav", "calls/a b.wav"), ("/calls/a_b.wav", "calls/a-b.wav"),
        ("/calls/a__b.wav", "calls/a b.wav"), ("/calls/?sa.wav", "calls/Åsa.wav"), ("/b_c.wav", "calls/b c.wav"),
        ("/other/b_c.wav", "calls/b c.wav"),
    ])
    func whatNoServerWritesForAFileIsNotIt(logged: String, path: String) {
        #expect(file(logged, in: [path]) == nil)
    }

    /// A web server names files by their own bytes.
    @Test func otherChannelsNameFilesExactly() {
        #expect(file("/calls/a_b.wav", .http, in: ["calls/a b.wav"]) == nil)
    }

    @Test func aNameThatIsExactIsNotCalledInexact() {
        #expect(file("/calls/a_b.wav", in: ["calls/a_b.wav", "calls/a b.wav"])?.path == Array("calls/a_b.wav".utf8))
        #expect(file("/calls/a_b.wav", in: ["calls/a_b.wav", "calls/a b.wav"])?.isNameInexact == false)
    }
}
