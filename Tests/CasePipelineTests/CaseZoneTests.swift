// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import CasePipeline
import EvidenceModel
import SystemPackage
import TestSupport
import Testing

/// The zone of stamps that state none.
@Suite struct CaseZoneTests {
    private static let stockholm = "/usr/share/zoneinfo/Europe/Stockholm"

    @Test func withoutAnythingThatTellsItIsAssumedUTC() throws {
        let zone = try CaseFolder(["xferlog": LogLines.xferlog(1...2)]).plan().zone
        #expect(zone.basis == .assumed)
        #expect(zone.rules.name == "UTC")
        #expect(zone.problem == nil)
    }

    @Test func etcTimezoneNamesIt() async throws {
        let evidence = try CaseFolder(["etc/timezone": "+02:00\n", "var/log/xferlog": LogLines.xferlog([0])])
        #expect(evidence.plan().zone.basis == .evidence)
        // 09:00:00 on 4 March 2015, two hours east of Greenwich.
        let artifact = try #require(await evidence.artifacts()["var/log/xferlog"])
        #expect(artifact.first?.seconds == 1_425_452_400)
        #expect(artifact.timeBases.members == [.zoneAssumed])
    }

    @Test func aCopyOfEtcLocaltimeTellsItsRules() throws {
        let evidence = try CaseFolder()
        let rules = try Self.bytes(of: Self.stockholm)
        try evidence.folder.write(rules, to: "host/etc/localtime")
        let zone = evidence.plan().zone
        #expect(zone.basis == .evidence)
        #expect(zone.rules.offsetSeconds(atUTC: 1_425_452_400) == 3600)
        #expect(zone.rules.offsetSeconds(atUTC: 1_435_000_000) == 7200)
    }

    @Test func aZoneThatIsNoneIsAProblemToTell() throws {
        let zone = try CaseFolder(["etc/timezone": "../../secret\n"]).plan().zone
        #expect(zone.basis == .assumed)
        #expect(zone.problem?.contains("'../../secret' is neither an offset") == true)
    }

    @Test func theOptionWins() async throws {
        let evidence = try CaseFolder(["etc/timezone": "+02:00\n", "xferlog": LogLines.xferlog([0])])
        let zone = try ZoneFinder.zone(named: "-01:00")
        let reading = CaseReading([evidence.folder.path], .init(zone: zone))
        #expect(reading.plan.zone.basis == .option)
        #expect(await evidence.artifacts(.init(zone: zone))["xferlog"]?.first?.seconds == 1_425_463_200)
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        try contents(of: FilePath(path), limit: 1 << 20)
    }
}
