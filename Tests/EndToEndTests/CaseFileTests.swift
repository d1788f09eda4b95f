// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct CaseFileTests {
    @Test func evidenceAndInventoryOfTheCaseAreRead() throws {
        let byCase = try Binary.run(["report", "--format", "json", "--case", "\(Case1177.folder)/case.yaml"])
        #expect(byCase.status == 0)
        #expect(byCase.errorText == "")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(byCase.output)) as? [String: Any])
        let exposure = try #require(report["exposure"] as? [String: Any])
        let accessible = try #require(exposure["accessible"] as? [String: Any])
        #expect(accessible["files"] as? Int == 325)
        let verdicts = try #require(report["claims"] as? [[String: Any]]).map { $0["verdict"] as? String }
        #expect(verdicts == Array(repeating: "contradicted", count: 4))
    }

    /// The three numbers are nested, each claim has reasons, and findings come from all three domains.
    @Test func theSampleCaseIsAnswered() throws {
        let outcome = try Binary.run(["report", "--format", "json", "--case", "\(Case1177.folder)/case.yaml"])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let exposure = try #require(report["exposure"] as? [String: Any])
        let proven = try #require((exposure["proven"] as? [String: Any])?["files"] as? Int)
        #expect(proven > 55)
        #expect(proven <= 325)
        #expect((exposure["unobserved"] as? [String: Any])?["not_identifiable"] is String)
        let claims = try #require(report["claims"] as? [[String: Any]])
        #expect(claims.allSatisfy { !(($0["because"] as? [String])?.isEmpty ?? true) })
        let share = try #require((claims[0]["rests_on"] as? [String: Any])?["share"] as? Double)
        #expect(share > 0 && share < 0.01)
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(Set(findings.compactMap { $0["domain"] as? String }) == ["technical", "formal", "informal"])
        let blind = try #require((report["single_channel"] as? [String: Any])?["blind_channels"] as? [String])
        #expect(blind == ["ftp", "sftp", "scp", "rsync-ssh"])
    }

    @Test(arguments: [
        ("name: x\nclaim: []\n", "line 2: claim: is not a key here; known: name, timezone,"),
        ("scope: {paths: [a]}\n", "line 1: scope.paths: must be text, not a list"),
        ("timezone: Mars/Olympus\n", "--case: timezone: the rules of zone 'Mars/Olympus' cannot be read"),
    ])
    func aWrongCaseFileIsWrongUsage(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "case.yaml")
        let outcome = try Binary.run(["report", "--case", file, Case1177.evidence])
        #expect(outcome.status == 64)
        #expect(outcome.errorText.contains(words))
        #expect(outcome.output.isEmpty)
    }

    @Test func aCaseFileThatIsNotThereIsWrongUsage() throws {
        let outcome = try Binary.run(["report", "--case", "no/such/case.yaml", Case1177.evidence])
        #expect(outcome.status == 64)
        #expect(outcome.errorText.contains("--case no/such/case.yaml: No such file or directory"))
    }
}
