// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import Glibc
import TestSupport
import Testing

/// What artifacts turn out to be, and where their lines go.
@Suite struct CaseReadingTests {
    private func artifact(_ bytes: [UInt8], name: String = "file") async throws -> Artifact {
        let evidence = try CaseFolder()
        try evidence.folder.write(bytes, to: name)
        return try #require(await evidence.artifacts()[name])
    }

    private func artifact(_ text: String, name: String = "file") async throws -> Artifact {
        try await artifact(Array(text.utf8), name: name)
    }

    @Test func aLogIsReadWithItsLinesInTheirAccounts() async throws {
        let text = LogLines.rsyncd(1...3) + LogLines.rsyncSummary + "\nnonsense\n"
        let artifact = try await artifact(text, name: "rsyncd.log")
        #expect(artifact.content == .log(format: "rsyncd"))
        #expect(artifact.lines == LineAccount(events: 3, ignored: 2, malformed: 1))
        #expect(artifact.series == "rsyncd.log")
        #expect(artifact.malformedLines.map(\.lineNumber) == [6])
        #expect(artifact.malformedLines.map(\.offset) == [Int64(text.utf8.count - 9)])
        #expect(artifact.damage.isEmpty)
        #expect(artifact.byteCount == Int64(text.utf8.count))
        #expect(artifact.decompressedByteCount == artifact.byteCount)
    }

    @Test func whatAnArtifactBeganAndTheNextOnesDidNotEndIsStatedWhereItBegan() async throws {
        let session = "nas internal-sftp[545]: "
        let older =
            "Mar  4 11:47:06 \(session)session opened for local user anna from [192.0.2.7]\n"
            + "Mar  4 11:47:06 \(session)open \"/a.wav\" flags READ mode 0666\n"
            + "Mar  4 11:47:06 \(session)open \"/b.wav\" flags READ mode 0666\n"
        let newer = "Mar  5 11:47:06 \(session)close \"/a.wav\" bytes read 5 written 0\n"
        let evidence = try CaseFolder(["auth.log.1": older, "auth.log": newer])
        var stated: [String] = []
        _ = CaseReading([evidence.folder.path], .init()).forEachEvent { event, artifact, line, _ in
            guard event.action == .retrieve else { return true }
            stated.append("\(String(decoding: artifact, as: UTF8.self)):\(line) \(event.byteCount ?? -1)")
            return true
        }
        #expect(stated == ["auth.log:1 5", "auth.log.1:3 -1"])
        let answers = await evidence.answers()
        #expect(answers.evidence.compactMap(\.lines).reduce(0) { $0 + $1.events } == 4)
        #expect(answers.retrievals.files.map(\.retrievals) == [1, 1])
    }

    @Test func aProcessNumberInAnotherLogIsAnotherProcess() async throws {
        let stamp = "2015/03/04 11:10:00 [485] "
        let evidence = try CaseFolder([
            "a/rsyncd.log": "\(stamp)connect from host (192.0.2.7)\n\(stamp)rsync on calls/ from host (192.0.2.7)\n",
            "b/rsyncd.log": "\(stamp)<f+++++++++ x.wav\n",
        ])
        var found: [(String, Bool, SessionContinuity?)] = []
        _ = CaseReading([evidence.folder.path], .init()).forEachEvent { event, artifact, _, _ in
            found.append((String(decoding: artifact, as: UTF8.self), event.source.isPresent, event.continuity))
            return true
        }
        #expect(found.map(\.0) == ["a/rsyncd.log", "a/rsyncd.log", "b/rsyncd.log"])
        #expect(found.map(\.1) == [true, true, false])
        #expect(
            found.map(\.2) == [nil, .whole(since: Instant(seconds: 1_425_467_400), isFirst: true), .withoutBeginning])
    }

    @Test func anEmptyFileAndAnEmptyGzipAreEmpty() async throws {
        for bytes in [[], gzip([])] {
            let artifact = try await artifact(bytes)
            #expect(artifact.content == .empty)
            #expect(artifact.lines == LineAccount())
            #expect(artifact.damage.isEmpty)
            #expect(artifact.compression == (bytes.isEmpty ? .none : .gzip))
        }
        let padded = try await artifact(gzip([]) + [0, 0])
        #expect(padded.content == .empty)
        #expect(padded.damage.map(\.kind) == [.trailingGarbage])
    }

    @Test func aGzipThatGivesNothingIsNotEmpty() async throws {
        let whole = gzip(Array(LogLines.apache(1...3).utf8))
        for (bytes, kind) in [
            (Array(whole.prefix(12)), Damage.Kind.truncatedGzip), ([0x1f, 0x8b, 8, 255], .corruptGzip),
        ] {
            let artifact = try await artifact(bytes)
            #expect(artifact.content == .unrecognisedBinary)
            #expect(artifact.damage.map(\.kind) == [kind])
            #expect(artifact.lines?.total == 0)
        }
    }

    @Test func aFileWhoseFirstMemberIsLostIsReadFromTheNext() async throws {
        var lost = gzip(Array(LogLines.apache(1...3).utf8))
        lost[10] = 0xff
        let artifact = try await artifact(lost + gzip(Array(LogLines.apache(4...9).utf8)), name: "access.log.gz")
        #expect(artifact.content == .log(format: "apache.access"))
        #expect(artifact.lines == LineAccount(events: 6))
        #expect(artifact.series == "access.log")
        #expect(artifact.damage.map(\.kind) == [.corruptGzip])
    }

    @Test func aBinaryIsDigestedAndNotScannedForLines() async throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
        let plain = try await artifact(bytes)
        #expect(plain.content == .unrecognisedBinary)
        #expect(plain.lines == nil)
        #expect(plain.sha256?.count == 64)
        #expect(plain.byteCount == 100_000)
        #expect(plain.decompressedByteCount == 100_000)
        let packed = try await artifact(gzip(bytes))
        #expect(packed.content == .unrecognisedBinary)
        #expect(packed.compression == .gzip)
        #expect(packed.decompressedByteCount == nil)
    }

    /// Some servers write names as they are sent; a client that sends control bytes must not hide the log of it.
    @Test func aLogWithControlBytesAmongItsLinesIsRead() async throws {
        let name = String(repeating: "\u{1}\u{2}\u{1b}", count: 200)
        let line = "Wed Mar  4 09:52:29 2015 1 192.0.2.7 5 /\(name) b _ o r anna ftp 0 * c\n"
        let artifact = try await artifact(LogLines.xferlog(1...3) + line)
        #expect(artifact.content == .log(format: "xferlog"))
        #expect(artifact.lines == LineAccount(events: 4))
    }

    @Test func aFileOfNULBytesIsBinary() async throws {
        let artifact = try await artifact([UInt8](repeating: 0, count: 200_000))
        #expect(artifact.content == .unrecognisedBinary)
        #expect(artifact.lines == nil)
    }

    /// The writer went on at its old place after the file was cut under it.
    @Test func aLogBehindALongRunOfNULBytesIsRead() async throws {
        let lines = LogLines.apache(1...3)
        let artifact = try await artifact([UInt8](repeating: 0, count: 2_000_000) + Array(lines.utf8))
        #expect(artifact.content == .log(format: "apache.access"))
        #expect(artifact.lines == LineAccount(events: 3))
        #expect(artifact.damage.map(\.kind) == [.nulRun])
        #expect(artifact.damage.map(\.bytesLost) == [2_000_000])
    }

    @Test func textOfNoFormatHasItsLinesCountedAsMalformed() async throws {
        let artifact = try await artifact("Dear Anna,\n\nno log.\n")
        #expect(artifact.content == .unrecognisedText)
        #expect(artifact.lines == LineAccount(ignored: 1, malformed: 2))
        #expect(artifact.series == nil)
        #expect(artifact.malformedLines.map(\.malformation.expected) == [.format, .format])
    }

    @Test func anOverlongLineIsOneMalformedLine() async throws {
        let text = LogLines.apache(1...2) + String(repeating: "x", count: 3 << 20) + "\n" + LogLines.apache(3...4)
        let artifact = try await artifact(text)
        #expect(artifact.lines == LineAccount(events: 4, malformed: 1))
        #expect(artifact.malformedLines.map(\.malformation.expected) == [.shorterRecord])
        #expect(artifact.malformedLines.map(\.lineNumber) == [3])
    }

    @Test func severalFormatsInOneFileAreEachRecognised() async throws {
        let evidence = try CaseFolder([
            "mixed": LogLines.apache(1...30) + LogLines.xferlog(31...40) + LogLines.rsyncd(41...43)
                + LogLines.apache(44...45)
        ])
        let answers = await evidence.answers()
        #expect(answers.lines == LineAccount(events: 45))
        #expect(answers.channels.map(\.channel) == [.http, .ftp, .rsync])
        #expect(answers.channels.map(\.events) == [32, 10, 3])
    }

    @Test func aLogBehindAnyNumberOfOtherLinesIsStillRead() async throws {
        let artifact = try await artifact(String(repeating: "no log\n", count: 12_000) + LogLines.apache(1...5))
        #expect(artifact.lines == LineAccount(events: 5, malformed: 12_000))
        #expect(artifact.content == .log(format: "apache.access"))
        #expect(artifact.malformedLines.count == Artifact.locatedLimit)
    }

    @Test func configurationIsNotParsed() async throws {
        let evidence = try CaseFolder([
            "host/etc/hosts": "127.0.0.1 localhost\n", "host/etc/empty": "", "httpd.conf": "DocumentRoot /srv\n",
            "sshd_config": "Port 22\n", "srv/.htaccess": "Require all denied\n",
            "etcetera/a.log": LogLines.apache(4...5),
        ])
        let artifacts = await evidence.artifacts()
        for (name, artifact) in artifacts where name != "etcetera/a.log" {
            #expect(artifact.content == .configuration, "\(name)")
            #expect(artifact.lines == nil, "\(name)")
            #expect(artifact.decompressedByteCount == artifact.byteCount, "\(name)")
        }
        #expect(artifacts["etcetera/a.log"]?.lines == LineAccount(events: 2))
    }

    @Test(arguments: ["host/etc/access.log", "access.conf"])
    func aLogNamedAsConfigurationIsALog(name: String) async throws {
        let artifacts = try await CaseFolder([name: LogLines.apache(1...3)]).artifacts()
        #expect(artifacts[name]?.lines == LineAccount(events: 3))
    }

    @Test func whatIsLeftOutByTimeIsAccountedForAllTheSame() async throws {
        let evidence = try CaseFolder(["access.log": LogLines.apache(0..<100), "notes": "no log\n"])
        let all = await evidence.answers()
        // 5 March 2015, 00:00:10 and 00:00:20, one hour east.
        let midnight: Int64 = 1_425_510_000
        let some = await evidence.answers(
            .init(since: Instant(seconds: midnight + 10), until: Instant(seconds: midnight + 20)))
        #expect(some.evidence == all.evidence)
        #expect(some.lines == LineAccount(events: 100, malformed: 1))
        #expect(all.channels.map(\.events) == [100])
        #expect(some.channels.map(\.events) == [10])
        #expect(some.retrievals.files.count == 10)
        let none = await evidence.answers(.init(since: Instant(seconds: midnight + 1000)))
        #expect(none.channels.isEmpty)
        #expect(none.evidence == all.evidence)
    }

    @Test func eventsComeInTheOrderOfTheInputAndStopWhenAsked() throws {
        let evidence = try CaseFolder(["b.log": LogLines.apache(1...3), "a.log": LogLines.xferlog(4...6)])
        let reading = CaseReading([evidence.folder.path], .init())
        var places: [String] = []
        let artifacts = reading.forEachEvent { event, artifact, line, _ in
            places.append("\(String(decoding: artifact, as: UTF8.self)):\(line) \(event.dataset)")
            return places.count < 5
        }
        #expect(
            places == [
                "a.log:1 xferlog", "a.log:2 xferlog", "a.log:3 xferlog", "b.log:1 apache.access",
                "b.log:2 apache.access",
            ])
        #expect(artifacts.count == 2)
    }
}
